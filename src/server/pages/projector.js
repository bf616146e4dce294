// The wall of the classroom: how to join, the question, how many have answered, what each option leads to, the board.
// It is looked at and never pressed, so all of it has to be on one screen, as large as that lets it be.

import { blocks, checks } from './blocks.js';
import { $, make } from './dom.js';
import { number, t, words } from './language.js';
import { keyedPage, say } from './page.js';
import { letter, mark, prose } from './prose.js';
import { legend, runEntries, runPicture } from './runs.js';
import { boardTable, counts, mostOf, tallyBars, teamTable, voteBars } from './tally.js';

let fitted = '';

const page = keyedPage('readyz-projector', {
  draw: (stage) => [
    make('section', { key: `${stage.phase} ${stage.position}`, class: `middle ${stage.phase}` }, screen(stage)),
    strip(stage),
  ],
  after(stage) {
    say(stage.phase === 'question' ? `${t(words.question(stage))}. ${t(stage.question.title)}` : '');
    // Numbers that move do not make a page larger.
    const what = JSON.stringify([
      stage.phase,
      stage.position,
      stage.question?.round,
      stage.tally?.length,
      stage.chaos?.step,
      stage.walk?.frame,
      stage.teamBoard?.length,
      stage.names.length,
      document.documentElement.lang,
    ]);
    if (what !== fitted) fitToScreen();
    fitted = what;
  },
});

addEventListener('resize', fitToScreen);
void document.fonts?.ready.then(fitToScreen);

/**
 * Nobody scrolls a wall: letters are as large as lets everything be seen, from half again as large as usual to half. A window too
 * small to be a wall is read by scrolling.
 */
function fitToScreen() {
  const { body } = document;
  if (!page.stage) return;
  const fits = (percent) => {
    $('main').style.fontSize = `${percent}%`;
    return body.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth;
  };
  if (innerWidth < 640 || innerHeight < 400) return void fits(100);
  let [small, large] = [50, 150];
  if (fits(large)) return;
  while (large - small > 2) {
    const middle = (small + large) / 2;
    if (fits(middle)) small = middle;
    else large = middle;
  }
  fits(small);
}

function screen(stage) {
  const { question } = stage;
  if (stage.walk) return walkScreen(stage.walk);
  const heading = () => [make('p', { class: 'soft' }, t(words.question(stage))), make('h1', {}, t(question.title))];
  switch (stage.phase) {
    case 'lobby':
      return lobby(stage);
    case 'question':
      return [heading(), question.round > 1 && make('p', { class: 'notice' }, t(secondVote)), asked(question.blocks)];
    case 'closed':
      return [heading(), make('p', {}, t(words.closed)), stage.tally ? tallyBars(stage.tally) : asked(question.blocks)];
    case 'revealed':
      return [heading(), voided(stage), reveal(stage)];
    case 'explained':
      return [heading(), voided(stage), explanation(stage)];
    case 'vote':
      return [
        make('h1', {}, t({ es: '¿Qué fallo ocurre?', en: 'Which fault happens?' })),
        blocks(stage.chaos.blocks),
        voteBars(stage.chaos, stage.votes),
      ];
    case 'chaos':
      return [
        heading(),
        blocks(stage.chaos.blocks),
        stage.chaos.step === 'running' && make('p', { class: 'timer' }, stillRunning(stage)),
      ];
    case 'board':
      return [make('h1', {}, t(words.board)), boards(stage)];
    case 'finished':
      return [make('h1', {}, t(words.over)), boards(stage)];
  }
  return [];
}

/** YAML stands beside what is asked of it. */
function asked(all) {
  const isYaml = ({ kind }) => kind === 'manifest';
  if (!all.some(isYaml)) return blocks(all);
  return make(
    'div',
    { class: 'sides' },
    make('div', {}, blocks(all.filter((block) => !isYaml(block)))),
    make('div', {}, blocks(all.filter(isYaml))),
  );
}

const secondVote = {
  es: 'Segunda votación: ¿alguien cambia de opinión?',
  en: 'Second vote: does anybody change their mind?',
};

const stillRunning = ({ running }) =>
  t({ es: `Diseños que faltan: ${number(running)}`, en: `Designs still to go: ${number(running)}` });

function boards({ board, teamBoard }) {
  if (!teamBoard || teamBoard.length === 0) return board && boardTable(board);
  return make('div', { class: 'sides' }, teamTable(teamBoard), board && boardTable(board, 5));
}

/** Somebody's YAML on the left, what it leads to on the right, as far as the host has come. */
function walkScreen({ blocks: shown, run, frame, frames }) {
  const isText = ({ kind }) => kind === 'manifest' || kind === 'errors' || kind === 'working';
  const step = frame - 1;
  return make(
    'div',
    { class: 'sides walk' },
    make('div', {}, blocks(shown.filter(isText))),
    frames > 0 &&
      make(
        'div',
        {},
        make('p', { class: 'timer' }, t({ es: `Paso ${frame} de ${frames}`, en: `Step ${frame} of ${frames}` })),
        run?.picture && runPicture(run.picture, { step: step >= 0 ? step : undefined, mostLanes: 8 }),
        run?.picture && legend([run.picture]),
        run && step >= 0 && runEntries(run, { step: Math.min(step, frames - 1), most: 8 }),
        blocks(shown.filter(({ kind }) => kind === 'verdict')),
      ),
  );
}

const voided = (stage) => stage.reveal.voided && make('p', { class: 'notice' }, t(words.voided));

/** Each option with how many chose it, where it fails and its run; where there is but one run, that one. */
function reveal({ tally, reveal: { blocks: shown }, runs = [] }) {
  const comparison = shown.find(({ kind }) => kind === 'comparison');
  const pictures = runs.flatMap(({ picture }) => (picture ? [picture] : []));
  if (!comparison || comparison.columns.length !== tally.length) {
    return [
      make(
        'div',
        { class: 'sides' },
        make('div', {}, tallyBars(tally), blocks(shown, { without: ['choices'] })),
        runs.length === 1 && only(runs[0]),
      ),
      pictures.length > 0 && legend(pictures),
    ];
  }
  const most = mostOf(tally);
  return [
    make(
      'div',
      { class: 'cards' },
      tally.map((row, index) =>
        make(
          'section',
          { class: `card ${row.mark}` },
          make('h2', {}, mark(row.mark), prose(t(row.text))),
          make('p', {}, counts(row, most)),
          whatFails(comparison.rows, index),
          runs[index]?.picture && runPicture(runs[index].picture, { mostLanes }),
        ),
      ),
    ),
    pictures.length > 0 && legend(pictures),
  ];
}

const mostFailing = 3;

/** What holds is said in one line: a wall is for what does not. */
function whatFails(rows, column) {
  const failing = rows.filter(({ cells }) => cells[column].mark === 'wrong');
  if (failing.length === 0)
    return make(
      'p',
      { class: 'right' },
      `✔ ${t({ es: `Se cumple todo (${rows.length} de ${rows.length})`, en: `Everything holds (${rows.length} of ${rows.length})` })}`,
    );
  return checks(
    failing
      .slice(0, mostFailing)
      .map(({ title, cells }) => ({ statement: title, observed: cells[column].text, passed: false })),
  );
}

/** A wall has no room for more. */
const mostLanes = 5;

function only(run) {
  const { entries } = run;
  // What was done and what came of it, rather than each container that starts.
  const telling = entries.filter(({ tone }) => tone !== 'plain');
  const shown = telling.length > 1 ? { entries: telling } : run;
  return make(
    'section',
    { class: 'card' },
    make('h2', {}, t(run.title)),
    run.picture && runPicture(run.picture, { mostLanes: 8 }),
    runEntries(shown, { most: 8 }),
  );
}

/** What is right, and why; links and what was taken for granted are on everybody's phone. */
function explanation({ reveal: { blocks: shown } }) {
  const right = shown
    .filter(({ kind }) => kind === 'choices')
    .map(({ kind, options }) => ({
      kind,
      options: options
        .map((option, index) => ({ ...option, letter: letter(index) }))
        .filter((option) => option.mark === 'right'),
    }));
  const from = shown.findIndex(({ kind }) => kind === 'heading');
  const why = from < 0 ? [] : shown.slice(from);
  const end = why.findIndex(({ kind }, index) => index > 0 && kind !== 'prose');
  return [blocks(right), blocks(end < 0 ? why : why.slice(0, end))];
}

const spaced = (code) => `${code.slice(0, 4)} ${code.slice(4)}`;
const addressOf = ({ joinUrl }) => joinUrl.replace(/\/#.*$/, '');

function lobby(stage) {
  const address = addressOf(stage);
  return [
    make('h1', {}, t({ es: 'Entra con tu móvil', en: 'Join with your phone' })),
    make(
      'div',
      { class: 'doorway' },
      make('img', {
        src: `data:image/svg+xml,${encodeURIComponent(stage.qr)}`,
        alt: t({ es: `Código QR que lleva a ${address}`, en: `QR code that leads to ${address}` }),
      }),
      make(
        'div',
        {},
        make('p', { class: 'address' }, address),
        make('p', { class: 'code-word' }, spaced(stage.code)),
        stage.locked && make('p', { class: 'notice' }, t({ es: 'La sala está cerrada.', en: 'The room is locked.' })),
        stage.teams &&
          make(
            'p',
            {},
            t({ es: `Equipos: ${stage.teams.names.join(', ')}`, en: `Teams: ${stage.teams.names.join(', ')}` }),
          ),
        make('h2', {}, t({ es: `En la sala: ${stage.participants}`, en: `In the room: ${stage.participants}` })),
        names(stage.names),
      ),
    ),
  ];
}

const mostNames = 60;

/** The newest, because whoever has just come looks for their name. */
function names(all) {
  const hidden = Math.max(0, all.length - mostNames);
  return make(
    'ul',
    { class: 'names' },
    all.slice(-mostNames).map((name) => make('li', { key: name }, name)),
    hidden > 0 && make('li', { class: 'soft' }, t({ es: `y ${hidden} más`, en: `and ${hidden} more` })),
  );
}

/** At the foot: for whoever comes late, how to join; for all, how many have answered. */
function strip(stage) {
  if (stage.phase === 'lobby' || stage.phase === 'finished') return undefined;
  const { answered, participants, phase } = stage;
  return make(
    'footer',
    { key: 'strip' },
    make(
      'span',
      { class: 'soft' },
      `${addressOf(stage)} · `,
      make('strong', { class: 'code' }, spaced(stage.code)),
      stage.locked && ' 🔒',
    ),
    (phase === 'question' || phase === 'closed') &&
      make(
        'strong',
        { id: 'count' },
        t({
          es: `Han respondido ${number(answered)} de ${number(participants)}`,
          en: `${number(answered)} of ${number(participants)} have answered`,
        }),
      ),
  );
}
