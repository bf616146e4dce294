// A run drawn: a lane for each pod and each stricken node, requests as a band, the moment where it broke. Where a state begins and
// ends is laid out by the server (server/drawn-runs.ts). Every state has a shape of its own, so nothing hangs on colour, and every
// lane says in words what it shows.

import { make, svg } from './dom.js';
import { clockTime, number, t } from './language.js';
import { prose } from './prose.js';

/** In the order in which a legend names them. */
const states = [
  'waiting',
  'starting',
  'running',
  'ready',
  'broken',
  'stopping',
  'done',
  'failed',
  'up',
  'closed',
  'down',
];
/** Those that are not one colour, by their pattern. */
const patterns = { waiting: 'dots', starting: 'stripes', running: 'squares', closed: 'stripes' };
const signs = { broken: '✘', failed: '✖', done: '✔', down: '✖' };

/**
 * `step`: which entry of the timeline somebody stands at, where a run is stepped through; what comes later is not shown yet.
 * `mostLanes`: of pods.
 */
export function runPicture(picture, { step, mostLanes = picture.pods.length } = {}) {
  const columns = picture.startsSeconds.length;
  const at = (column) => `${(100 * column) / columns}%`;
  const last = step === undefined ? columns : picture.entryColumns[step] + 1;
  const failed = picture.failedColumn < last ? picture.failedColumn : undefined;
  const line = (column, name) =>
    svg('line', { class: name, x1: at(column + 0.5), x2: at(column + 0.5), y1: 0, y2: '100%' });
  const band = (words, ...parts) =>
    svg(
      'svg',
      { class: 'band', role: 'img', 'aria-label': words },
      parts,
      last < columns && svg('rect', { class: 'later', x: at(last), width: at(columns - last), height: '100%' }),
      failed !== undefined && line(failed, 'broke'),
      step !== undefined && line(last - 1, 'cursor'),
    );
  const lane = ({ name, spans }) => {
    const told = spans
      .filter(({ from }) => from < last)
      .map(({ from, state }) => `${t(picture.words[state])} ${clockTime(picture.startsSeconds[from])}`);
    const bars = spans.map(({ from, to, state }) => span(at(from), at(to - from), state));
    return row(name, band(`${name}: ${told.join(', ')}`, bars));
  };
  const shown = worstOf(picture.pods, mostLanes);
  const more = picture.morePods + picture.pods.length - shown.length;
  return make(
    'div',
    { class: 'run' },
    axis(picture, at),
    picture.nodes.map(lane),
    shown.map(lane),
    more > 0 && make('p', { class: 'soft' }, t(andMore(more))),
    picture.requests.map(({ served, failed, spans }) => {
      const words = t({
        es: `peticiones: ${number(served)} servidas, ${number(failed)} perdidas`,
        en: `requests: ${number(served)} served, ${number(failed)} lost`,
      });
      return row(
        words,
        band(
          words,
          spans.map(({ from, to, lost }) => [
            lost < 1 &&
              svg('rect', {
                class: 'served',
                x: at(from),
                width: at(to - from),
                y: `${100 * lost}%`,
                height: `${100 * (1 - lost)}%`,
              }),
            lost > 0 && svg('rect', { class: 'lost', x: at(from), width: at(to - from), height: `${100 * lost}%` }),
          ]),
        ),
      );
    }),
    failed !== undefined &&
      make(
        'p',
        { class: 'wrong broke-at' },
        t({
          es: `✘ se rompe a los ${clockTime(picture.startsSeconds[failed])}`,
          en: `✘ it breaks at ${clockTime(picture.startsSeconds[failed])}`,
        }),
      ),
  );
}

/** Where there is no room for all: those that broke, in the order in which they were created. */
function worstOf(pods, most) {
  const isBroken = ({ spans }) => spans.some(({ state }) => state === 'broken' || state === 'failed');
  const chosen = [...new Set([...pods.filter(isBroken), ...pods])].slice(0, most);
  return pods.filter((pod) => chosen.includes(pod));
}

const andMore = (count) =>
  count === 1
    ? { es: '… y un pod más', en: '… and one more pod' }
    : { es: `… y ${count} pods más`, en: `… and ${count} more pods` };

function row(name, drawing) {
  return make('div', { class: 'lane' }, make('span', { class: 'lane-name', 'aria-hidden': 'true' }, name), drawing);
}

function span(x, width, state) {
  return [
    svg('rect', {
      class: `state ${state}`,
      x,
      width,
      height: '100%',
      fill: patterns[state] && `url(#${patterns[state]})`,
    }),
    signs[state] && svg('text', { class: 'sign', x, dx: '0.15em', y: '50%', dy: '0.36em' }, signs[state]),
  ];
}

function axis({ startsSeconds }, at) {
  const shown = [0, 0.25, 0.5, 0.75].map((part) => Math.round(part * startsSeconds.length));
  return svg(
    'svg',
    { class: 'axis', 'aria-hidden': 'true' },
    shown.map((column) => [
      svg('line', { x1: at(column), x2: at(column), y1: '80%', y2: '100%' }),
      svg('text', { x: at(column), y: '65%' }, clockTime(startsSeconds[column])),
    ]),
  );
}

/** What the shapes mean: only those that are seen. */
export function legend(pictures) {
  const seen = new Set(
    pictures.flatMap(({ nodes, pods }) => [...nodes, ...pods].flatMap(({ spans }) => spans.map(({ state }) => state))),
  );
  const words = Object.assign({}, ...pictures.map((picture) => picture.words));
  return make(
    'ul',
    { class: 'legend', 'aria-hidden': 'true' },
    states
      .filter((state) => seen.has(state))
      .map((state) =>
        make('li', { class: 'legend-item' }, svg('svg', { class: 'band' }, span('0', '100%', state)), t(words[state])),
      ),
  );
}

/** The lines of a run, at most so many up to the one where it broke; where somebody steps through it, up to where they stand. */
export function runEntries({ entries, failedAt }, { step, most = entries.length } = {}) {
  const end = step === undefined ? Math.min(entries.length, Math.max(most, (failedAt ?? most - 1) + 1)) : step + 1;
  const from = Math.max(0, end - most);
  return make(
    'ol',
    { class: 'timeline' },
    entries.slice(from, end).map(({ seconds, text, tone }, index) => {
      const isHere = from + index === step;
      return make(
        'li',
        {
          key: from + index,
          class: ['moment', classes[tone], isHere && 'here'].filter(Boolean).join(' '),
          'aria-current': isHere && 'step',
        },
        make('span', {}, clockTime(seconds)),
        make('div', {}, prose(t(text))),
      );
    }),
  );
}

const classes = { good: 'right', bad: 'wrong', script: 'script' };

function pattern(id, size, ...shapes) {
  return svg('pattern', { id, width: size, height: size, patternUnits: 'userSpaceOnUse', class: 'ink' }, shapes);
}

document.body.append(
  svg(
    'svg',
    { class: 'hidden', 'aria-hidden': 'true' },
    pattern('dots', 8, svg('circle', { cx: 4, cy: 4, r: 1.2 })),
    pattern('stripes', 6, svg('path', { d: 'M-1 7 7 -1M-1 1 1 -1M5 7 7 5', class: 'stroke' })),
    pattern('squares', 8, svg('path', { d: 'M0 0h4v4h-4zM4 4h4v4h-4z' })),
  ),
);
