/** `cd [directory]`: keeps PWD and OLDPWD; `cd -` goes back. */
import { FileError } from '../../files/file-error.ts';
import type { Builtin } from '../shell.ts';

export const cd: Builtin = {
  names: ['cd', 'chdir'],
  run(shell, args, io) {
    const wanted = args[0] === '-' ? (shell.get('OLDPWD') ?? '/') : (args[0] ?? shell.homeDirectory);
    const { files } = shell.world;
    try {
      const path = files.resolve(shell.path(wanted));
      const node = files.stat(path);
      if (node.type !== 'directory') throw new FileError('ENOTDIR', wanted);
      shell.assign('OLDPWD', shell.process.workingDirectory);
      shell.process.workingDirectory = path;
      return 0;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      shell.complain(
        shell.flavour === 'dash'
          ? `cd: can't cd to ${wanted}`
          : shell.flavour === 'bash'
            ? `cd: ${wanted}: ${error.message}`
            : `cd: can't cd to ${wanted}: ${error.message}`,
        io,
      );
      return shell.flavour === 'bash' ? 1 : 2;
    }
  },
};
