// Whoever leads: what can be done from here as buttons and single keys, what to say about the question, what comes next, and
// who is in the room. Nobody else should see this page.

import { blocks } from './blocks.js';
import { post } from './connection.js';
import { make } from './dom.js';
import { number, t, words } from './language.js';
import { keyedPage } from './page.js';
import { people } from './people.js';
import { boardTable, tallyBars } from './tally.js';

let refusal = '';

const page = keyedPage('readyz-host', {
  draw: (stage) => [
    make('section', { id: 'now' }, make('h1', {}, headline(stage)), make('p', {}, counts(stage))),
    make('section', { id: 'controls', class: 'controls' }, buttons(stage)),
    make('p', { id: 'refusal', class: 'error', role: 'alert' }, refusal),
    make('section', { id: 'about' }, about(stage)),
    make('section', { id: 'people' }, people(stage.people, { act, redraw: () => page.redraw() })),
  ],
});

addEventListener('keydown', (event) => {
  if (!page.stage || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select'))
    return;
  const control = page.stage.controls.find(({ press }) => press.toLowerCase() === event.key.toLowerCase());
  if (!control) return;
  event.preventDefault();
  // A key that is held down is pressed once: three questions skipped are not meant.
  if (!event.repeat) void act(control.fact);
});

async function act(fact) {
  const result = await post('/api/host', page.key, fact, 1);
  refusal = result.ok ? '' : t(result.error);
  page.redraw();
}

function buttons({ controls }) {
  return controls.map(({ press, label, fact }, index) =>
    make(
      'button',
      {
        key: press,
        type: 'button',
        class: index === 0 ? 'first' : undefined,
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

function counts({ running, phase, code, answered, participants }) {
  const [some, all] = [number(answered), number(participants)];
  const present = t({
    es: `Código ${code}. Han respondido ${some} de ${all}.`,
    en: `Code ${code}. ${some} of ${all} have answered.`,
  });
  if (phase === 'lobby')
    return t({ es: `Código ${code}. En la sala: ${all}.`, en: `Code ${code}. In the room: ${all}.` });
  if (running === 0 || phase !== 'closed') return present;
  return `${present} ${t({ es: `Se ejecutan ${running}.`, en: `${running} are being run.` })}`;
}

function about(stage) {
  const part = (key, summary, list) =>
    make('details', { key, open: key === 'notes' }, make('summary', {}, summary), blocks(list));
  return [
    stage.tally && tallyBars(stage.tally),
    stage.board && boardTable(stage.board, 20),
    stage.notes.length > 0 &&
      part('notes', t({ es: 'Notas: la respuesta y por qué', en: 'Notes: the answer and why' }), stage.notes),
    stage.next &&
      part(
        `next ${stage.position}`,
        t({ es: `Después: ${stage.next.title.es}`, en: `Next: ${stage.next.title.en}` }),
        stage.next.blocks,
      ),
  ];
}
