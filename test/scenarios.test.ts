// Every question of the program proves itself: its reference answers pass, its known-wrong ones fail for what they say.
import { expect, test } from 'vitest';
import { checkContent } from '#content/check-content.ts';

const root = new URL('..', import.meta.url).pathname;
const reports = checkContent({ root, places: ['scenarios'], from: root });

test('every scenario is what its author says', () => {
  let gradings = 0;
  for (const report of reports) {
    const told = report.errors.map(({ file, line, column, text }) => `${file}:${line}:${column}: ${text.en}`);
    expect(told, report.file).toEqual([]);
    gradings += report.gradings;
  }
  expect(gradings).toBeGreaterThan(30);
}, 60_000);
