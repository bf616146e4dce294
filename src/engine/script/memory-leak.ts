/** The program takes so many MiB more every second, again after each restart, until it meets its limit or fills its node. */
import * as z from 'zod';
import { faultParameters, strikeEach } from './fault.ts';
import { defineStep } from './step.ts';

const parameters = faultParameters.extend({ mebibytesPerSecond: z.number().positive().max(100_000).default(1) });

export const memoryLeak = defineStep<z.infer<typeof parameters>>({
  name: 'memory-leak',
  parameters,
  run(stage, { mebibytesPerSecond, ...who }, as) {
    const { title } = stage.role(who.role);
    return strikeEach(stage, who, as, {
      note: {
        es: `Pierde memoria, ${mebibytesPerSecond} MiB cada segundo: ${title.es}`,
        en: `It leaks memory, ${mebibytesPerSecond} MiB each second: ${title.en}`,
      },
      struck: stage.started(who.role),
      inject: (actor) =>
        stage.inject('memory-leak', actor, who.role, { bytesPerSecond: mebibytesPerSecond * 1024 ** 2 }),
    });
  },
});
