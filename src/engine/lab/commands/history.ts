/** `history`: every line typed so far. */
import type { LabCall, LabCommand } from '../lab-command.ts';

export const history: LabCommand = {
  name: 'history',
  group: 'session',
  usage: '',
  summary: { es: 'lo que se ha tecleado', en: 'what has been typed' },
  examples: [['history', { es: 'con su número', en: 'with its number' }]],
  isLook: true,
  run(call: LabCall) {
    for (const [index, line] of call.room.history.entries()) call.print(`${String(index + 1).padStart(5)}  ${line}\n`);
  },
};
