/** `trap 'commands' SIGNAL…`, `trap - SIGNAL…`, `trap` alone lists. */
import type { Builtin } from '../shell.ts';

export const trap: Builtin = {
  names: ['trap'],
  run(shell, args, io) {
    const words = args[0] === '--' ? args.slice(1) : args;
    if (words.length === 0) {
      for (const [condition, commands] of shell.traps.commands)
        io.outputs.get(1)?.write(`trap -- '${commands}' ${condition}\n`);
      return 0;
    }
    const [first = '', ...rest] = words;
    const reset = first === '-' || (rest.length === 0 && /^(\d+|[A-Z]+)$/.test(first));
    const conditions = reset && first !== '-' ? words : rest;
    let status = 0;
    for (const condition of conditions) {
      if (shell.traps.set(condition, reset ? undefined : first)) continue;
      shell.complain(`trap: ${condition}: invalid signal specification`, io);
      status = 1;
    }
    return status;
  },
};
