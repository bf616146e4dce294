/** One pod of the role is lost: deleted at once, as when its node forgets it. */
import * as z from 'zod';
import { role } from '../checks/parameters.ts';
import { inEach } from '../words.ts';
import { defineStep } from './step.ts';

const parameters = z.strictObject({ role, which: z.enum(['first', 'last']).default('first') });

export const deletePod = defineStep<z.infer<typeof parameters>>({
  name: 'delete-pod',
  asks: true,
  parameters,
  run(stage, { role: name, which }, as) {
    // A ready one, where there is one: a pod that never ran has nothing to lose.
    const living = stage.living(name);
    const ready = living.filter(({ pod }) => stage.isReady(pod));
    const victim = (ready.length > 0 ? ready : living).at(which === 'last' ? -1 : 0);
    if (!victim) return 'unreached';
    const pod = victim.name.name;
    stage.note(inEach((language) => (language === 'es' ? `Se pierde el pod ${pod}` : `The pod ${pod} is lost`)));
    stage.strike(as, victim);
    stage.client.delete('Pod', victim.name.namespace, pod);
    return as ? 'marked' : 'done';
  },
});
