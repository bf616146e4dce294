/** The machine with docker is lost with all that ran and was kept on it; a new one with the same files takes its place, empty. */
import * as z from 'zod';
import { defineStep } from './step.ts';

export const hostLost = defineStep({
  name: 'host-lost',
  parameters: z.strictObject({}),
  onHost(stage) {
    stage.note({ es: 'Se pierde la máquina; hay otra, vacía', en: 'The machine is lost; there is another one, empty' });
    stage.replaceHost();
    return 'done';
  },
});
