/** The image that `image-missing` took away can be pulled again. */
import * as z from 'zod';
import { defineStep } from './step.ts';

const parameters = z.strictObject({ image: z.string().min(1) });

export const imageBack = defineStep<z.infer<typeof parameters>>({
  name: 'image-back',
  parameters,
  run(stage, { image }) {
    stage.note({
      es: `La imagen \`${image}\` vuelve a estar en el registro`,
      en: `The image \`${image}\` is in the registry again`,
    });
    stage.disturb({ kind: 'image-back', image });
    return 'done';
  },
});
