/** `break [n]` and `continue [n]`. */
import { LeaveLoop } from '../control-flow.ts';
import type { Builtin } from '../shell.ts';

export const breakAndContinue: readonly Builtin[] = [
  {
    names: ['break'],
    run(_shell, args) {
      throw new LeaveLoop(Math.max(1, Number(args[0] ?? 1) || 1), false);
    },
  },
  {
    names: ['continue'],
    run(_shell, args) {
      throw new LeaveLoop(Math.max(1, Number(args[0] ?? 1) || 1), true);
    },
  },
];
