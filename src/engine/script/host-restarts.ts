/**
 * The machine with docker is switched off and on again: every container ends, and those with `--restart always` come back, as
 * do those with `unless-stopped` that ran. Volumes and the containers' own layers are still there.
 */
import * as z from 'zod';
import { defineStep } from './step.ts';

export const hostRestarts = defineStep({
  name: 'host-restarts',
  parameters: z.strictObject({}),
  onHost(stage) {
    stage.note({ es: 'La máquina se reinicia', en: 'The machine restarts' });
    const ran = new Set(stage.host.containers.filter(({ isUp }) => isUp));
    for (const container of ran) container.kill();
    stage.advance(20);
    for (const container of [...stage.host.containers]) {
      const { name } = container.plan.restart;
      if (name === 'always' || (name === 'unless-stopped' && ran.has(container))) stage.host.start(container);
    }
    return 'done';
  },
});
