/** `reset`: the cluster, the docker machine and the files as they were at the beginning. */
import type { LabCommand } from '../lab-command.ts';

export const reset: LabCommand = {
  name: 'reset',
  group: 'session',
  usage: '',
  summary: { es: 'empieza de nuevo', en: 'start over' },
  examples: [['reset', { es: 'un clúster recién hecho', en: 'a fresh cluster' }]],
  isLook: true,
  *run(call) {
    call.say(yield* call.room.restart());
  },
};
