/** An image can no longer be pulled: nodes that ran it keep it, the others wait in `ImagePullBackOff`. */
import * as z from 'zod';
import { defineStep } from './step.ts';

const parameters = z.strictObject({ image: z.string().min(1) });

export const imageMissing = defineStep<z.infer<typeof parameters>>({
  name: 'image-missing',
  parameters,
  run(stage, { image }) {
    stage.note({
      es: `La imagen \`${image}\` desaparece del registro`,
      en: `The image \`${image}\` disappears from the registry`,
    });
    stage.disturb({ kind: 'image-missing', image });
    return 'done';
  },
});
