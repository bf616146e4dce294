/** Every pull takes so many seconds from now on; only nodes that ran an image have it. `registry-normal` ends it. */
import * as z from 'zod';
import { defineStep } from './step.ts';

const parameters = z.strictObject({ seconds: z.number().positive().max(86_400).default(120) });

export const registrySlow = defineStep<z.infer<typeof parameters>>({
  name: 'registry-slow',
  parameters,
  run(stage, { seconds }) {
    stage.note({
      es: `El registro de imágenes va lento: cada descarga tarda ${seconds} s`,
      en: `The image registry is slow: every pull takes ${seconds} s`,
    });
    stage.disturb({ kind: 'registry-slow', seconds });
    return 'done';
  },
});
