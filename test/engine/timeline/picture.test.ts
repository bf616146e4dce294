/** A run drawn: states from the trace, and where in the columns they land. One letter for each state. */
import { expect, test } from 'vitest';
import type { TraceFact } from '#cluster/trace.ts';
import { columnOf, layOut, podsAt, scaleOf } from '#engine/timeline/lanes.ts';
import { type PodState, pictureOf } from '#engine/timeline/picture.ts';
import { happened, name } from '../checks/play-of.ts';

const { started, ended, ready } = happened;

const letters: Readonly<Record<PodState, string>> = {
  gone: ' ',
  waiting: '.',
  starting: ':',
  running: 'o',
  ready: '#',
  broken: 'x',
  stopping: '-',
  done: '=',
  failed: 'X',
};

type Happening = readonly [seconds: number, fact: TraceFact];

function picture(happenings: readonly Happening[], endSeconds: number, requests = new Map()) {
  const entries = happenings.map(([seconds, fact]) => ({ atMs: seconds * 1000, ...fact }));
  const drawn = pictureOf({ entries, endMs: endSeconds * 1000, requests });
  if (!drawn) throw new Error('there is nothing to draw');
  return drawn;
}

/** A column a second. */
function lanes(happenings: readonly Happening[], endSeconds: number): readonly string[] {
  const everySecond = Array.from({ length: endSeconds }, (_, second) => second);
  return layOut(picture(happenings, endSeconds), everySecond).pods.map(
    (lane) => `${lane.name} ${lane.cells.map((state) => letters[state]).join('')}`,
  );
}

const pod = name('db');
const created: TraceFact = { kind: 'created', object: pod };
const bound = (node: string): TraceFact => ({ kind: 'pod-bound', object: pod, node });
const deleting: TraceFact = { kind: 'deleting', object: pod };
const deleted: TraceFact = { kind: 'deleted', object: pod };
const phase = (words: string): TraceFact => ({ kind: 'pod-phase', object: pod, phase: words });
const endsWell = (run = 0): TraceFact => ({
  ...(ended('db', run) as Extract<TraceFact, { kind: 'container-ended' }>),
  exitCode: 0,
});

test('a pod waits for its node, starts, runs, is ready, is stopped and gone', () => {
  expect(
    lanes(
      [
        [0, created],
        [1, bound('node-1')],
        [3, started('db')],
        [5, ready('db', true)],
        [8, deleting],
        [9, ready('db', false)],
        [10, deleted],
      ],
      12,
    ),
  ).toEqual(['db .::oo###--  ']);
});

test('a container that fails is down until it is started again, ready or not', () => {
  expect(
    lanes(
      [
        [0, created],
        [0, bound('node-1')],
        [0, started('db')],
        [1, ready('db', true)],
        [3, ended('db')],
        [3, ready('db', false)],
        [5, started('db', 1)],
        [6, ready('db', true)],
      ],
      8,
    ),
  ).toEqual(['db o##xxo##']);
});

test('an init container that ends well only starts; a Job’s pod is done, and stays so', () => {
  expect(
    lanes(
      [
        [0, created],
        [0, bound('node-1')],
        [1, started('db')],
        [2, endsWell()],
        [4, phase('Succeeded')],
        [5, ready('db', false)],
      ],
      7,
    ),
  ).toEqual(['db :o::===']);
});

test('a pod that comes back under its name goes on in its lane, perhaps on another node', () => {
  const happenings: readonly Happening[] = [
    [0, created],
    [0, bound('node-1')],
    [0, started('db')],
    [2, deleted],
    [4, created],
    [4, bound('node-2')],
    [5, started('db')],
  ];
  expect(lanes(happenings, 7)).toEqual(['db oo  :oo']);
  expect(podsAt(picture(happenings, 7), 1)).toEqual([{ name: 'db', state: 'running', node: 'node-1' }]);
  expect(podsAt(picture(happenings, 7), 3)).toEqual([{ name: 'db', state: 'gone' }]);
  expect(podsAt(picture(happenings, 7), 6)).toEqual([{ name: 'db', state: 'running', node: 'node-2' }]);
});

test('a node that is lost and comes back has a lane; system pods have none; without pods there is no picture', () => {
  const node = { kind: 'Node', namespace: '', name: 'node-1' };
  const drawn = picture(
    [
      [0, { kind: 'created', object: { kind: 'Pod', namespace: 'kube-system', name: 'coredns' } }],
      [0, created],
      [2, { kind: 'script', what: 'node-down', object: node }],
      [4, { kind: 'script', what: 'node-up', object: node }],
    ],
    6,
  );
  expect(drawn.pods.map((lane) => lane.name)).toEqual(['db']);
  expect(layOut(drawn, [0, 1, 2, 3, 4, 5]).nodes[0]?.cells).toEqual(['up', 'up', 'down', 'down', 'up', 'up']);
  expect(pictureOf({ entries: [], endMs: 1000, requests: new Map() })).toBeUndefined();
});

test('however many pods and changes there are, a picture stays small and says what it leaves out', () => {
  const many = Array.from(
    { length: 40 },
    (_, index): Happening => [0, { kind: 'created', object: name(`db-${index}`) }],
  );
  const restless = Array.from({ length: 500 }, (_, run) => [
    [run, started('db', run)] as const,
    [run + 0.5, ended('db', run)] as const,
  ]).flat();
  const drawn = picture([[0, created], ...restless, ...many], 500);
  expect(drawn.morePods).toBe(41 - drawn.pods.length);
  expect(JSON.stringify(drawn).length).toBeLessThan(12_000);
});

test('requests are counted exactly, whatever the columns', () => {
  const stretches = [
    { fromMs: 0, toMs: 10_000, requests: 100, served: 100, failed: {}, answerMs: 1 },
    { fromMs: 10_000, toMs: 12_000, requests: 20, served: 1, failed: { refused: 10, timeout: 9 }, answerMs: 1 },
    { fromMs: 12_000, toMs: 20_000, requests: 80, served: 80, failed: {}, answerMs: 1 },
  ];
  const drawn = picture([[0, created]], 20, new Map([['visits', { fromMs: 0, stretches, isLost: false }]]));
  for (const columns of [7, 20, 61]) {
    const starts = scaleOf([drawn], columns);
    const [lane] = layOut(drawn, starts).requests;
    expect(lane).toMatchObject({ served: 181, failed: 19 });
    const counted = lane!.cells.reduce(
      (sum, cell, column) => sum + (cell?.failed ?? 0) * ((starts[column + 1] ?? 20) - starts[column]!),
      0,
    );
    expect(counted).toBeCloseTo(19, 1);
  }
});

test('quiet hours take few columns, busy minutes many; times only go forward, and each finds its column', () => {
  const drawn = picture(
    [
      [0, created],
      [1, bound('node-1')],
      [2, started('db')],
      [7200, ended('db')],
      [7201, started('db', 1)],
      [7205, ready('db', true)],
    ],
    7300,
  );
  const starts = scaleOf([drawn], 60);
  expect(starts).toHaveLength(60);
  expect(starts).toEqual(starts.toSorted((one, other) => one - other));
  expect(starts.filter((start) => start >= 7200).length).toBeGreaterThan(15);
  expect(columnOf({ startsSeconds: starts }, 0)).toBe(0);
  expect(columnOf({ startsSeconds: starts }, 99_999)).toBe(59);
  expect(starts[columnOf({ startsSeconds: starts }, 7201)]).toBeLessThanOrEqual(7201);
});
