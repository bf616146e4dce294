import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { answerLines } from '#cli/validate/answer-lines.ts';

/** The answers to some lines. */
async function ask(...lines: string[]): Promise<Record<string, unknown>[]> {
  const out = new PassThrough();
  const written: Buffer[] = [];
  out.on('data', (chunk: Buffer) => written.push(chunk));
  await answerLines({ in: Readable.from(lines.map((line) => `${line}\n`)), out, err: out } as never);
  return Buffer.concat(written)
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const question = (id: string, text: string, before?: string) => JSON.stringify({ id, text, before });
const configMap = (data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\nimmutable: true\ndata: {a: "${data}"}\n`;

test('a document is answered with what would be stored', async () => {
  const [answer] = await ask(question('1', configMap('b')));
  expect(answer).toMatchObject({ id: '1', accepted: true, code: 201, object: { kind: 'ConfigMap', data: { a: 'b' } } });
});

test('a change is judged against what was there before', async () => {
  const [answer] = await ask(question('2', configMap('c'), configMap('b')));
  expect(answer).toMatchObject({
    accepted: false,
    code: 422,
    reason: 'Invalid',
    causes: [
      {
        field: 'data',
        reason: 'FieldValueForbidden',
        message: 'Forbidden: field is immutable when `immutable` is set',
      },
    ],
  });
});

test('each question stands alone, and a line that is none is answered too', async () => {
  const answers = await ask(question('3', configMap('b')), 'nonsense', '', question('4', configMap('b')));
  expect(answers.map(({ id, code }) => [id, code])).toEqual([
    ['3', 201],
    [null, 400],
    ['4', 201],
  ]);
});
