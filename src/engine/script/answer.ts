/** Applies the answer: the learner's manifests, or those of the option that is being run. */
import * as z from 'zod';
import { defineStep } from './step.ts';

export const answer = defineStep({
  name: 'answer',
  asks: true,
  parameters: z.strictObject({}),
  run(stage) {
    stage.note({ es: 'Se aplica la respuesta', en: 'The answer is applied' });
    stage.applyAnswer();
    return 'done';
  },
  onHost(stage) {
    stage.note({ es: 'Se aplica la respuesta', en: 'The answer is applied' });
    stage.applyAnswer();
    return 'done';
  },
});
