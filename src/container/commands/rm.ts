/** `rm [-rf] files` and `rmdir directories`. */
import { type Command, complain, options, pathOf } from '../call.ts';
import { FileError } from '../files/file-error.ts';

export const rm: Command = {
  names: ['rm', 'unlink'],
  run(call) {
    const { rest, flags } = options(call.args, 'rRfiv');
    const { files } = call.process.world;
    const recursive = flags.has('r') || flags.has('R');
    let status = 0;
    for (const file of rest) {
      try {
        const path = pathOf(call, file);
        if (files.lstat(path)?.type === 'directory' && !recursive) {
          status = complain(call, `'${file}' is a directory`);
          continue;
        }
        files.remove(path, { recursive, user: call.process.user });
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        if (error.code !== 'ENOENT' || !flags.has('f'))
          status = complain(call, `can't remove '${file}': ${error.message}`);
      }
    }
    return status;
  },
};

export const rmdir: Command = {
  names: ['rmdir'],
  run(call) {
    let status = 0;
    for (const file of options(call.args, 'p').rest) {
      try {
        call.process.world.files.remove(pathOf(call, file), { user: call.process.user });
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        status = complain(call, `'${file}': ${error.message}`);
      }
    }
    return status;
  },
};
