/** What befalls the node of a role's pod; every pod of the role that is there is struck. Shared by the steps of that kind. */
import * as z from 'zod';
import type { Text } from '#base/text.ts';
import { role } from '../checks/parameters.ts';
import type { Stage } from '../play/stage/stage.ts';
import type { Outcome } from './step.ts';

export const nodeParameters = z.strictObject({ role, which: z.enum(['first', 'last']).default('first') });

export type NodeParameters = z.infer<typeof nodeParameters>;

export function strikeNodeOf(
  stage: Stage,
  { role: name, which }: NodeParameters,
  as: string | undefined,
  kind: 'drain' | 'cordon' | 'node-down',
  told: (node: string) => Text,
): Outcome {
  const placed = stage.living(name).filter(({ pod }) => pod.spec.nodeName !== undefined);
  const victim = placed.at(which === 'last' ? -1 : 0);
  if (!victim) return 'unreached';
  const node = victim.pod.spec.nodeName ?? '';
  stage.note(told(node));
  for (const actor of placed) if (actor.pod.spec.nodeName === node) stage.strike(as, actor);
  stage.strikeNode(victim, kind);
  return as ? 'marked' : 'done';
}
