/** `grep [-EFivcqlnowxhs] [-e pattern] [-m n] pattern [files]`: 0 found, 1 not, 2 trouble. */
import { type Command, complain, options, say } from '../call.ts';
import { PatternError, RegularExpression } from '../regular-expression.ts';
import { linesOf, sources } from './text.ts';

export const grep: Command = {
  names: ['grep', 'egrep', 'fgrep'],
  *run(call) {
    const { flags, values, rest } = options(call.args, 'EFGPivcqlnowxhHsr', 'emABC', [
      'quiet',
      'count',
      'invert-match',
      'ignore-case',
      'color',
      'silent',
    ]);
    const given = values.get('e');
    const [first, ...others] = rest;
    const pattern = given ?? first;
    if (pattern === undefined) return complain(call, 'missing pattern', 2);
    const files = given === undefined ? others : rest;
    const has = (letter: string, ...long: string[]) => flags.has(letter) || long.some((name) => flags.has(name));
    const fixed = flags.has('F') || call.name.endsWith('fgrep');
    const extended = flags.has('E') || flags.has('P') || call.name.endsWith('egrep');
    let expressions: RegularExpression[] = [];
    const ignoreCase = has('i', 'ignore-case');
    try {
      expressions = pattern.split('\n').map((one) => {
        const source = fixed ? one.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : one;
        const bounded = flags.has('x')
          ? extended || fixed
            ? `^(${source})$`
            : `^\\(${source}\\)$`
          : flags.has('w')
            ? `\\b${source}\\b`
            : source;
        return new RegularExpression(bounded, { extended: extended || fixed, ignoreCase });
      });
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      return complain(call, `bad regex '${pattern}': ${error.message}`, 2);
    }
    // `-q` from a pipe ends with the first hit, be there more to come or not.
    if (files.length === 0 && has('q', 'quiet', 'silent') && !has('v', 'invert-match')) {
      let buffer = '';
      for (;;) {
        const piece = yield* call.input.read();
        buffer += piece ?? '';
        const lines = buffer.split('\n');
        if (
          lines.some(
            (line, index) =>
              (piece === undefined || index < lines.length - 1) &&
              (line !== '' || index < lines.length - 1) &&
              expressions.some((expression) => expression.test(line)),
          )
        )
          return 0;
        if (piece === undefined) return 1;
        buffer = lines.at(-1) ?? '';
      }
    }
    const { sources: inputs, failed } = yield* sources(call, files);
    const limit = Number(values.get('m') ?? Number.POSITIVE_INFINITY);
    const quiet = has('q', 'quiet', 'silent');
    const invert = has('v', 'invert-match');
    let any = false;
    for (const { name, text } of inputs) {
      const prefix = (inputs.length > 1 && !flags.has('h')) || flags.has('H') ? `${name}:` : '';
      let count = 0;
      for (const [index, line] of linesOf(text).entries()) {
        if (count >= limit) break;
        const matches = expressions.some((expression) => expression.test(line));
        if (matches === invert) continue;
        count++;
        if (quiet || flags.has('c') || flags.has('count') || flags.has('l')) continue;
        const number = flags.has('n') ? `${index + 1}:` : '';
        if (!flags.has('o')) say(call, `${prefix}${number}${line}`);
        else {
          for (let at = 0; at <= line.length; ) {
            const match = expressions.map((expression) => expression.find(line, at)).find(Boolean);
            if (!match) break;
            if (match.end > match.start) say(call, `${prefix}${number}${line.slice(match.start, match.end)}`);
            at = Math.max(match.end, match.start + 1);
          }
        }
      }
      if (count > 0) any = true;
      if (!quiet && flags.has('l') && count > 0) say(call, name);
      if (!quiet && (flags.has('c') || flags.has('count'))) say(call, `${prefix}${count}`);
    }
    return any ? 0 : failed ? 2 : 1;
  },
};
