/**
 * Takes the answer away again (`kubectl delete -f`), so that the next `answer` begins afresh: one script can play a good day
 * and a bad one. Waits until what ran is gone.
 */
import * as z from 'zod';
import { defineStep } from './step.ts';

/** Longer than the grace of most pods; what is still there afterwards is left. */
const patienceSeconds = 120;

export const clearAnswer = defineStep({
  name: 'clear-answer',
  parameters: z.strictObject({}),
  run(stage) {
    stage.note({
      es: 'Se retira la respuesta para empezar de nuevo',
      en: 'The answer is taken away, to begin afresh',
    });
    stage.clearAnswer();
    stage.advance(patienceSeconds);
    return 'done';
  },
});
