/** Waits until the program of every pod of a role says it is in a state (`up`), or gives up after `seconds`. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { defineStep } from './step.ts';

const parameters = z.strictObject({ role, state: z.string(), seconds: z.number().positive() });

export const waitUntilState = defineStep<z.infer<typeof parameters>>({
  name: 'wait-until-state',
  parameters,
  run(stage, { role: name, state, seconds }) {
    const isThere = () => {
      const actors = stage.living(name);
      return actors.length > 0 && actors.every((actor) => stage.stateOf(actor, name) === state);
    };
    return stage.advance(seconds, isThere) ? 'done' : 'unreached';
  },
});
