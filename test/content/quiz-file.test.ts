// Quiz files: what is wrong in one is told at its line and column; a draw is decided by its seed.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkQuiz } from '#content/check-quizzes.ts';
import { readQuiz } from '#content/quiz-file.ts';
import { quizJsonSchema } from '#content/quiz-schema.ts';
import { drawQuestions, type Quiz } from '#engine/quiz.ts';
import { libraryOf } from '../helpers/library-of.ts';
import { longLibrary, smallLibrary } from '../helpers/small-quiz.ts';
import { root } from '../helpers/source-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-quiz-'));
afterAll(() => rmSync(folder, { recursive: true }));

const good = `id: mine
title: { es: Mío, en: Mine }
questions:
  - scenario: probe
    weight: 2
  - topic: pods
    level: [1, 2]
    count: 1
`;

/** All that is wrong, as `line:column words`. */
function checkWrong(source: string, ...wanted: readonly string[]): void {
  const file = path.join(folder, 'mine.yaml');
  writeFileSync(file, source);
  const told = checkQuiz(file, 'mine.yaml', smallLibrary);
  expect(told.map(({ line, column, text }) => `${line}:${column} ${text.en}`)).toEqual(wanted);
}

describe('a quiz file', () => {
  test('is read with what it leaves out filled in', () => {
    checkWrong(good);
    expect(readQuiz('mine.yaml', good)).toMatchObject({
      ok: true,
      value: {
        version: 1,
        order: 'written',
        hints: true,
        live: { seconds: 60, speedPercent: 0, showBoard: 'at-the-end' },
      },
    });
  });
  test('with a mistyped field says which was meant', () =>
    checkWrong(good.replace('count: 1', 'cuont: 1'), '8:5 there is no field "cuont"; write "count"'));
  test('that gives speed more than 15 % is refused', () =>
    checkWrong(`${good}live: { speedPercent: 40 }\n`, '9:9 "speedPercent" is above the most, 15'));
  test('that names a question which is not there says which was meant', () =>
    checkWrong(good.replace('scenario: probe', 'scenario: prob'), '4:5 there is no scenario "prob"; write "probe"'));
  test('that asks for more than there is says how many there are', () =>
    checkWrong(good.replace('count: 1', 'count: 9'), '8:5 it asks for 9 and only 2 match'));
  test('with a question twice is refused', () =>
    checkWrong(`${good}  - scenario: probe\n`, '9:5 "probe" is there twice; a session asks no question twice'));
  test('under another name is refused', () =>
    checkWrong(good.replace('id: mine', 'id: other'), '1:1 the file is called mine.yaml; call it other.yaml'));
  test('with an unknown fault is refused', () =>
    checkWrong(`${good}live: { chaos: [drian] }\n`, '9:17 unknown fault "drian"; write "drain"'));
  test.each([
    '',
    'a',
    '[]',
    'id: 1',
    '__proto__: 1',
    'questions: [1]',
    'questions: []',
    '- - -',
    '{',
    'id: x\n---\nid: y',
  ])('that says %j is an error, not a crash', (source) => expect(readQuiz('mine.yaml', source).ok).toBe(false));
});

test('the JSON Schema beside the quizzes is the present one', () => {
  // After a change of the format: readyz new schema quiz > quizzes/quiz.schema.json, then biome check --write it.
  const kept = readFileSync(path.join(root, 'quizzes', 'quiz.schema.json'), 'utf8');
  expect(JSON.parse(quizJsonSchema())).toEqual(JSON.parse(kept));
});

function quiz(parts: Partial<Quiz>): Quiz {
  const read = readQuiz('mine.yaml', good);
  if (!read.ok) throw new Error('the good one is good');
  return { ...read.value, ...parts };
}

describe('a draw', () => {
  const library = longLibrary(30);
  const ten = quiz({ questions: [{ topics: ['pods'], levels: [], types: [], count: 10 }] });
  const drawn = (one: Quiz, seed: number) => drawQuestions(one, library, seed).map(({ scenario }) => scenario);

  test('has as many as asked for, none twice, and is the same for the same seed', () => {
    expect(new Set(drawn(ten, 1)).size).toBe(10);
    expect(drawn(ten, 1)).toEqual(drawn(ten, 1));
    expect(drawn(ten, 1)).not.toEqual(drawn(ten, 2));
  });
  test('with a seed of its own is the same for everybody', () =>
    expect(drawn({ ...ten, seed: 3 }, 1)).toEqual(drawn({ ...ten, seed: 3 }, 2)));
  test('never takes what the quiz names elsewhere, and leaves out what is gone', () => {
    const named = quiz({
      questions: [{ topics: ['pods'], levels: [], types: [] }, { scenario: 'pods-3', weight: 2 }, { scenario: 'gone' }],
    });
    expect(drawn(named, 1)).toHaveLength(30);
    expect(drawQuestions(named, library, 1).at(-1)).toEqual({ scenario: 'pods-3', version: 1, weight: 2 });
  });
  test('from an empty library is empty', () => expect(drawQuestions(ten, libraryOf([]), 1)).toEqual([]));
});
