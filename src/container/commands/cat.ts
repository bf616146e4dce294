/** `cat [files]`; `-` and no files read the input. `tac` prints the lines of files from the last to the first. */
import { type Command, complain, pathOf } from '../call.ts';
import { FileError } from '../files/file-error.ts';
import { linesOf } from './text.ts';

export const cat: Command = {
  names: ['cat', 'tac'],
  *run(call) {
    const files = call.args.filter((word) => word === '-' || !word.startsWith('-'));
    let status = 0;
    for (const file of files.length === 0 ? ['-'] : files) {
      if (file === '-') {
        for (;;) {
          const piece = yield* call.input.read();
          if (piece === undefined) break;
          call.output.write(piece);
        }
        continue;
      }
      try {
        const { files: system } = call.process.world;
        const path = pathOf(call, file);
        const text = system.read(path, call.process.user);
        call.output.write(
          call.name === 'tac'
            ? linesOf(text)
                .reverse()
                .map((line) => `${line}\n`)
                .join('')
            : text,
        );
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        status = complain(
          call,
          error.code === 'EISDIR' ? `read error: Is a directory` : `can't open '${file}': ${error.message}`,
        );
      }
    }
    return status;
  },
};
