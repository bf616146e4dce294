/** `mkdir [-p] [-m mode] directories`, and `mktemp [-d]`. */
import { type Command, complain, options, pathOf, say } from '../call.ts';
import { FileError } from '../files/file-error.ts';

export const mkdir: Command = {
  names: ['mkdir'],
  run(call) {
    const { rest, flags, values } = options(call.args, 'pv', 'm');
    const mode = values.get('m');
    let status = 0;
    for (const directory of rest) {
      try {
        call.process.world.files.makeDirectory(pathOf(call, directory), {
          parents: flags.has('p'),
          user: call.process.user,
          ...(mode !== undefined && /^[0-7]+$/.test(mode) ? { mode: Number.parseInt(mode, 8) } : {}),
        });
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        status = complain(call, `can't create directory '${directory}': ${error.message}`);
      }
    }
    return status;
  },
};

export const mktemp: Command = {
  names: ['mktemp'],
  run(call) {
    const { rest, flags } = options(call.args, 'dqut', 'p');
    const template = rest[0] ?? '/tmp/tmp.XXXXXX';
    const path = pathOf(
      call,
      template.replace(/X{3,}/, (letters) => call.process.world.random.nameSuffix(letters.length)),
    );
    const { files } = call.process.world;
    if (flags.has('d')) files.makeDirectory(path, { user: call.process.user, mode: 0o700 });
    else files.write(path, '', { user: call.process.user, mode: 0o600 });
    say(call, path);
    return 0;
  },
};
