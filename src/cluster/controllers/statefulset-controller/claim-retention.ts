/**
 * persistentVolumeClaimRetentionPolicy, done by owner references alone: a claim owned by the set goes with the set, one
 * owned by a condemned pod goes with the pod; the garbage collector does the deleting.
 */
import type { StatefulSet } from '#api/apps/statefulset.ts';
import type { Pod } from '#api/core/pod.ts';
import type { OwnerReference } from '#api/meta/object.ts';
import type { ControllerContext } from '../controller.ts';
import { controllerReference } from '../owner.ts';
import { canonicalJson } from '../template-hash.ts';
import { claimName, claimTemplates, ordinalOf, retentionOf } from './identity.ts';
import type { splitPods } from './plan.ts';

/** Owners that the claim of a pod shall have, of those that are this controller's business. */
function wantedOwners(set: StatefulSet, pod: Pod, condemned: boolean): readonly OwnerReference[] {
  const { whenDeleted, whenScaled } = retentionOf(set);
  if (condemned && whenScaled === 'Delete') {
    const { name, uid } = pod.metadata;
    return [{ apiVersion: 'v1', kind: 'Pod', name, uid }];
  }
  return whenDeleted === 'Delete' ? [controllerReference(set)] : [];
}

export function updateClaimOwners(
  { client }: ControllerContext,
  set: StatefulSet,
  { replicas, condemned }: ReturnType<typeof splitPods>,
): void {
  const templates = claimTemplates(set);
  if (templates.length === 0 || set.metadata.deletionTimestamp !== undefined) return;
  const { whenDeleted, whenScaled } = retentionOf(set);
  if (whenDeleted === 'Retain' && whenScaled === 'Retain' && !set.spec.persistentVolumeClaimRetentionPolicy) return;
  const update = (pod: Pod, isCondemned: boolean) => {
    const ordinal = ordinalOf(set, pod);
    if (ordinal === undefined) return;
    for (const template of templates) {
      const name = claimName(set, template.metadata.name, ordinal);
      const found = client.get('PersistentVolumeClaim', set.metadata.namespace, name);
      if (!found || found.metadata.deletionTimestamp !== undefined) continue;
      const before = found.metadata.ownerReferences ?? [];
      const foreign = before.filter(({ uid, kind, name: owner }) => {
        return uid !== set.metadata.uid && !(kind === 'Pod' && owner === pod.metadata.name);
      });
      const after = [...foreign, ...wantedOwners(set, pod, isCondemned)];
      if (canonicalJson(before) === canonicalJson(after)) continue;
      const patch = { metadata: { ownerReferences: after.length > 0 ? after : null } };
      client.patch('PersistentVolumeClaim', set.metadata.namespace, name, { type: 'merge', patch });
    }
  };
  for (const { pod } of replicas) if (pod) update(pod, false);
  for (const pod of condemned) update(pod, true);
}
