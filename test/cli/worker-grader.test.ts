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
