/** Waits until all pods of a role have ended (`Succeeded` or `Failed`, or gone), at least one, or gives up after `seconds`. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { defineStep } from './step.ts';

const parameters = z.strictObject({ role, seconds: z.number().positive() });

export const waitUntilEnded = defineStep<z.infer<typeof parameters>>({
  name: 'wait-until-ended',
  parameters,
  run(stage, { role: name, seconds }) {
    const isOver = () => {
      const everybody = stage.everybody(name);
      return (
        everybody.length > 0 &&
        everybody.every(
          ({ deletedMs, pod }) => deletedMs !== undefined || ['Succeeded', 'Failed'].includes(pod.status?.phase ?? ''),
        )
      );
    };
    return stage.advance(seconds, isOver) ? 'done' : 'unreached';
  },
});
