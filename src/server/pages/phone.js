// The phone: joins with a code and a name, answers, and sees what came of it. What is being typed survives every new state.

import { blocks, boardTable, letter, prose, verdictText, yamlBox } from './blocks.js';
import {
  $,
  clockText,
  follow,
  keyFromAddress,
  languageButton,
  make,
  newSecret,
  now,
  post,
  remember,
  remembered,
  say,
  t,
  words,
} from './common.js';

const codeFromAddress = keyFromAddress('readyz-code');
let secret = remembered('readyz-secret');
let state;
/** What the form on screen belongs to; another one means other things to draw. */
let drawn = '';
let note = '';

languageButton(() => {
  drawn = '';
  draw();
});
setInterval(tick, 250);
if (secret) listen();
else drawJoin();

function listen() {
  void follow(secret, {
    show(next) {
      state = next;
      draw();
    },
    unknown() {
      state = undefined;
      drawJoin();
    },
    connected: (isConnected) => say(isConnected ? '' : t(words.offline)),
  });
}

function draw() {
  if (!state) return drawJoin();
  const { stage, own } = state;
  const { question } = stage;
  $('quiz').textContent = t(stage.title);
  // An answer just noted changes two lines, not the whole page under somebody's finger.
  const what = `${stage.phase} ${stage.position} ${question?.round} ${own.standing} ${own.result?.points} ${stage.reveal?.voided}`;
  if (what !== drawn) {
    drawn = what;
    note = '';
    $('main').replaceChildren(...screen(stage, own));
    const title = $('main').querySelector('h1');
    if (title) {
      title.tabIndex = -1;
      title.focus();
    }
  }
  tick();
}

function screen(stage, own) {
  if (own.standing === 'waiting')
    return [
      make('h1', {}, t({ es: 'Espera a que te dejen entrar', en: 'Wait to be let in' })),
      make('p', {}, own.name),
    ];
  if (own.standing !== 'in')
    return [make('h1', {}, t({ es: 'Ya no estás en la sala', en: 'You are no longer in the room' })), joinAgain()];
  switch (stage.phase) {
    case 'lobby':
      return [
        make('h1', {}, t({ es: `Estás dentro: ${own.name}`, en: `You are in: ${own.name}` })),
        make(
          'p',
          {},
          t({
            es: 'Espera a que empiece. Puedes dejar esta página abierta.',
            en: 'Wait for the start. You can leave this page open.',
          }),
        ),
      ];
    case 'question':
      return [
        make('p', { class: 'soft' }, t(words.question(stage))),
        make('h1', {}, t(stage.question.title)),
        ...(stage.question.round > 1
          ? [
              make(
                'p',
                { class: 'notice' },
                t({ es: 'Segunda votación: puedes cambiar de opinión.', en: 'Second vote: you may change your mind.' }),
              ),
            ]
          : []),
        ...blocks(stage.question.blocks, { without: ['choices'] }),
        answerForm(stage.question),
        make('p', { id: 'note', role: 'status' }),
      ];
    case 'closed':
      return [
        make('h1', {}, t(words.closed)),
        make(
          'p',
          {},
          own.answer
            ? t({ es: 'Tu respuesta está guardada.', en: 'Your answer is saved.' })
            : t({ es: 'No llegaste a responder.', en: 'You did not answer.' }),
        ),
      ];
    case 'revealed':
    case 'explained':
      return [make('h1', {}, verdictText(own.result.verdict)), ...resultParts(stage, own)];
    case 'board':
      return [make('h1', {}, t(words.board)), ownPlace(own), boardTable(stage.board ?? [])];
    case 'finished':
      return [make('h1', {}, t(words.over)), ownPlace(own), ...(stage.board ? [boardTable(stage.board)] : [])];
  }
  return [];
}

function resultParts(stage, own) {
  const points = t({
    es: `Puntos de esta pregunta: ${own.result.points}. En total: ${own.points}.`,
    en: `Points of this question: ${own.result.points}. In total: ${own.points}.`,
  });
  return [
    make('p', {}, make('strong', {}, points)),
    ...(stage.reveal.voided ? [make('p', { class: 'notice' }, t(words.voided))] : []),
    ...blocks(own.result.blocks, { without: ['verdict'] }),
    ...blocks(stage.reveal.blocks),
  ];
}

function ownPlace(own) {
  const place = own.place === undefined ? '' : t({ es: `Tu puesto: ${own.place}. `, en: `Your place: ${own.place}. ` });
  return make(
    'p',
    {},
    make('strong', {}, place + t({ es: `Tus puntos: ${own.points}.`, en: `Your points: ${own.points}.` })),
  );
}

const sendWord = { es: 'Enviar la respuesta', en: 'Send the answer' };

function answerForm(question) {
  const [offer] = question.offers;
  if (question.offers.some(({ kind }) => kind === 'choose')) {
    return make(
      'div',
      { class: 'answers', role: 'group', 'aria-label': t({ es: 'Opciones', en: 'Options' }) },
      question.offers.map((one, index) =>
        make(
          'button',
          {
            type: 'button',
            class: 'answer',
            'data-option': one.option,
            'aria-pressed': 'false',
            on: { click: () => send({ kind: 'choice', option: one.option }) },
          },
          `${letter(index)}. `,
          prose(t(one.label)),
        ),
      ),
    );
  }
  if (offer?.kind === 'pick') return offer.manner === 'set' ? setForm(offer) : placesForm(offer);
  if (offer?.kind === 'type') return typeForm(offer);
  if (offer?.kind === 'write') return writeForm(offer, question);
  return make('p', {});
}

function form(read, ...parts) {
  const onSubmit = (event) => {
    event.preventDefault();
    const answer = read();
    if (answer) void send(answer);
    else tell(t({ es: 'Falta algo por elegir.', en: 'Something is still to be chosen.' }));
  };
  return make(
    'form',
    { on: { submit: onSubmit } },
    ...parts,
    make('button', { type: 'submit', class: 'answer first' }, t(sendWord)),
  );
}

function setForm(offer) {
  const before = state.own.answer?.options ?? [];
  const boxes = offer.options.map(({ id }) =>
    make('input', { type: 'checkbox', checked: before.includes(id), value: id }),
  );
  const read = () => {
    const options = boxes.filter((box) => box.checked).map((box) => box.value);
    return options.length > 0 && { kind: 'picks', options };
  };
  return form(
    read,
    make(
      'fieldset',
      { class: 'answers' },
      make('legend', {}, t({ es: 'Elige una o varias', en: 'Choose one or more' })),
      offer.options.map(({ text }, index) =>
        make('label', { class: 'check' }, boxes[index], make('span', {}, `${letter(index)}. `, prose(t(text)))),
      ),
    ),
  );
}

function placesForm(offer) {
  const places =
    offer.manner === 'partners'
      ? offer.slots.map(t)
      : offer.options.map((_, index) => t({ es: `Puesto ${index + 1}`, en: `Place ${index + 1}` }));
  const before = state.own.answer?.options ?? [];
  const selects = places.map((_, place) =>
    make(
      'select',
      {},
      make('option', { value: '' }, '…'),
      offer.options.map(({ id, text }, index) =>
        make(
          'option',
          { value: id, selected: before[place] === id },
          `${letter(index)}. ${t(text).replaceAll('`', '')}`,
        ),
      ),
    ),
  );
  const read = () => {
    const options = selects.map((select) => select.value);
    const isWhole = options.every(Boolean) && (offer.manner === 'partners' || new Set(options).size === options.length);
    return isWhole && { kind: 'picks', options };
  };
  return form(
    read,
    places.map((place, index) => make('label', {}, prose(place), selects[index])),
  );
}

function typeForm(offer) {
  const input = make('input', { type: 'text', autocomplete: 'off', maxlength: '400', spellcheck: 'false' });
  input.value = state.own.answer?.text ?? '';
  return form(
    () => input.value.trim() !== '' && { kind: 'words', text: input.value.trim() },
    make('label', {}, t(offer.label), input),
  );
}

/** On a phone nobody likes to type YAML: whole answers to choose from, and a box for whoever does. */
function writeForm(offer, question) {
  const area = make('textarea', { spellcheck: 'false', autocapitalize: 'off' });
  area.value = state.own.answer?.text ?? offer.draft;
  const written = form(
    () => area.value.trim() !== '' && { kind: 'manifest', text: area.value },
    make('label', {}, t(offer.label), area),
  );
  if (question.choosable.length === 0) return written;
  return make(
    'div',
    {},
    question.choosable.map((yaml, index) => {
      const name = t({ es: `Respuesta ${letter(index)}`, en: `Answer ${letter(index)}` });
      return make(
        'section',
        {},
        make('h2', {}, name),
        yamlBox(yaml, name),
        make(
          'button',
          {
            type: 'button',
            class: 'answer',
            'aria-pressed': 'false',
            'data-yaml': String(index),
            on: { click: () => send({ kind: 'manifest', text: yaml }) },
          },
          t({ es: `Elegir la respuesta ${letter(index)}`, en: `Choose answer ${letter(index)}` }),
        ),
      );
    }),
    make('details', {}, make('summary', {}, t({ es: 'Escribir YAML', en: 'Write YAML' })), written),
  );
}

async function send(answer) {
  const { position, question } = state.stage;
  tell(t({ es: 'Enviando…', en: 'Sending…' }));
  const result = await post('/api/answer', secret, { position, round: question.round, answer });
  if (result.ok) {
    state.own = { ...state.own, answer };
    tell('');
  } else tell(t(result.error));
  tick();
}

function tell(text) {
  note = text;
  tick();
}

/** Everything that changes while one looks: the clock, what is noted, what can be pressed. */
function tick() {
  if (!state) return;
  const { stage, own } = state;
  const { question } = stage;
  const clock = clockText(question, own.closesAt, stage.phase);
  if ($('clock').textContent !== clock) $('clock').textContent = clock;
  if (stage.phase !== 'question' || !question || own.standing !== 'in') return;
  const isOpen = now() >= question.opensAt && now() <= own.closesAt && question.pausedAt === undefined;
  const isFinal = own.answer && !question.changes;
  for (const button of document.querySelectorAll('.answer')) {
    button.disabled = !isOpen || Boolean(isFinal);
    const { option, yaml } = button.dataset;
    if (option !== undefined) button.setAttribute('aria-pressed', String(own.answer?.option === option));
    if (yaml !== undefined) button.setAttribute('aria-pressed', String(own.answer?.text === question.choosable[yaml]));
  }
  const left = Math.ceil((own.closesAt - now()) / 1000);
  if (isOpen && left === 10) say(t({ es: 'Quedan 10 segundos.', en: '10 seconds left.' }));
  const saved =
    own.answer &&
    (question.changes
      ? t({
          es: 'Respuesta guardada. Puedes cambiarla hasta el cierre.',
          en: 'Answer saved. You can change it until the close.',
        })
      : t({ es: 'Respuesta guardada.', en: 'Answer saved.' }));
  const text = note || saved || '';
  if ($('note') && $('note').textContent !== text) $('note').textContent = text;
}

function drawJoin() {
  drawn = 'join';
  $('clock').textContent = '';
  const code = make('input', {
    class: 'code',
    type: 'text',
    autocomplete: 'off',
    autocapitalize: 'characters',
    spellcheck: 'false',
    maxlength: '20',
    required: true,
  });
  code.value = codeFromAddress ?? '';
  const name = make('input', { type: 'text', autocomplete: 'nickname', maxlength: '24' });
  const error = make('p', { class: 'error', role: 'alert' });
  const onSubmit = async (event) => {
    event.preventDefault();
    error.textContent = '';
    secret ??= newSecret();
    const result = await post('/api/join', secret, { code: code.value, name: name.value, secret });
    if (!result.ok) {
      error.textContent = t(result.error);
      return;
    }
    remember('readyz-secret', secret);
    drawn = '';
    listen();
  };
  $('main').replaceChildren(
    make('h1', {}, t({ es: 'Entrar en el cuestionario', en: 'Join the quiz' })),
    make(
      'form',
      { on: { submit: onSubmit } },
      make('label', {}, t({ es: 'Código de la sala', en: 'Code of the room' }), code),
      make(
        'label',
        {},
        t({ es: 'Nombre (si lo dejas vacío, te ponemos uno)', en: 'Name (left empty, you are given one)' }),
        name,
      ),
      make('button', { type: 'submit', class: 'first' }, t({ es: 'Entrar', en: 'Join' })),
      error,
    ),
  );
}

function joinAgain() {
  return make('button', { type: 'button', on: { click: drawJoin } }, t({ es: 'Volver a entrar', en: 'Join again' }));
}
