/** `exit [n]` ends the shell, `return [n]` the function or the sourced file; without a number, with the last status. */
import { ExitShell, ReturnFromFunction } from '../control-flow.ts';
import type { Builtin, Shell } from '../shell.ts';

function code(shell: Shell, args: readonly string[]): number {
  if (args[0] === undefined) return shell.lastStatus;
  return /^-?\d+$/.test(args[0]) ? Number(args[0]) & 255 : 2;
}

export const exit: Builtin = {
  names: ['exit'],
  run(shell, args) {
    throw new ExitShell(code(shell, args));
  },
};

export const returnBuiltin: Builtin = {
  names: ['return'],
  run(shell, args) {
    throw new ReturnFromFunction(code(shell, args));
  },
};
