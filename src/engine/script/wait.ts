/** Lets time pass. */
import * as z from 'zod';
import { defineStep } from './step.ts';

const parameters = z.strictObject({ seconds: z.number().positive() });

export const wait = defineStep<z.infer<typeof parameters>>({
  name: 'wait',
  parameters,
  run(stage, { seconds }) {
    stage.advance(seconds);
    return 'done';
  },
  onHost(stage, { seconds }) {
    stage.advance(seconds);
    return 'done';
  },
});
