/** A component of Kubernetes stops working until `component-up`: everywhere, or, of the kubelet, on one node. */
import * as z from 'zod';
import { components } from '#cluster/control-plane.ts';
import { role } from '../checks/parameters.ts';
import type { Stage } from '../play/stage/stage.ts';
import { defineStep, type Outcome } from './step.ts';

export const componentParameters = z
  .strictObject({
    component: z.enum(['kubelet', ...components]),
    /** Of the kubelet: the node, or the role whose first pod is there. */
    node: z.string().min(1).optional(),
    role: role.optional(),
  })
  .refine(
    ({ component, node, role: whose }) => (component === 'kubelet') === (node !== undefined || whose !== undefined),
    {
      error: '`kubelet` needs `node` or `role`, the others take neither',
    },
  );

export type ComponentParameters = z.infer<typeof componentParameters>;

export const componentDown = defineStep<ComponentParameters>({
  name: 'component-down',
  parameters: componentParameters,
  run: (stage, parameters, as) => strikeComponent(stage, parameters, as, 'down'),
});

export function strikeComponent(
  stage: Stage,
  { component, node, role: whose }: ComponentParameters,
  as: string | undefined,
  what: 'down' | 'up',
): Outcome {
  const where = component === 'kubelet' ? (node ?? nodeOf(stage, whose ?? '')) : undefined;
  if (component === 'kubelet' && where === undefined) return 'unreached';
  const of = where === undefined ? { es: '', en: '' } : { es: ` en ${where}`, en: ` on ${where}` };
  stage.note(
    what === 'down'
      ? { es: `Deja de funcionar ${component}${of.es}`, en: `${component} stops working${of.en}` }
      : { es: `Vuelve a funcionar ${component}${of.es}`, en: `${component} works again${of.en}` },
  );
  if (as !== undefined) stage.mark(as);
  const struck =
    component === 'kubelet'
      ? stage.cluster.inject({ kind: `kubelet-${what}`, node: where ?? '' })
      : stage.cluster.inject({ kind: `component-${what}`, component });
  if (!struck.ok) return 'unreached';
  return as === undefined ? 'done' : 'marked';
}

function nodeOf(stage: Stage, role: string): string | undefined {
  return stage.living(role).find(({ pod }) => pod.spec.nodeName !== undefined)?.pod.spec.nodeName;
}
