/** `read [-r] [-p prompt] names…`: one line, split by IFS over the names; 1 at the end of the input. */

import type { Input } from '../../streams.ts';
import type { Builtin } from '../shell.ts';

/** What was read from a stream beyond the line asked for, kept for the next `read`. */
const pushedBack = new WeakMap<Input, string>();

export const read: Builtin = {
  names: ['read'],
  *run(shell, args, io) {
    const raw = args.includes('-r');
    const names = args.filter(
      (word, index) => !word.startsWith('-') && !['-p', '-t', '-n', '-d'].includes(args[index - 1] ?? ''),
    );
    let buffer = pushedBack.get(io.input) ?? '';
    let ended = false;
    while (!buffer.includes('\n')) {
      const piece = yield* io.input.read();
      if (piece === undefined) {
        ended = true;
        break;
      }
      buffer += piece;
    }
    const end = buffer.indexOf('\n');
    let line = end < 0 ? buffer : buffer.slice(0, end);
    pushedBack.set(io.input, end < 0 ? '' : buffer.slice(end + 1));
    if (!raw) line = line.replace(/\\(.)/g, '$1');
    const separators = shell.get('IFS') ?? ' \t\n';
    const trimmed = separators.includes(' ') ? line.trim() : line;
    const targets = names.length === 0 ? ['REPLY'] : names;
    let rest = trimmed;
    for (const [index, name] of targets.entries()) {
      if (index === targets.length - 1) {
        shell.assign(name, rest);
        break;
      }
      const at = [...rest].findIndex((character) => separators.includes(character));
      shell.assign(name, at < 0 ? rest : rest.slice(0, at));
      rest = at < 0 ? '' : rest.slice(at + 1);
      while (separators.includes(' ') && /^\s/.test(rest)) rest = rest.slice(1);
    }
    return ended ? 1 : 0;
  },
};
