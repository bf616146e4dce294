/** `step`: to the next thing that happens, which is told. */
import type { LabCall, LabCommand } from '../lab-command.ts';

const longestSeconds = 86_400;

export const step: LabCommand = {
  name: 'step',
  group: 'time',
  usage: '[COUNT]',
  summary: { es: 'salta a lo próximo que ocurre', en: 'jump to the next thing that happens' },
  examples: [
    ['step', { es: 'lo próximo', en: 'the next thing' }],
    ['step 5', { es: 'las cinco próximas', en: 'the next five' }],
  ],
  run(call: LabCall) {
    const count = Number(call.words[1] ?? 1);
    if (!Number.isInteger(count) || count < 1 || count > 100) call.misused(step);
    for (let done = 0; done < count; done++) {
      const told = call.room.news();
      const lines = told.length > 0 ? told : next(call.room);
      if (lines.length === 0) {
        call.say({ es: 'En un día entero no ocurre nada más.', en: 'Nothing more happens in a whole day.' });
        return;
      }
      for (const line of lines) call.print(`${line}\n`);
    }
  },
};

function next(room: Parameters<LabCommand['run']>[0]['room']): readonly string[] {
  let told: readonly string[] = [];
  room.pass(longestSeconds, () => {
    if (told.length === 0) told = room.news();
    return told.length > 0;
  });
  return told;
}
