// What a verdict may depend on, and what not: run on the real scenarios, with the real simulator.

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ImageCatalogue } from '#container/image.ts';
import { readAnswer } from '#content/answer-file.ts';
import { readImages } from '#content/images.ts';
import { openLibrary } from '#content/library.ts';
import { grade } from '#engine/grade.ts';
import type { Grading } from '#engine/grading.ts';

const root = new URL('../..', import.meta.url).pathname;
const library = await openLibrary([root]);
const parts = { images: new ImageCatalogue(readImages(root).images) };

function gradeText(id: string, text: string, seed = 1): Grading {
  const scenario = library.find(id);
  if (!scenario) throw new Error(`there is no scenario ${id}`);
  return grade(scenario, readAnswer(text, scenario), seed, parts);
}

const database = 'slow-database-which-probe';
const read = (name: string) => readFileSync(`${root}scenarios/probes/${database}.answers/${name}.yaml`, 'utf8');
const right = read('right-exec-probes');
const lateByOneSecond = read('wrong-liveness-one-second-late');

describe('a verdict', () => {
  test('is the same, byte for byte, whenever the same answer is graded with the same seed', () => {
    for (const text of [right, lateByOneSecond]) {
      expect(JSON.stringify(gradeText(database, text, 5))).toBe(JSON.stringify(gradeText(database, text, 5)));
    }
    const option = 'answer: one-pod';
    const twice = [1, 2].map(() => JSON.stringify(gradeText('wordpress-one-pod-or-two', option)));
    expect(twice[0]).toBe(twice[1]);
  });

  test('does not depend on the seed', () => {
    const verdicts = (text: string) => [1, 2, 3].map((seed) => gradeText(database, text, seed).verdict);
    expect(verdicts(right)).toEqual(['right', 'right', 'right']);
    expect(verdicts(lateByOneSecond)).toEqual(['wrong', 'wrong', 'wrong']);
  });

  test('counts the worst instant: a hang right after a successful probe is noticed a second too late', () => {
    const killed = gradeText(database, lateByOneSecond).checks.find(({ id }) => id === 'killed-when-hung');
    expect(killed).toMatchObject({ passed: false, observed: { es: '`Killing` a los 121 s' } });
  });

  test('does not change with names, unrelated objects, or the order of documents and keys', () => {
    const variations = fc.record({
      text: fc.constantFrom(right, lateByOneSecond, read('wrong-readiness-by-ping')),
      name: fc.stringMatching(/^[a-z]([a-z0-9]{0,10}[a-z0-9])?$/),
      before: fc.boolean(),
      extras: fc.integer({ min: 0, max: 3 }),
      reversed: fc.boolean(),
    });
    fc.assert(
      fc.property(variations, ({ text, name, before, extras, reversed }) => {
        const renamed = text.replace('name: db', `name: ${name}`).replace('name: mariadb', `name: ${name}-server`);
        const maps = Array.from({ length: extras }, (_, index) => unrelated(`${name}-${index}`));
        const documents = before ? [...maps, renamed] : [renamed, ...maps];
        const joined = documents.map((document) => (reversed ? withKeysReversed(document) : document)).join('\n---\n');
        const verdictOf = ({ verdict, checks }: Grading) => [
          verdict,
          ...checks.map(({ id, passed }) => `${id} ${passed}`),
        ];
        expect(verdictOf(gradeText(database, joined))).toEqual(verdictOf(gradeText(database, text)));
      }),
      { numRuns: 8, seed: 7 },
    );
  });
});

describe('a warning of the API server', () => {
  const zone = '            - { name: TZ, value: Europe/Madrid }\n';

  test('comes with the verdict, once, at its line, and changes nothing', () => {
    const marked = right.replace('          env:\n', `$&${zone}${zone}`);
    const grading = gradeText(database, marked);
    expect(grading.verdict).toBe('right');
    const line = marked.split('\n').findLastIndex((text) => text.includes('name: TZ')) + 1;
    const message = expect.stringMatching(/env\[1\]: hides previous definition of "TZ"/);
    expect(grading.warnings).toMatchObject([{ file: 'answer.yaml', line, message }]);
    expect(grading.warnings?.[0]?.advice?.es).toMatch(/solo cuenta la última/);
  });

  test('is not there where the server warns of nothing', () => {
    expect(gradeText(database, right)).not.toHaveProperty('warnings');
  });
});

describe('an answer that cannot be run', () => {
  /** Refused at this line, in words that hold these. */
  const check = (text: string, line: number, words: RegExp) => {
    const grading = gradeText(database, text);
    expect(grading).toMatchObject({ verdict: 'refused', score: 0, checks: [] });
    expect(grading.errors[0]?.line).toBe(line);
    expect(`${grading.errors[0]?.message} ${grading.errors[0]?.advice?.en}`).toMatch(words);
  };

  test('is empty', () => check('', 1, /empty/));
  test('is no YAML', () => check('a: [', 1, /./));
  test('has a misspelt field', () =>
    check(right.replace('livenessProbe:', 'livenesProbe:'), 24, /livenesProbe.*livenessProbe/s));
  test('has a value the API server does not take', () =>
    check(right.replace('failureThreshold: 200', 'failureThreshold: -1'), 23, /must be greater than or equal to 0/));
  test('wants more pods than a run may have', () =>
    check(right.replace('spec:\n', 'spec:\n  replicas: 1000\n'), 1, /at a time/));
  test.each(['__proto__: 1', 'kind: __proto__', '- 1', 'null', '\u0000', 'a: &a [*a]', '{}'.repeat(1000)])(
    'is %j, and nothing breaks',
    (text) => expect(gradeText(database, text).verdict).toBe('refused'),
  );
  test('names no option', () => {
    for (const text of ['', 'answer: nope', 'answer: 9', 'answer: [one-pod, sidecar]', 'answer: __proto__']) {
      expect(gradeText('wordpress-one-pod-or-two', text).verdict).toBe('refused');
    }
    expect(gradeText('wordpress-one-pod-or-two', 'answer: 3').verdict).toBe('right');
  });
});

function unrelated(name: string): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { note: name } });
}

/** Top-level keys in the other order; blocks stay whole. */
function withKeysReversed(document: string): string {
  if (document.startsWith('{')) return document;
  const lines = document.split('\n').filter((line) => !line.startsWith('#'));
  const blocks: string[][] = [];
  for (const line of lines) {
    if (/^\S/.test(line)) blocks.push([line]);
    else blocks.at(-1)?.push(line);
  }
  return blocks.reverse().flat().join('\n');
}
