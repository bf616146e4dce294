/** `md5sum`, `sha1sum`, `sha256sum` (with `-c`): whether two copies hold the same. */
import { type Command, complain, say } from '../call.ts';
import { sources } from './text.ts';

type Digest = (bytes: Uint8Array) => string;

const digests: Readonly<Record<string, Digest>> = { md5sum: md5, sha1sum: sha1, sha256sum: sha256 };

export const digest: Command = {
  names: Object.keys(digests),
  directory: '/usr/bin',
  *run(call) {
    const sum = digests[call.name] ?? sha256;
    const of = (text: string) => sum(new TextEncoder().encode(text));
    const { sources: found, failed } = yield* sources(
      call,
      call.args.filter((word) => word === '-' || !word.startsWith('-')),
    );
    if (!call.args.includes('-c')) {
      for (const { name, text } of found) say(call, `${of(text)}  ${name === '(standard input)' ? '-' : name}`);
      return failed ? 1 : 0;
    }
    let wrong = 0;
    for (const line of found.flatMap(({ text }) => text.split('\n').filter(Boolean))) {
      const [, wanted, name = ''] = /^(\w+)\s+\*?(.*)$/.exec(line) ?? [];
      const { sources: files } = yield* sources(call, [name]);
      const isSame = files[0] !== undefined && of(files[0].text) === wanted;
      if (!isSame) wrong++;
      say(call, `${name}: ${isSame ? 'OK' : 'FAILED'}`);
    }
    return wrong === 0 ? 0 : complain(call, `WARNING: ${wrong} computed checksums did NOT match`);
  },
};

const rotate = (value: number, by: number) => (value << by) | (value >>> (32 - by));

/** The message in blocks of sixteen words, with its length at the end. */
function blocks(bytes: Uint8Array, littleEndian: boolean): number[][] {
  const length = (((bytes.length + 8) >> 6) + 1) << 6;
  const padded = new DataView(new ArrayBuffer(length));
  for (const [index, byte] of bytes.entries()) padded.setUint8(index, byte);
  padded.setUint8(bytes.length, 0x80);
  padded.setUint32(length - (littleEndian ? 8 : 4), bytes.length << 3, littleEndian);
  padded.setUint32(length - (littleEndian ? 4 : 8), Math.floor(bytes.length / 2 ** 29), littleEndian);
  const found: number[][] = [];
  for (let at = 0; at < length; at += 64)
    found.push(Array.from({ length: 16 }, (_, index) => padded.getUint32(at + 4 * index, littleEndian)));
  return found;
}

function text(words: readonly number[], littleEndian: boolean): string {
  const view = new DataView(new ArrayBuffer(words.length * 4));
  for (const [index, word] of words.entries()) view.setUint32(index * 4, word >>> 0, littleEndian);
  return [...new Uint8Array(view.buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function md5(bytes: Uint8Array): string {
  const shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
  let [a0, b0, c0, d0] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (const words of blocks(bytes, true)) {
    let [a, b, c, d] = [a0, b0, c0, d0];
    for (let round = 0; round < 64; round++) {
      const quarter = round >> 4;
      const mix = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][quarter] ?? 0;
      const place = [round, 5 * round + 1, 3 * round + 5, 7 * round][quarter] ?? 0;
      const constant = Math.floor(Math.abs(Math.sin(round + 1)) * 2 ** 32);
      const sum = (a + mix + constant + (words[place % 16] ?? 0)) | 0;
      [a, d, c, b] = [d, c, b, (b + rotate(sum, shifts[quarter * 4 + (round % 4)] ?? 0)) | 0];
    }
    [a0, b0, c0, d0] = [(a0 + a) | 0, (b0 + b) | 0, (c0 + c) | 0, (d0 + d) | 0];
  }
  return text([a0, b0, c0, d0], true);
}

function sha1(bytes: Uint8Array): string {
  let hash = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (const words of blocks(bytes, false)) {
    for (let index = 16; index < 80; index++) {
      const [one = 0, two = 0, three = 0, four = 0] = [3, 8, 14, 16].map((back) => words[index - back]);
      words.push(rotate(one ^ two ^ three ^ four, 1));
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = hash;
    for (const [round, word] of words.entries()) {
      const quarter = Math.floor(round / 20);
      const mix = [(b & c) | (~b & d), b ^ c ^ d, (b & c) | (b & d) | (c & d), b ^ c ^ d][quarter] ?? 0;
      const constant = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][quarter] ?? 0;
      [a, b, c, d, e] = [(rotate(a, 5) + mix + e + constant + word) | 0, a, rotate(b, 30), c, d];
    }
    hash = [a, b, c, d, e].map((value, index) => ((hash[index] ?? 0) + value) | 0);
  }
  return text(hash, false);
}

export function sha256(bytes: Uint8Array): string {
  let hash = primes(8).map((prime) => fraction(Math.sqrt(prime)));
  const constants = primes(64).map((prime) => fraction(Math.cbrt(prime)));
  const turn = (value: number, by: number) => rotate(value, 32 - by);
  for (const words of blocks(bytes, false)) {
    for (let index = 16; index < 64; index++) {
      const [old = 0, near = 0] = [words[index - 15], words[index - 2]];
      const first = turn(old, 7) ^ turn(old, 18) ^ (old >>> 3);
      const second = turn(near, 17) ^ turn(near, 19) ^ (near >>> 10);
      words.push(((words[index - 16] ?? 0) + first + (words[index - 7] ?? 0) + second) | 0);
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash;
    for (const [round, word] of words.entries()) {
      const high = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const one = (h + high + ((e & f) ^ (~e & g)) + (constants[round] ?? 0) + word) | 0;
      const low = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const two = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
    }
    hash = [a, b, c, d, e, f, g, h].map((value, index) => ((hash[index] ?? 0) + value) | 0);
  }
  return text(hash, false);
}

const fraction = (value: number) => Math.floor((value - Math.floor(value)) * 2 ** 32) | 0;

function primes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++)
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  return found;
}
