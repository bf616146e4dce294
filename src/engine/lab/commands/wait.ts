/** `wait 10m`: time passes, and what happened meanwhile is told. */
import { clockTime } from '../../words.ts';
import { secondsOf } from '../durations.ts';
import type { LabCall, LabCommand } from '../lab-command.ts';

const longestSeconds = 30 * 86_400;

export const wait: LabCommand = {
  name: 'wait',
  group: 'time',
  usage: 'TIME',
  summary: { es: 'deja pasar el tiempo y cuenta qué ocurrió', en: 'let time pass and tell what happened' },
  examples: [
    ['wait 10m', { es: 'diez minutos', en: 'ten minutes' }],
    ['wait 90s', { es: 'noventa segundos', en: 'ninety seconds' }],
  ],
  // The shell has a `wait` for its jobs.
  takes: ([, word = '']) => secondsOf(word) !== undefined,
  *run(call: LabCall) {
    const seconds = secondsOf(call.words[1] ?? '');
    if (seconds === undefined) call.misused(wait);
    if (seconds > longestSeconds) call.refuse('como mucho 30 días de una vez', 'at most 30 days at a time');
    yield* call.room.pass(seconds);
    call.tellNews();
    const now = clockTime(call.room.cluster.clock.elapsedSeconds * 1000);
    call.say({ es: `Son las ${now} desde el comienzo.`, en: `It is ${now} since the beginning.` });
  },
};
