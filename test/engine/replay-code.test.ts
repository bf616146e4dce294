// A code gives back the very answer; one that was changed, cut or made up is refused with a sentence.
import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer } from '#engine/answer.ts';
import { decodeReplayCode, encodeReplayCode, looksLikeReplayCode } from '#engine/replay-code.ts';

const answers: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({ kind: fc.constant('choice' as const), option: fc.string() }),
  fc.record({ kind: fc.constant('manifest' as const), text: fc.string({ unit: 'binary', maxLength: 2000 }) }),
  fc.record({ kind: fc.constant('picks' as const), options: fc.array(fc.string(), { maxLength: 8 }) }),
  fc.record({ kind: fc.constant('words' as const), text: fc.string() }),
);
const requests = fc.record({
  scenario: fc.string(),
  version: fc.nat(),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  answer: answers,
});

test('what was encoded comes back, whatever it is', () => {
  fc.assert(
    fc.property(requests, (request) => {
      const plain = JSON.parse(JSON.stringify(request));
      expect(decodeReplayCode(encodeReplayCode(plain))).toEqual({ ok: true, value: plain });
    }),
  );
});

const code = encodeReplayCode({
  scenario: 'slow-database-which-probe',
  version: 1,
  seed: 7,
  answer: { kind: 'manifest', text: 'kind: Pod\n'.repeat(40) },
});

test('a code is short and fits into a message', () => expect(code.length).toBeLessThan(200));

test('blanks, line breaks and code quotes around and in it do no harm', () => {
  expect(decodeReplayCode(` \`${code.slice(0, 30)}\n${code.slice(30)}\` `).ok).toBe(true);
  expect(looksLikeReplayCode(` ${code}`)).toBe(true);
});

test('one letter changed, anywhere, is noticed', () => {
  for (let index = 4; index < code.length; index++) {
    const other = code[index] === 'A' ? 'B' : 'A';
    expect(decodeReplayCode(code.slice(0, index) + other + code.slice(index + 1)).ok).toBe(false);
  }
  expect(decodeReplayCode(`${code}A`).ok).toBe(false);
});

/** A code whose checksum is right, around what nobody would send. */
function forged(body: Buffer): string {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return `rz1.${Buffer.concat([sum, body]).toString('base64url')}`;
}

test.each([
  ['nothing', ''],
  ['words', 'what is a pod'],
  ['a prefix alone', 'rz1.'],
  ['half of one', code.slice(0, code.length / 2)],
  ['letters that base64 does not have', 'rz1.¡hola!'],
  ['a body that is no deflate', forged(Buffer.from('garbage'))],
  ['a body that is no JSON', forged(deflateRawSync('{'))],
  ['another shape', forged(deflateRawSync('{"__proto__":1}'))],
  ['a seed too large', forged(deflateRawSync('["a",1,4294967296,{"kind":"words","text":""}]'))],
  ['an unknown answer', forged(deflateRawSync('["a",1,1,{"kind":"shell","text":"rm"}]'))],
  ['a bomb', forged(deflateRawSync(Buffer.alloc(50_000_000, 'a')))],
])('%s is refused with a sentence', (_name, text) => {
  const read = decodeReplayCode(text);
  expect(read).toMatchObject({ ok: false, error: { en: expect.stringMatching(/readyz code|Copy it again/) } });
});
