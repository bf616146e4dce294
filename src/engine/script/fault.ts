/**
 * Faults that strike the role's programs (hang, crash, load…), each pod at its own instant. With `catching: liveness` there
 * is a run in which it strikes just after the pod's next liveness probe: the longest it can go unnoticed. Shared by the
 * steps of that kind.
 */
import * as z from 'zod';
import type { Text } from '#base/text.ts';
import { role } from '../checks/parameters.ts';
import type { Actor } from '../play/cast.ts';
import type { Stage } from '../play/stage/stage.ts';
import type { Outcome } from './step.ts';

export const faultParameters = z.strictObject({
  role,
  catching: z.enum(['liveness', 'readiness', 'startup']).optional(),
});

export type FaultParameters = z.infer<typeof faultParameters>;

/** Long enough for the next probe of any period that could pass; then it strikes anyway. */
const patienceSeconds = 600;

export function strikeEach(
  stage: Stage,
  { role: name, catching }: FaultParameters,
  as: string | undefined,
  fault: { readonly note: Text; readonly struck: readonly Actor[]; inject(actor: Actor): void },
): Outcome {
  if (fault.struck.length === 0) return 'unreached';
  const waiting = new Set(fault.struck);
  const strike = (actor: Actor) => {
    if (!waiting.delete(actor)) return;
    if (waiting.size === fault.struck.length - 1) stage.note(fault.note);
    stage.strike(as, actor);
    fault.inject(actor);
  };
  if (stage.variant.isCatching && catching !== undefined) {
    for (const actor of fault.struck) {
      if (stage.hasProbe(actor, name, catching)) stage.afterProbe(actor, name, catching, () => strike(actor));
    }
    const probed = fault.struck.filter((actor) => stage.hasProbe(actor, name, catching));
    stage.advance(patienceSeconds, () => probed.every((actor) => !waiting.has(actor)));
  }
  for (const actor of [...waiting]) strike(actor);
  return as ? 'marked' : 'done';
}
