/** `touch files`: makes them, or gives them the time of now. */
import { type Command, complain, options, pathOf } from '../call.ts';
import { FileError } from '../files/file-error.ts';

export const touch: Command = {
  names: ['touch'],
  run(call) {
    const { rest, flags } = options(call.args, 'acmh', 'drt');
    const { files } = call.process.world;
    let status = 0;
    for (const file of rest) {
      const path = pathOf(call, file);
      try {
        const node = files.find(path);
        if (!node && flags.has('c')) continue;
        if (node?.type === 'directory') continue;
        files.write(path, '', { append: true, user: call.process.user });
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        status = complain(call, `${file}: ${error.message}`);
      }
    }
    return status;
  },
};
