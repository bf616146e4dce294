// Whoever leads: what can be done from here as buttons and single keys, what to say about the question, what comes next, and
// who is in the room. Nobody else should see this page.

import { blocks } from './blocks.js';
import { post } from './connection.js';
import { make } from './dom.js';
import { number, t, words } from './language.js';
import { keyedPage } from './page.js';
import { people } from './people.js';
import { prose } from './prose.js';
import { room } from './room.js';
import { boardTable, tallyBars, teamTable, voteBars } from './tally.js';

let refusal = '';
/** The step asked for last, until it is shown: whoever presses three times goes three steps. */
let asked;
const how = { act, redraw: () => page.redraw() };

const page = keyedPage('readyz-host', {
  draw: (stage) => [
    make(
      'section',
      { id: 'now' },
      make('h1', {}, headline(stage)),
      make('p', {}, counts(stage)),
      stage.leader === 'co-host' && make('p', { class: 'soft' }, t(helping)),
    ),
    make('section', { id: 'controls', class: 'controls' }, buttons(stage)),
    make('p', { id: 'refusal', class: 'error', role: 'alert' }, refusal),
    make('section', { id: 'about' }, about(stage)),
    make('div', { id: 'people' }, make('section', {}, people(stage, how)), make('section', {}, room(stage, how))),
  ],
  // A co-host is somebody in the room: this says that they are here to lead.
  path: '/api/events?as=host',
  after({ walk: shown }) {
    if (!shown || shown.frame === asked) asked = undefined;
  },
});

addEventListener('keydown', (event) => {
  if (!page.stage || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select'))
    return;
  // Arrows step through an answer, as one would turn pages.
  const typed = event.key.toLowerCase();
  const wanted = { arrowright: '.', arrowleft: ',' }[typed] ?? typed;
  const control = page.stage.controls.find(({ press }) => press.toLowerCase() === wanted);
  if (!control) return;
  event.preventDefault();
  // A key that is held down is pressed once: three questions skipped are not meant.
  if (!event.repeat || control.fact.kind === 'step') void act(control.fact);
});

function stepped(fact) {
  const { walk } = page.stage;
  if (fact.kind !== 'step' || !walk) return fact;
  const from = asked ?? walk.frame;
  asked = Math.min(walk.frames, Math.max(0, from + Math.sign(fact.frame - walk.frame)));
  return { kind: 'step', frame: asked };
}

/** What cannot be taken back is asked for twice. */
let sure = false;

function isMeant({ kind }) {
  if (kind !== 'finish' || sure) {
    sure = false;
    return true;
  }
  sure = true;
  setTimeout(() => {
    if (sure) refusal = '';
    sure = false;
    page.redraw();
  }, 5000);
  refusal = t({
    es: 'Terminar no se puede deshacer: pulsa otra vez para terminar.',
    en: 'Finishing cannot be undone: press once more to finish.',
  });
  page.redraw();
  return false;
}

async function act(wanted) {
  if (!isMeant(wanted)) return;
  const fact = stepped(wanted);
  const result = await post('/api/host', page.key, fact, { tries: 1 });
  if (!result.ok) asked = undefined;
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

const helping = {
  es: 'Ayudas a dirigir: terminar y quitar el acceso es cosa de quien dirige.',
  en: 'You are a co-host: ending and barring are for the host.',
};

function headline(stage) {
  if (stage.phase === 'lobby') return t({ es: 'Antes de empezar', en: 'Before the start' });
  if (stage.phase === 'finished') return t(words.over);
  return [`${t(words.question(stage))}: `, prose(t(stage.question?.title))];
}

function counts({ running, phase, code, answered, participants }) {
  const [some, all] = [number(answered), number(participants)];
  const present = t({
    es: `Código ${code}. Han respondido ${some} de ${all}.`,
    en: `Code ${code}. ${some} of ${all} have answered.`,
  });
  if (phase === 'chaos' && running > 0)
    return t({ es: `Diseños que faltan: ${number(running)}.`, en: `Designs still to go: ${number(running)}.` });
  if (phase === 'lobby')
    return t({ es: `Código ${code}. En la sala: ${all}.`, en: `Code ${code}. In the room: ${all}.` });
  if (running === 0 || phase !== 'closed') return present;
  return `${present} ${t({ es: `Se ejecutan ${running}.`, en: `${running} are being run.` })}`;
}

function about(stage) {
  const part = (key, summary, list) =>
    make('details', { key, open: key === 'notes' }, make('summary', {}, summary), blocks(list));
  return [
    stage.walk && walk(stage.walk),
    stage.chaos && chaos(stage),
    stage.tally && tallyBars(stage.tally),
    stage.teamBoard && teamTable(stage.teamBoard),
    stage.board && boardTable(stage.board, 20),
    stage.disputed?.length > 0 && disputed(stage),
    stage.notes.length > 0 &&
      part('notes', t({ es: 'Notas: la respuesta y por qué', en: 'Notes: the answer and why' }), stage.notes),
    stage.next &&
      part(
        `next ${stage.position}`,
        prose(t({ es: `Después: ${stage.next.title.es}`, en: `Next: ${stage.next.title.en}` })),
        stage.next.blocks,
      ),
  ];
}

function walk({ frame, frames }) {
  const text = {
    es: `En la pared: una respuesta, paso ${frame} de ${frames}. Con ← y → se recorre.`,
    en: `On the wall: an answer, step ${frame} of ${frames}. ← and → go through it.`,
  };
  return make('p', { class: 'notice' }, t(text));
}

/** The vote as it stands; whoever leads may also decide. */
function chaos({ chaos: shown, votes }) {
  if (shown.step !== 'vote') return blocks(shown.blocks);
  return [
    voteBars(shown, votes),
    make(
      'div',
      { class: 'controls' },
      shown.faults.map(({ id, title }) =>
        make(
          'button',
          { key: id, type: 'button', on: { click: () => act({ kind: 'strike', fault: id }) } },
          t({ es: `Que ocurra: ${title.es}`, en: `Inject: ${title.en}` }),
        ),
      ),
    ),
  ];
}

/** Answers that did not count and perhaps should. */
function disputed({ disputed: rows, position }) {
  return make(
    'details',
    { key: `disputed ${position}` },
    make('summary', {}, t({ es: 'Respuestas que podrían contar', en: 'Answers that could count' })),
    make(
      'ul',
      { class: 'people' },
      rows.map(({ answer, text, count, accepted }) =>
        make(
          'li',
          { class: 'person' },
          make('span', {}, prose(t(text)), ' · ', make('strong', {}, number(count))),
          make(
            'button',
            {
              type: 'button',
              'aria-pressed': String(accepted),
              on: { click: () => act({ kind: 'accept', position, answer, on: !accepted }) },
            },
            accepted ? t({ es: 'Cuenta', en: 'It counts' }) : t({ es: 'Que cuente', en: 'Let it count' }),
          ),
        ),
      ),
    ),
  );
}
