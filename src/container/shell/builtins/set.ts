/** `set -e -u -x -o pipefail`, `set -- a b`, `shift`. */
import type { Builtin } from '../shell.ts';

const letters: Readonly<Record<string, string>> = {
  e: 'errexit',
  u: 'nounset',
  x: 'xtrace',
  f: 'noglob',
  a: 'allexport',
  n: 'noexec',
  m: 'monitor',
  b: 'notify',
  C: 'noclobber',
  E: 'errtrace',
};

export const set: Builtin = {
  names: ['set'],
  run(shell, args, io) {
    if (args.length === 0) {
      for (const [name, value] of [...shell.variables.values].sort()) io.outputs.get(1)?.write(`${name}='${value}'\n`);
      return 0;
    }
    for (let index = 0; index < args.length; index++) {
      const word = args[index] as string;
      if (word === '--') {
        shell.positional = args.slice(index + 1);
        return 0;
      }
      const on = word.startsWith('-');
      if (!on && !word.startsWith('+')) {
        shell.positional = args.slice(index);
        return 0;
      }
      for (const letter of word.slice(1)) {
        const name = letter === 'o' ? args[++index] : letters[letter];
        if (
          name === undefined ||
          !(Object.values(letters).includes(name) || ['pipefail', 'posix', 'vi', 'emacs', 'errtrace'].includes(name))
        ) {
          shell.complain(
            letter === 'o' ? `set: illegal option -o ${name ?? ''}` : `set: illegal option -${letter}`,
            io,
          );
          return 2;
        }
        if (on) shell.settings.add(name);
        else shell.settings.delete(name);
      }
    }
    return 0;
  },
};

export const shift: Builtin = {
  names: ['shift'],
  run(shell, args) {
    const count = Number(args[0] ?? 1);
    if (count > shell.positional.length) return 1;
    shell.positional = shell.positional.slice(count);
    return 0;
  },
};
