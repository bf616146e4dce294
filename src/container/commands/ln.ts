/** `ln -s target name` and `readlink`, `realpath`. Hard links become copies. */
import { type Command, complain, options, pathOf, say } from '../call.ts';
import { FileError } from '../files/file-error.ts';
import { join, nameOf } from '../files/paths.ts';

export const ln: Command = {
  names: ['ln'],
  run(call) {
    const { rest, flags } = options(call.args, 'sfnvT');
    const { files } = call.process.world;
    const [target, given = '.'] = rest;
    if (target === undefined) return complain(call, 'missing file operand');
    let name = pathOf(call, given);
    if (files.find(name)?.type === 'directory' && !flags.has('n')) name = join(name, nameOf(target));
    try {
      if (flags.has('f') && files.lstat(name)) files.remove(name, { user: call.process.user });
      if (flags.has('s')) files.symlink(target, name, call.process.user);
      else files.copy(pathOf(call, target), name, call.process.user);
      return 0;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      return complain(call, `${given}: ${error.message}`);
    }
  },
};

export const readlink: Command = {
  names: ['readlink', 'realpath'],
  run(call) {
    const { rest, flags } = options(call.args, 'femns');
    const { files } = call.process.world;
    for (const word of rest) {
      const path = pathOf(call, word);
      const node = files.lstat(path);
      if (call.name.endsWith('readlink') && !flags.has('f')) {
        if (node?.type !== 'symlink') return 1;
        say(call, node.target);
      } else say(call, files.resolve(path));
    }
    return 0;
  },
};
