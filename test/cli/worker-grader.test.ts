// Real worker threads, started as the program starts them; the safety nets are met on purpose.
import { afterEach, expect, test } from 'vitest';
import { workerGrader } from '#cli/worker-grader.ts';
import { openLibrary } from '#content/library.ts';
import type { GradeRequest, Grader } from '#engine/ports.ts';

const library = await openLibrary([new URL('../..', import.meta.url).pathname]);
const graders: Grader[] = [];
afterEach(async () => {
  await Promise.all(graders.splice(0).map((grader) => grader.close()));
});

function open(options: { limitMilliseconds?: number; threads?: number } = {}): Grader {
  const grader = workerGrader({ library, images: async () => [], limitMilliseconds: 30_000, ...options });
  graders.push(grader);
  return grader;
}

const request: GradeRequest = {
  scenario: 'mariadb-deployment-or-statefulset',
  version: 1,
  seed: 1,
  answer: { kind: 'choice', option: 'deployment-empty-dir' },
};

/** A question whose run is over at once: an answer that is no option is refused. */
const quickest = library.list().find(({ type, id }) => type === 'choice' && id !== request.scenario)?.id ?? '';

test('an answer is graded in a thread while this one goes on', async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  const grading = await open().grade(request);
  clearInterval(timer);
  expect(grading).toMatchObject({ scenario: request.scenario, verdict: 'wrong' });
  expect(grading.options).toHaveLength(4);
  expect(ticks).toBeGreaterThan(5);
});

test('many at once are graded by two threads, each its own', async () => {
  const grader = open({ threads: 2 });
  const options = ['deployment-empty-dir', 'deployment-shared-claim', 'statefulset-claim-templates', 'nope'];
  const gradings = await Promise.all(
    options.map((option) => grader.grade({ ...request, answer: { kind: 'choice', option } })),
  );
  expect(gradings.map(({ answer }) => answer.kind === 'choice' && answer.option)).toEqual(options);
  expect(gradings.at(-1)?.verdict).toBe('refused');
});

test('the same answer to the same question under the same seed is run once, and another seed is another run', async () => {
  const grader = open({ threads: 1 });
  const both = await Promise.all([grader.grade(request), grader.grade(structuredClone(request))]);
  expect(both[0]).toBe(both[1]);
  expect(await grader.grade(request)).toBe(both[0]);
  expect(grader.queue?.().entered).toBe(1);
  const other = await grader.grade({ ...request, seed: 2 });
  expect(other).toMatchObject({ seed: 2, verdict: 'wrong' });
  expect(grader.queue?.().entered).toBe(2);
});

test('a short run passes long ones that wait, and each knows its place', async () => {
  const grader = open({ threads: 1 });
  const done: string[] = [];
  const quick: GradeRequest = { ...request, scenario: quickest, answer: { kind: 'choice', option: 'nope' } };
  // How long each takes is learned from the first of its kind.
  await grader.grade(request);
  await grader.grade(quick);
  const grade = (name: string, asked: GradeRequest) => grader.grade(asked).then(() => done.push(name));
  const runs = [2, 3, 4].map((seed) => grade(`long ${seed}`, { ...request, seed }));
  const ticket = grader.queue?.().latest ?? 0;
  await new Promise(setImmediate);
  expect(grader.queue?.().ahead(ticket)).toBe(1);
  runs.push(grade('short', { ...quick, seed: 9 }));
  expect(grader.queue?.().ahead(ticket)).toBe(2);
  expect(grader.queue?.().ahead(grader.queue?.().latest ?? 0)).toBe(0);
  await Promise.all(runs);
  expect(done).toEqual(['long 2', 'short', 'long 3', 'long 4']);
  expect(grader.queue?.().ahead(ticket)).toBeUndefined();
});

test('warmed, all threads are there before anybody asks', async () => {
  const grader = open({ threads: 1 });
  await grader.warm?.();
  const began = performance.now();
  await grader.grade(request);
  const warm = performance.now() - began;
  const cold = open({ threads: 1 });
  const beganCold = performance.now();
  await cold.grade(request);
  expect(warm).toBeLessThan(performance.now() - beganCold);
});

test('over the limit of real time nothing is decided, and the next answer is graded by a fresh thread', async () => {
  const grader = open({ limitMilliseconds: 0, threads: 1 });
  expect(await grader.grade(request)).toMatchObject({ verdict: 'not-graded', checks: [] });
  expect(await grader.grade(request)).toMatchObject({ verdict: 'not-graded', checks: [] });
});

test('a closed grader says so', async () => {
  const grader = open();
  await grader.close();
  expect((await grader.grade(request)).trouble?.en).toContain('closing');
});

test('an unknown scenario is not graded', async () => {
  expect((await open().grade({ ...request, scenario: '__proto__' })).verdict).toBe('not-graded');
});
