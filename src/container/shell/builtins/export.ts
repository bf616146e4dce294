/** `export`, `readonly`, `local`, `unset`: what becomes of variables beyond a plain assignment. */
import type { Builtin, Shell } from '../shell.ts';

function assignment(shell: Shell, word: string): string {
  const at = word.indexOf('=');
  if (at < 0) return word;
  shell.assign(word.slice(0, at), word.slice(at + 1));
  return word.slice(0, at);
}

export const exportBuiltin: Builtin = {
  names: ['export'],
  run(shell, args, io) {
    const words = args.filter((word) => word !== '-p' && word !== '--');
    if (words.length === 0)
      for (const [name, value] of shell.environment()) io.outputs.get(1)?.write(`export ${name}='${value}'\n`);
    if (words[0] === '-n') {
      for (const name of words.slice(1)) shell.variables.exported.delete(name);
      return 0;
    }
    for (const word of words) shell.variables.exported.add(assignment(shell, word));
    return 0;
  },
};

export const readOnly: Builtin = {
  names: ['readonly'],
  run(shell, args) {
    for (const word of args) shell.variables.readOnly.add(assignment(shell, word));
    return 0;
  },
};

export const local: Builtin = {
  names: ['local', 'declare', 'typeset'],
  run(shell, args) {
    for (const word of args) {
      if (word.startsWith('-')) continue;
      const name = word.split('=')[0] as string;
      const isLocal = shell.variables.makeLocal(name);
      if (word.includes('=')) assignment(shell, word);
      else if (isLocal) shell.variables.put(name, '');
    }
    return 0;
  },
};

export const unset: Builtin = {
  names: ['unset'],
  run(shell, args) {
    for (const word of args) {
      if (word.startsWith('-')) continue;
      if (args[0] === '-f') shell.functions.delete(word);
      else {
        shell.variables.put(word, undefined);
        shell.variables.exported.delete(word);
      }
    }
    return 0;
  },
};
