// The phone: joins with a code and a name, answers, and sees what came of it. What is being typed survives every new state, a
// change of language and a reload.

import { answerForm } from './answer-forms.js';
import { blocks } from './blocks.js';
import { follow, keyFromAddress, newSecret, now, post } from './connection.js';
import { $, make, patch } from './dom.js';
import { languageButton, remember, remembered, t, words } from './language.js';
import { say, showClock, showOffline, title } from './page.js';
import { prose, verdictText } from './prose.js';
import { faultButtons, leadLink, signBox, teamChoice } from './taking-part.js';
import { boardTable, teamTable } from './tally.js';

const codeFromAddress = keyFromAddress('readyz-code');
let secret = remembered('readyz-secret');
let state;
/** What is shown: when it is another, whoever listens hears its title. */
let place = '';
/** About the answer just sent. */
let note = '';
let wasOpen = false;
let refusal = '';

function listen() {
  void follow(secret, {
    show(next) {
      state = next;
      draw();
    },
    unknown() {
      state = undefined;
      draw();
    },
    connected: showOffline,
  });
}

function draw() {
  if (!state) return drawJoin();
  const { stage, own } = state;
  title(stage);
  const here = `${stage.phase} ${stage.position} ${stage.question?.round} ${own.standing}`;
  const isNew = here !== place;
  if (isNew) {
    note = '';
    // What was said of one question may be said of the next.
    say('');
  }
  place = here;
  wasOpen = isOpen();
  // Each place is an element of its own: nothing typed for one question is left over for the next.
  patch($('main'), make('div', { key: here }, screen(stage, own)));
  if (isNew) {
    scrollTo(0, 0);
    $('main').querySelector('h1')?.focus();
  }
  tick();
}

const heading = (text) => make('h1', { tabindex: '-1' }, text);

function screen(stage, own) {
  if (own.standing === 'waiting')
    return [heading(t({ es: 'Espera a que te dejen entrar', en: 'Wait to be let in' })), make('p', {}, own.name)];
  if (own.standing !== 'in')
    return [heading(t({ es: 'Ya no estás en la sala', en: 'You are no longer in the room' })), joinAgain()];
  if (stage.walk) return [heading(t(walkTitle(stage.walk))), blocks(stage.walk.blocks)];
  switch (stage.phase) {
    case 'lobby':
      return [
        heading(t({ es: `Estás dentro: ${own.name}`, en: `You are in: ${own.name}` })),
        make('p', {}, t(waitWords)),
        own.role === 'co-host' && leadLink(secret),
        stage.teams && teamChoice(stage.teams, own, act),
        signBox(own, act),
        make('p', { class: 'error', role: 'alert' }, note),
      ];
    case 'question':
      return question(stage, own);
    case 'closed':
      return [heading(t(words.closed)), make('p', {}, t(own.answer ? savedWords : missedWords))];
    case 'revealed':
    case 'explained':
      return [heading(verdictText(own.result.verdict)), result(stage, own)];
    case 'vote':
      return [
        heading(t({ es: '¿Qué fallo ocurre?', en: 'Which fault happens?' })),
        blocks(stage.chaos.blocks),
        faultButtons(stage, own, act),
        make('p', { id: 'note', role: 'status' }, note || (own.chaos?.vote !== undefined && t(votedWords))),
      ];
    case 'chaos':
      return [heading(t(stage.chaos.fault)), blocks(own.chaos?.blocks ?? []), blocks(stage.chaos.blocks.slice(1))];
    case 'board':
      return [heading(t(words.board)), ownPlace(own), boards(stage)];
    case 'finished':
      return [heading(t(words.over)), ownPlace(own), boards(stage)];
  }
  return [];
}

const waitWords = {
  es: 'Espera a que empiece. Puedes dejar esta página abierta.',
  en: 'Wait for the start. You can leave this page open.',
};
const savedWords = { es: 'Tu respuesta está guardada.', en: 'Your answer is saved.' };
const missedWords = { es: 'No llegaste a responder.', en: 'You did not answer.' };
const secondVote = { es: 'Segunda votación: puedes cambiar de opinión.', en: 'Second vote: you may change your mind.' };

function question(stage, own) {
  const isFinal = own.answer !== undefined && !stage.question.changes;
  return [
    make('p', { class: 'soft' }, t(words.question(stage))),
    heading(prose(t(stage.question.title))),
    stage.question.round > 1 && make('p', { class: 'notice' }, t(secondVote)),
    blocks(stage.question.blocks, { without: ['choices'] }),
    answerForm(stage.question, {
      answer: own.answer,
      isOpen: isOpen() && !isFinal,
      // Another quiz may ask its first question in this same window.
      place: `${place} ${stage.question.title.es}`,
      send,
      tell,
    }),
    make('p', { id: 'note', role: 'status' }, noteText()),
  ];
}

/** Whether answers are taken from this person now. */
function isOpen() {
  const { stage, own } = state;
  const { question: asked } = stage;
  return stage.phase === 'question' && now() >= asked.opensAt && now() <= own.closesAt && asked.pausedAt === undefined;
}

function noteText() {
  const { stage, own } = state;
  if (note || !own.answer) return note;
  return stage.question.changes
    ? t({
        es: 'Respuesta guardada. Puedes cambiarla hasta el cierre.',
        en: 'Answer saved. You can change it until the close.',
      })
    : t({ es: 'Respuesta guardada.', en: 'Answer saved.' });
}

const votedWords = { es: 'Voto guardado. Puedes cambiarlo.', en: 'Vote saved. You can change it.' };

function walkTitle({ name }) {
  return name === undefined
    ? { es: 'Una respuesta de la clase, paso a paso', en: 'An answer from the class, step by step' }
    : { es: `La respuesta de ${name}, paso a paso`, en: `The answer of ${name}, step by step` };
}

const boards = ({ board, teamBoard }) => [teamBoard && teamTable(teamBoard), board && boardTable(board)];

/** What else a participant does than answer: the next state shows it. */
async function act(fact) {
  const result = await post('/api/act', secret, fact);
  tell(result.ok ? '' : t(result.error));
}

/** How many answers were handed in from here. */
let sent = 0;

async function send(answer) {
  const { position, question: asked } = state.stage;
  const sentFrom = place;
  tell(t({ es: 'Enviando…', en: 'Sending…' }));
  const turn = ++sent;
  // A later choice, or the next question, leaves this one behind.
  const stale = () => turn !== sent || place !== sentFrom;
  const result = await post('/api/answer', secret, { position, round: asked.round, answer }, { stale });
  // What comes of it after the question has gone is of no use any more.
  if (stale()) return;
  if (result.ok) state.own = { ...state.own, answer };
  tell(result.ok ? '' : t(result.error));
}

function tell(text) {
  note = text;
  draw();
}

function tick() {
  if (!state) return;
  const { stage, own } = state;
  showClock(stage, own.closesAt);
  if (stage.phase !== 'question' || own.standing !== 'in') return;
  if (isOpen() !== wasOpen) draw();
  const left = Math.ceil((own.closesAt - now()) / 1000);
  if (isOpen() && left === 10) say(t({ es: 'Quedan 10 segundos.', en: '10 seconds left.' }));
}

/** Once it is explained, why comes first: what was wrong has been read by then. */
function result(stage, own) {
  const points = t({
    es: `Puntos de esta pregunta: ${own.result.points}. En total: ${own.points}.`,
    en: `Points of this question: ${own.result.points}. In total: ${own.points}.`,
  });
  const shown = stage.reveal.blocks;
  const why = stage.phase === 'explained' ? shown.findIndex(({ kind }) => kind === 'heading') : -1;
  const [facts, explained] = why < 0 ? [shown, []] : [shown.slice(0, why), shown.slice(why)];
  return [
    make('p', {}, make('strong', {}, points)),
    stage.reveal.voided && make('p', { class: 'notice' }, t(words.voided)),
    blocks(explained),
    blocks(own.result.blocks, { without: ['verdict'] }),
    blocks(facts),
  ];
}

function ownPlace(own) {
  const points = t({ es: `Tus puntos: ${own.points}.`, en: `Your points: ${own.points}.` });
  const ranked =
    own.place === undefined ? '' : t({ es: `Tu puesto: ${own.place}. `, en: `Your place: ${own.place}. ` });
  return make('p', {}, make('strong', {}, ranked + points));
}

function drawJoin() {
  place = 'join';
  $('clock').textContent = '';
  const code = make('input', {
    class: 'code',
    type: 'text',
    autocomplete: 'off',
    autocapitalize: 'characters',
    spellcheck: 'false',
    maxlength: '20',
    required: true,
    name: 'code',
    value: codeFromAddress ?? '',
  });
  const onSubmit = async (event) => {
    event.preventDefault();
    const { code: typed, name } = Object.fromEntries(new FormData(event.target));
    secret ??= newSecret();
    const result = await post('/api/join', secret, { code: typed, name, secret });
    refusal = result.ok ? '' : t(result.error);
    if (!result.ok) return drawJoin();
    remember('readyz-secret', secret);
    listen();
  };
  patch(
    $('main'),
    make(
      'div',
      { key: place },
      heading(t({ es: 'Entrar en el cuestionario', en: 'Join the quiz' })),
      make(
        'form',
        { on: { submit: onSubmit } },
        make('label', {}, t({ es: 'Código de la sala', en: 'Code of the room' }), code),
        make(
          'label',
          {},
          t({ es: 'Nombre (si lo dejas vacío, te ponemos uno)', en: 'Name (left empty, you are given one)' }),
          make('input', { type: 'text', autocomplete: 'nickname', maxlength: '24', name: 'name' }),
        ),
        make('button', { type: 'submit', class: 'first' }, t({ es: 'Entrar', en: 'Join' })),
        make('p', { class: 'error', role: 'alert' }, refusal),
      ),
    ),
  );
}

function joinAgain() {
  return make('button', { type: 'button', on: { click: drawJoin } }, t({ es: 'Volver a entrar', en: 'Join again' }));
}

languageButton(draw);
setInterval(tick, 250);
if (secret) listen();
draw();
