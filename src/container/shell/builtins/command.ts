/** `command name` passes over functions; `command -v name` and `type name` say what a name is. */
import type { Builtin, Shell } from '../shell.ts';
import { expandNothing } from './eval.ts';

function kindOf(
  shell: Shell,
  name: string,
): { readonly kind: 'function' | 'builtin' | 'file'; readonly path: string } | undefined {
  if (shell.functions.has(name)) return { kind: 'function', path: name };
  if (shell.parts.builtins.has(name) || shell.parts.utilities.has(name)) return { kind: 'builtin', path: name };
  const found = shell.world.find(name, {
    environment: shell.environment(),
    workingDirectory: shell.workingDirectory,
    user: shell.process.user,
  });
  return found.kind === 'program' || found.kind === 'script' ? { kind: 'file', path: found.path } : undefined;
}

export const command: Builtin = {
  names: ['command'],
  *run(shell, args, io) {
    const output = io.outputs.get(1);
    if (args[0] === '-v' || args[0] === '-V') {
      const found = kindOf(shell, args[1] ?? '');
      if (!found) return 127;
      output?.write(`${found.path}\n`);
      return 0;
    }
    const rest = args[0] === '-p' || args[0] === '--' ? args.slice(1) : args;
    return yield* expandNothing(shell, rest, io);
  },
};

export const type: Builtin = {
  names: ['type', 'hash'],
  run(shell, args, io) {
    let status = 0;
    for (const name of args) {
      const found = kindOf(shell, name);
      if (!found) {
        io.outputs.get(shell.flavour === 'bash' ? 2 : 1)?.write(`${name}: not found\n`);
        status = shell.flavour === 'bash' ? 1 : 127;
      } else
        io.outputs
          .get(1)
          ?.write(
            `${name} is ${found.kind === 'file' ? found.path : found.kind === 'builtin' ? 'a shell builtin' : 'a function'}\n`,
          );
    }
    return status;
  },
};
