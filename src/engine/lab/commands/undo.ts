/** `undo`: as if the last line had never been typed. The others are played again, which gives the same cluster. */
import type { LabCall, LabCommand } from '../lab-command.ts';

export const undo: LabCommand = {
  name: 'undo',
  group: 'session',
  usage: '[COUNT]',
  summary: { es: 'deshace la última línea', en: 'undo the last line' },
  examples: [
    ['undo', { es: 'también el tiempo que pasó en ella', en: 'also the time that passed in it' }],
    ['undo 3', { es: 'las tres últimas', en: 'the last three' }],
  ],
  isLook: true,
  *run(call: LabCall) {
    const count = Number(call.words[1] ?? 1);
    if (!Number.isInteger(count) || count < 1) call.misused(undo);
    call.say(yield* call.room.undo(count));
  },
};
