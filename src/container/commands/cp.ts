/** `cp [-ra] sources target` and `mv sources target`. */
import { type Call, type Command, complain, options, pathOf } from '../call.ts';
import { FileError } from '../files/file-error.ts';
import { join, nameOf, normalise } from '../files/paths.ts';

export const cp: Command = {
  names: ['cp'],
  run(call) {
    const { rest, flags } = options(call.args, 'rRafpvLdnu');
    const recursive = flags.has('r') || flags.has('R') || flags.has('a');
    return eachInto(call, rest, (from, to) => {
      if (call.process.world.files.stat(from).type === 'directory' && !recursive) throw new FileError('EISDIR', from);
      call.process.world.files.copy(from, to, call.process.user);
    });
  },
};

export const mv: Command = {
  names: ['mv'],
  run(call) {
    return eachInto(call, options(call.args, 'fivn').rest, (from, to) =>
      call.process.world.files.rename(from, to, call.process.user),
    );
  },
};

function eachInto(call: Call, words: readonly string[], act: (from: string, to: string) => void): number {
  const target = words.at(-1);
  if (target === undefined || words.length < 2) return complain(call, 'missing file operand');
  const intoDirectory = call.process.world.files.find(pathOf(call, target))?.type === 'directory';
  let status = 0;
  for (const source of words.slice(0, -1)) {
    try {
      const from = pathOf(call, source);
      const contentsOnly = /(^|\/)\.$/.test(source);
      act(
        from,
        intoDirectory && !contentsOnly ? join(pathOf(call, target), nameOf(normalise(from))) : pathOf(call, target),
      );
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      status = complain(
        call,
        error.code === 'ENOENT'
          ? `can't stat '${source}': ${error.message}`
          : `can't create '${target}': ${error.message}`,
      );
    }
  }
  return status;
}
