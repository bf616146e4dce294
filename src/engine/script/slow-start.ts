/** From now on each start of the program takes so many seconds: a cold cache, a long recovery. The one that runs goes on. */
import * as z from 'zod';
import { faultParameters, strikeEach } from './fault.ts';
import { defineStep } from './step.ts';

const parameters = faultParameters.extend({ seconds: z.number().min(0).max(86_400) });

export const slowStart = defineStep<z.infer<typeof parameters>>({
  name: 'slow-start',
  parameters,
  run(stage, { seconds, ...who }, as) {
    const { title } = stage.role(who.role);
    return strikeEach(stage, who, as, {
      note: {
        es: `Desde ahora tarda ${seconds} s en arrancar: ${title.es}`,
        en: `From now on it takes ${seconds} s to start: ${title.en}`,
      },
      struck: stage.living(who.role),
      inject: (actor) => stage.inject('slow-start', actor, who.role, { seconds }),
    });
  },
});
