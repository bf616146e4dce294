/** The registry is as fast as before `registry-slow`. */
import * as z from 'zod';
import { defineStep } from './step.ts';

export const registryNormal = defineStep<Record<string, never>>({
  name: 'registry-normal',
  parameters: z.strictObject({}),
  run(stage) {
    stage.note({
      es: 'El registro de imágenes vuelve a ir como siempre',
      en: 'The image registry is as fast as before again',
    });
    stage.disturb({ kind: 'registry-normal' });
    return 'done';
  },
});
