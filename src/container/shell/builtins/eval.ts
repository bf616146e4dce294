/** `eval words…` parses its words again; `. file` runs a file in this shell. */
import type { Routine } from '#simulation/coroutine.ts';
import { FileError } from '../../files/file-error.ts';
import { ExitShell, ReturnFromFunction } from '../control-flow.ts';
import type { Builtin, Io, Shell } from '../shell.ts';

/** Runs words that were expanded already: each is quoted, so that it stays what it is. */
export function* expandNothing(shell: Shell, words: readonly string[], io: Io): Routine<number> {
  if (words.length === 0) return 0;
  return yield* withIo(shell, io, words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' '));
}

function* withIo(shell: Shell, io: Io, text: string): Routine<number> {
  const before = shell.io;
  shell.io = io;
  try {
    return yield* shell.evaluate(text);
  } finally {
    shell.io = before;
  }
}

export const evaluate: Builtin = {
  names: ['eval'],
  run: (shell, args, io) => withIo(shell, io, args.join(' ')),
};

export const source: Builtin = {
  names: ['.', 'source'],
  *run(shell, args, io) {
    const [file = ''] = args;
    let text: string;
    try {
      text = shell.world.files.read(shell.path(file), shell.process.user);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      shell.complain(
        shell.flavour === 'bash' ? `${file}: ${error.message}` : `.: can't open '${file}': ${error.message}`,
        io,
      );
      if (shell.flavour === 'bash') return 1;
      throw new ExitShell(2);
    }
    try {
      return yield* withIo(shell, io, text);
    } catch (error) {
      if (error instanceof ReturnFromFunction) return error.exitCode;
      throw error;
    }
  },
};
