// Whoever leads: what can be done from here as buttons and single keys, what to say about the question, what comes next, and
// who is in the room. Nobody else should see this page.

import { blocks, boardTable, tallyBars } from './blocks.js';
import { $, clockText, follow, keyFromAddress, languageButton, make, post, say, t, words } from './common.js';

const key = keyFromAddress('readyz-host');
let state;
const drawn = new Map();

languageButton(() => {
  drawn.clear();
  draw();
});
if (key)
  void follow(key, { show, unknown: noKey, connected: (isConnected) => say(isConnected ? '' : t(words.offline)) });
else noKey();
setInterval(clock, 250);

addEventListener('keydown', (event) => {
  if (!state || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select'))
    return;
  const control = state.stage.controls.find(({ press }) => press === event.key.toLowerCase());
  if (!control) return;
  event.preventDefault();
  void act(control.fact);
});

async function act(fact) {
  const result = await post('/api/host', key, fact, 1);
  $('refusal').textContent = result.ok ? '' : t(result.error);
}

function noKey() {
  $('main').replaceChildren(make('h1', {}, t(words.noKey)));
}

function show(next) {
  state = next;
  draw();
}

function draw() {
  if (!state) return;
  const { stage } = state;
  $('quiz').textContent = t(stage.title);
  if (!$('controls')) {
    const parts = ['now', 'controls', 'refusal', 'about', 'people'].map((id) =>
      make(id === 'refusal' ? 'p' : 'section', { id }),
    );
    $('main').replaceChildren(...parts);
    $('controls').className = 'controls';
    $('refusal').className = 'error';
    $('refusal').setAttribute('role', 'alert');
  }
  $('now').replaceChildren(make('h1', {}, headline(stage)), make('p', {}, counts(stage)));
  const { lang } = document.documentElement;
  redraw('controls', [stage.controls, lang], () => buttons(stage));
  redraw('about', [stage.phase, stage.position, stage.tally, stage.board, stage.notes, lang], () => about(stage));
  redraw('people', [stage.people, lang], () => people(stage));
  clock();
}
/** Only what has changed is made anew: somebody may be reading the notes, or be on the way to a button. */
function redraw(id, of, parts) {
  const what = JSON.stringify(of);
  if (drawn.get(id) === what) return;
  drawn.set(id, what);
  const section = $(id);
  const focused = section.contains(document.activeElement) ? document.activeElement.dataset.press : undefined;
  section.replaceChildren(...parts());
  if (focused !== undefined) {
    (section.querySelector(`[data-press="${CSS.escape(focused)}"]`) ?? section.querySelector('button'))?.focus();
  }
}

function buttons(stage) {
  return stage.controls.map(({ press, label, fact }, index) =>
    make(
      'button',
      {
        type: 'button',
        class: index === 0 ? 'first' : '',
        'data-press': press,
        'aria-keyshortcuts': press,
        on: { click: () => act(fact) },
      },
      make('kbd', { 'aria-hidden': 'true' }, press),
      t(label),
    ),
  );
}

function headline(stage) {
  if (stage.phase === 'lobby') return t({ es: 'Antes de empezar', en: 'Before the start' });
  if (stage.phase === 'finished') return t(words.over);
  return `${t(words.question(stage))}: ${t(stage.question?.title)}`;
}

function counts(stage) {
  const running =
    stage.running > 0 && stage.phase === 'closed'
      ? t({ es: ` Se ejecutan ${stage.running}.`, en: ` ${stage.running} are being run.` })
      : '';
  return (
    t({
      es: `Código ${stage.code}. Han respondido ${stage.answered} de ${stage.participants}.`,
      en: `Code ${stage.code}. ${stage.answered} of ${stage.participants} have answered.`,
    }) + running
  );
}

function about(stage) {
  return [
    ...(stage.tally ? [tallyBars(stage.tally)] : []),
    ...(stage.board ? [boardTable(stage.board, 1000)] : []),
    ...(stage.notes.length > 0
      ? [
          make(
            'details',
            {},
            make('summary', {}, t({ es: 'Notas: la respuesta y por qué', en: 'Notes: the answer and why' })),
            ...blocks(stage.notes),
          ),
        ]
      : []),
    ...(stage.next
      ? [
          make(
            'details',
            {},
            make('summary', {}, t({ es: `Después: ${stage.next.title.es}`, en: `Next: ${stage.next.title.en}` })),
            ...blocks(stage.next.blocks),
          ),
        ]
      : []),
  ];
}

function people(stage) {
  const button = (label, fact) =>
    make(
      'button',
      { type: 'button', 'data-press': `${fact.kind} ${fact.participant}`, on: { click: () => act(fact) } },
      label,
    );
  const standing = {
    waiting: { es: 'espera', en: 'waits' },
    kicked: { es: 'fuera', en: 'out' },
    banned: { es: 'sin acceso', en: 'barred' },
  };
  return [
    make('h2', {}, t({ es: 'En la sala', en: 'In the room' })),
    make(
      'ul',
      { class: 'bars' },
      stage.people.map(({ id, name, standing: how, extraPercent, answered, points }) =>
        make(
          'li',
          {},
          make(
            'span',
            {},
            make('strong', {}, name),
            ` · ${points}${answered ? ' · ✔' : ''}${extraPercent > 0 ? ` · +${extraPercent} %` : ''}${standing[how] ? ` · ${t(standing[how])}` : ''}`,
          ),
          how === 'waiting' &&
            make(
              'div',
              { class: 'controls' },
              button(t({ es: `Dejar entrar a ${name}`, en: `Let ${name} in` }), { kind: 'admit', participant: id }),
              button(t({ es: `Quitar el acceso a ${name}`, en: `Bar ${name}` }), { kind: 'ban', participant: id }),
            ),
          how === 'in' &&
            make(
              'div',
              { class: 'controls' },
              button(t({ es: `Sacar a ${name}`, en: `Put ${name} out` }), { kind: 'kick', participant: id }),
              button(t({ es: `Quitar el acceso a ${name}`, en: `Bar ${name}` }), { kind: 'ban', participant: id }),
              button(
                extraPercent > 0
                  ? t({ es: `Tiempo normal para ${name}`, en: `Usual time for ${name}` })
                  : t({ es: `Un 50 % más de tiempo para ${name}`, en: `50 % more time for ${name}` }),
                { kind: 'extra-time', participant: id, percent: extraPercent > 0 ? 0 : 50 },
              ),
            ),
        ),
      ),
    ),
  ];
}

function clock() {
  if (!state) return;
  const { stage } = state;
  const text = clockText(stage.question, stage.question?.closesAt, stage.phase);
  if ($('clock').textContent !== text) $('clock').textContent = text;
}
