import { expect, test } from 'vitest';
import { decodeQuestionCode, encodeQuestionCode, looksLikeQuestionCode } from '#engine/question-code.ts';

const question = { scenario: 'slow-database-which-probe', version: 3, seed: 2 ** 32 - 1 };

test('a question comes back from its code, whatever a chat has put around it', () => {
  const code = encodeQuestionCode(question);
  expect(code).toMatch(/^rzq1\.slow-database-which-probe\.3\./);
  expect(decodeQuestionCode(` \`${code.slice(0, 12)}\n${code.slice(12)}\` `)).toEqual({ ok: true, value: question });
  expect(looksLikeQuestionCode(`\`${code}\``)).toBe(true);
  expect(looksLikeQuestionCode('rz1.abc')).toBe(false);
});

test.each(['', 'rzq1.', 'rzq1.a.1.1.00000000', 'rzq1.__proto__.1.1.00000000', `rzq1.${'a.'.repeat(1e5)}`, 'rz1.abc'])(
  'what is none is a sentence: %s',
  (text) => {
    expect(decodeQuestionCode(text)).toMatchObject({ ok: false });
  },
);

test('any letter changed is noticed', () => {
  const code = encodeQuestionCode(question);
  for (let at = 5; at < code.length; at++) {
    const changed = `${code.slice(0, at)}${code[at] === '1' ? '2' : '1'}${code.slice(at + 1)}`;
    if (changed !== code) expect(decodeQuestionCode(changed)).toMatchObject({ ok: false });
  }
});
