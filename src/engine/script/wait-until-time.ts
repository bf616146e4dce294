/** Lets time pass until the clock shows a time of a day of the week (UTC): the next one that comes. */
import * as z from 'zod';
import { clockTime, weekdays } from '../checks/parameters.ts';
import { defineStep } from './step.ts';

const parameters = z.strictObject({
  weekday: z.enum(weekdays).optional(),
  /** `02:00`. */
  time: clockTime,
});

const dayMs = 24 * 3600_000;

export const waitUntilTime = defineStep<z.infer<typeof parameters>>({
  name: 'wait-until-time',
  parameters,
  run(stage, asked) {
    stage.advance(secondsUntil(asked, stage.cluster.clock.nowMs));
    return stage.exceeded ? 'unreached' : 'done';
  },
  onHost(stage, asked) {
    stage.advance(secondsUntil(asked, stage.clock.nowMs));
    return 'done';
  },
});

function secondsUntil({ weekday, time }: z.infer<typeof parameters>, nowMs: number): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  let atMs = Math.floor(nowMs / dayMs) * dayMs + (hours * 60 + minutes) * 60_000;
  while (atMs <= nowMs || (weekday !== undefined && new Date(atMs).getUTCDay() !== weekdays.indexOf(weekday)))
    atMs += dayMs;
  return (atMs - nowMs) / 1000;
}
