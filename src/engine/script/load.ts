/** Every answer of the program takes so many milliseconds more: a slow disk, too many requests. `milliseconds: 0` ends it. */
import * as z from 'zod';
import { faultParameters, strikeEach } from './fault.ts';
import { defineStep } from './step.ts';

const parameters = faultParameters.extend({ milliseconds: z.int().min(0).max(600_000).default(2000) });

export const load = defineStep<z.infer<typeof parameters>>({
  name: 'load',
  parameters,
  run(stage, { milliseconds, ...who }, as) {
    const { title } = stage.role(who.role);
    return strikeEach(stage, who, as, {
      note:
        milliseconds === 0
          ? { es: `Vuelve a contestar como antes: ${title.es}`, en: `It answers as before again: ${title.en}` }
          : {
              es: `Cada respuesta tarda ${milliseconds} ms más: ${title.es}`,
              en: `Each answer takes ${milliseconds} ms more: ${title.en}`,
            },
      struck: stage.started(who.role),
      inject: (actor) => stage.inject('load', actor, who.role, { milliseconds }),
    });
  },
});
