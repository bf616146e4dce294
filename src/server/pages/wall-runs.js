// What the wall shows of runs: each option's beside the others, the one behind a question, somebody's answer step by step; and why.

import { blocks, checks } from './blocks.js';
import { make } from './dom.js';
import { t } from './language.js';
import { letter, mark, prose } from './prose.js';
import { legend, runEntries, runPicture } from './runs.js';
import { counts, mostOf, tallyBars } from './tally.js';

/** Each option with how many chose it, where it fails and its run; where there is but one run, that one. */
export function reveal({ tally, reveal: { blocks: shown }, runs = [] }) {
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
export function explanation({ reveal: { blocks: shown } }) {
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

/** Somebody's YAML on the left, what it leads to on the right, as far as the host has come. */
export function walkScreen({ blocks: shown, run, frame, frames }) {
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
