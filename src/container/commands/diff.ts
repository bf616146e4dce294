/** `cmp` and `diff`: whether two files are the same; lines that only one has are told without looking for the least change. */
import { type Command, complain, options } from '../call.ts';
import { linesOf, sources } from './text.ts';

export const cmp: Command = {
  names: ['cmp'],
  directory: '/usr/bin',
  *run(call) {
    const { flags, rest } = options(call.args, 'sl');
    const { sources: found, failed } = yield* sources(call, rest.slice(0, 2));
    if (failed || found.length < 2) return 2;
    const [one = '', other = ''] = found.map(({ text }) => text);
    if (one === other) return 0;
    let at = 0;
    while (one[at] === other[at]) at++;
    const line = one.slice(0, at).split('\n').length;
    if (!flags.has('s')) call.output.write(`${rest.join(' ')} differ: char ${at + 1}, line ${line}\n`);
    return 1;
  },
};

export const diff: Command = {
  names: ['diff'],
  directory: '/usr/bin',
  *run(call) {
    const { flags, rest } = options(call.args, 'qurNwbBiaU', '', ['brief', 'unified']);
    const [from = '', to = ''] = rest;
    if (rest.length < 2) return complain(call, 'missing operand', 2);
    const { sources: found, failed } = yield* sources(call, rest.slice(0, 2));
    if (failed) return 2;
    const [one, other] = [linesOf(found[0]?.text ?? ''), linesOf(found[1]?.text ?? '')];
    if (found[0]?.text === found[1]?.text) return 0;
    if (flags.has('q') || flags.has('brief')) {
      call.output.write(`Files ${from} and ${to} differ\n`);
      return 1;
    }
    let begin = 0;
    while (begin < Math.min(one.length, other.length) && one[begin] === other[begin]) begin++;
    let same = 0;
    while (same < Math.min(one.length, other.length) - begin && one.at(-1 - same) === other.at(-1 - same)) same++;
    const [gone, come] = [one.slice(begin, one.length - same), other.slice(begin, other.length - same)];
    const range = (count: number) => (count === 1 ? `${begin + 1}` : `${begin + 1},${count}`);
    call.output.write(`--- ${from}\n+++ ${to}\n@@ -${range(gone.length)} +${range(come.length)} @@\n`);
    for (const line of gone) call.output.write(`-${line}\n`);
    for (const line of come) call.output.write(`+${line}\n`);
    return 1;
  },
};
