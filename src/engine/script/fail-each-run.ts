/**
 * For a while nothing the role begins comes to a good end: whatever of it runs, and whatever starts again, crashes or hangs at
 * once. So a task's tries can be counted, and whether anybody stops what does not end.
 */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { defineStep } from './step.ts';

const parameters = z.strictObject({
  role,
  how: z.enum(['crash', 'hang']),
  /** How long the trouble lasts. */
  seconds: z.number().positive(),
});

export const failEachRun = defineStep<z.infer<typeof parameters>>({
  name: 'fail-each-run',
  parameters,
  run(stage, { role: name, how, seconds }, as) {
    const { title } = stage.role(name);
    stage.note(
      how === 'crash'
        ? { es: `Desde ahora cada intento falla: ${title.es}`, en: `From now on each try fails: ${title.en}` }
        : { es: `Desde ahora cada intento se cuelga: ${title.es}`, en: `From now on each try hangs: ${title.en}` },
    );
    const untilMs = stage.elapsedMs + seconds * 1000;
    const victims = () =>
      stage.started(name).filter((actor) => !['crashed', 'hung'].includes(stage.stateOf(actor, name) ?? ''));
    let isStruck = false;
    for (;;) {
      for (const actor of victims()) {
        isStruck = true;
        stage.strike(as, actor);
        stage.inject(how === 'crash' ? 'process-crash' : 'hang', actor, name);
      }
      if (!stage.advance((untilMs - stage.elapsedMs) / 1000, () => victims().length > 0)) break;
    }
    return !isStruck ? 'unreached' : as ? 'marked' : 'done';
  },
});
