/** `kill [-SIGNAL] pid…`: as a builtin it also knows jobs (`%1`). */

import { callCommand } from '../../call.ts';
import { kill as killCommand } from '../../commands/kill.ts';
import type { Builtin } from '../shell.ts';

export const kill: Builtin = {
  names: ['kill'],
  run(shell, args, io) {
    const words = args.map((word) =>
      /^%\d+$/.test(word) ? String(shell.jobs[Number(word.slice(1)) - 1]?.pid ?? word) : word,
    );
    return callCommand(killCommand, shell.call('kill', words, io));
  },
};
