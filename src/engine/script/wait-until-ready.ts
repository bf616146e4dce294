/** Waits until all pods of a role are ready, at least `replicas` of them, or gives up after `seconds`. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { defineStep } from './step.ts';

const parameters = z.strictObject({ role, replicas: z.int().positive().default(1), seconds: z.number().positive() });

export const waitUntilReady = defineStep<z.infer<typeof parameters>>({
  name: 'wait-until-ready',
  parameters,
  run(stage, { role: name, replicas, seconds }) {
    const isReady = () => {
      const actors = stage.living(name);
      return actors.length >= replicas && actors.every(({ pod }) => stage.isReady(pod));
    };
    return stage.advance(seconds, isReady) ? 'done' : 'unreached';
  },
});
