/** Deletes something: an object that the task names, or whatever looks after the role's pods (`workload: true`). */
import * as z from 'zod';
import { findKind } from '#api/scheme.ts';
import { role } from '../checks/parameters.ts';
import { defineStep } from './step.ts';

const parameters = z
  .strictObject({
    kind: z.string().min(1).optional(),
    name: z.string().min(1).optional(),
    namespace: z.string().min(1).optional(),
    /** Instead of kind and name: the role's workload. */
    role: role.optional(),
    /** With `role`: its pods are left alone, as with `--cascade=orphan`. */
    orphan: z.boolean().default(false),
  })
  .refine(({ kind, name, role: whose }) => (whose === undefined) === (kind !== undefined && name !== undefined), {
    error: 'say `kind` and `name`, or `role`',
  });

export const deleteObject = defineStep<z.infer<typeof parameters>>({
  name: 'delete',
  asks: true,
  parameters,
  run(stage, { kind = '', name = '', namespace, role: whose, orphan }) {
    const targets =
      whose === undefined ? [{ kind, name, namespace: namespace ?? stage.namespace }] : stage.workloadsOf(whose);
    for (const target of targets) {
      const known = findKind(target.kind);
      if (!known) continue;
      stage.note({
        es: `Se borra ${target.kind} ${target.name}: \`kubectl delete ${target.kind.toLowerCase()} ${target.name}\``,
        en: `${target.kind} ${target.name} is deleted: \`kubectl delete ${target.kind.toLowerCase()} ${target.name}\``,
      });
      stage.client.delete(
        known.kind as 'Pod',
        known.namespaced ? target.namespace : undefined,
        target.name,
        { propagationPolicy: orphan ? 'Orphan' : 'Background' }, // kubectl always says which
      );
    }
    return targets.length > 0 ? 'done' : 'unreached';
  },
});
