/** `getopts 'ab:' name`: walks the positional parameters' options, keeping its place in OPTIND. */
import type { Builtin } from '../shell.ts';

export const getopts: Builtin = {
  names: ['getopts'],
  run(shell, args, io) {
    const [letters = '', name = 'opt', ...given] = args;
    const words = given.length > 0 ? given : shell.positional;
    const index = Number(shell.get('OPTIND') ?? '1') || 1;
    const offset = Number(shell.variables.get('.optoffset') ?? '1');
    const word = words[index - 1];
    const end = (status: number) => {
      shell.assign(name, '?');
      return status;
    };
    if (word === undefined || !word.startsWith('-') || word === '-') return end(1);
    if (word === '--') {
      shell.assign('OPTIND', String(index + 1));
      return end(1);
    }
    const letter = word[offset] ?? '';
    const at = letters.indexOf(letter);
    const next = () => {
      const more = offset + 1 < word.length;
      shell.variables.put('.optoffset', more ? String(offset + 1) : '1');
      shell.assign('OPTIND', String(more ? index : index + 1));
    };
    if (at < 0 || letter === ':') {
      next();
      shell.complain(`Illegal option -${letter}`, io);
      shell.assign(name, '?');
      return 0;
    }
    if (letters[at + 1] === ':') {
      const rest = word.slice(offset + 1);
      shell.assign('OPTARG', rest === '' ? (words[index] ?? '') : rest);
      shell.assign('OPTIND', String(rest === '' ? index + 2 : index + 1));
      shell.variables.put('.optoffset', '1');
    } else next();
    shell.assign(name, letter);
    return 0;
  },
};
