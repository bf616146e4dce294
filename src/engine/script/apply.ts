/** Somebody else applies manifests: a policy, a budget, another team's pod. Whether the API server took them is kept for checks. */
import * as z from 'zod';
import { bilingual } from '../checks/parameters.ts';
import { defineStep } from './step.ts';

const parameters = z.strictObject({
  manifests: z.string().min(1),
  /** What is told of it: "Otro equipo crea un pod sin límites". */
  note: bilingual,
});

export const apply = defineStep<z.infer<typeof parameters>>({
  name: 'apply',
  asks: true,
  parameters,
  run(stage, { manifests, note }, as) {
    stage.note(note);
    stage.applyOther(as, manifests);
    return 'done';
  },
});
