/** What is broken is applied and runs: a `fix` question with `running: true` is answered on top of it. */
import * as z from 'zod';
import { defineStep } from './step.ts';

export const starter = defineStep({
  name: 'starter',
  asks: true,
  parameters: z.strictObject({}),
  run(stage, _parameters, as) {
    stage.note({ es: 'Se aplica lo que está averiado', en: 'What is broken is applied' });
    stage.applyOther(as, stage.starter);
    return 'done';
  },
});
