/** Somebody types lines of docker (`docker stop web`, `docker compose up -d`); what the last one printed is kept for checks. */
import * as z from 'zod';
import { defineStep } from './step.ts';

const parameters = z.strictObject({
  lines: z.string().min(1),
  /** How long a line may take; a minute at least. */
  seconds: z.number().positive().default(60),
});

export const docker = defineStep<z.infer<typeof parameters>>({
  name: 'docker',
  parameters,
  onHost(stage, { lines, seconds }, as) {
    stage.type(lines, as, seconds);
    return 'done';
  },
});
