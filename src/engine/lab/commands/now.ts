/** `now`: what time it is in the simulated cluster. */
import { clockTime } from '../../words.ts';
import type { LabCall, LabCommand } from '../lab-command.ts';

export const now: LabCommand = {
  name: 'now',
  group: 'time',
  usage: '',
  summary: { es: 'qué hora es en el clúster', en: 'what time it is in the cluster' },
  examples: [['now', { es: 'desde el comienzo, y en el reloj', en: 'since the beginning, and by the clock' }]],
  isLook: true,
  run(call: LabCall) {
    const { clock } = call.room.cluster;
    const since = clockTime(clock.elapsedSeconds * 1000);
    call.say({
      es: `${since} desde el comienzo; ${clock.timestamp()}`,
      en: `${since} since the beginning; ${clock.timestamp()}`,
    });
  },
};
