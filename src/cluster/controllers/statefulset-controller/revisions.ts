/**
 * A StatefulSet's history: one ControllerRevision for each template it has had. `current` is what pods came from,
 * `update` what they shall become; a template that returns takes up its old revision under a new number.
 */
import type { ControllerRevision } from '#api/apps/controllerrevision.ts';
import type { StatefulSet } from '#api/apps/statefulset.ts';
import type { Pod } from '#api/core/pod.ts';
import type { ControllerContext } from '../controller.ts';
import { claim, controllerReference } from '../owner.ts';
import { canonicalJson, revisionHash } from '../template-hash.ts';
import { revisionLabel, type Template } from './identity.ts';

export interface Revisions {
  readonly all: readonly ControllerRevision[];
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
  readonly collisionCount: number;
}

export function revisionsOf(context: ControllerContext, set: StatefulSet): Revisions | undefined {
  const { client } = context;
  const all = [...claim(client, 'ControllerRevision', set, set.spec.selector)].sort((a, b) => a.revision - b.revision);
  const collisionCount = set.status?.collisionCount ?? 0;
  const update = updateRevision(context, set, all, collisionCount);
  if (!update) return undefined;
  const known = all.filter((revision) => revision.metadata.uid !== update.metadata.uid);
  const complete = [...known, update];
  const current = complete.find(({ metadata }) => metadata.name === set.status?.currentRevision) ?? update;
  return { all: complete, current, update, collisionCount };
}

function updateRevision(
  context: ControllerContext,
  set: StatefulSet,
  all: readonly ControllerRevision[],
  collisionCount: number,
): ControllerRevision | undefined {
  const { client } = context;
  const data = revisionData(set);
  const text = canonicalJson(data);
  const newest = all.at(-1);
  const next = (newest?.revision ?? 0) + 1;
  const equal = all.filter((revision) => canonicalJson(revision.data) === text).at(-1);
  if (equal && equal === newest) return equal;
  if (equal) {
    const { namespace, name } = equal.metadata;
    const renumbered = client.patch('ControllerRevision', namespace, name, {
      type: 'merge',
      patch: { revision: next },
    });
    return renumbered.ok ? renumbered.value : undefined;
  }
  // A name that another template's revision has already is avoided by counting the collision into the hash.
  for (let collisions = collisionCount; collisions < collisionCount + 8; collisions++) {
    const hash = revisionHash(data, collisions);
    const created = client.create('ControllerRevision', {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: {
        name: `${set.metadata.name}-${hash}`,
        namespace: set.metadata.namespace,
        labels: { ...set.spec.template?.metadata?.labels, 'controller.kubernetes.io/hash': hash },
        ownerReferences: [controllerReference(set)],
      },
      data,
      revision: next,
    });
    if (created.ok) return created.value;
    if (created.error.reason !== 'AlreadyExists') return undefined;
  }
  return undefined;
}

function revisionData(set: StatefulSet) {
  return { spec: { template: { ...set.spec.template, $patch: 'replace' } } };
}

/** The pod template that a revision holds. */
export function templateOf(revision: ControllerRevision): Template {
  const data = revision.data as { readonly spec?: { readonly template?: Template & { readonly $patch?: string } } };
  const { $patch: _patch, ...template } = data.spec?.template ?? {};
  return template;
}

/** Deletes revisions beyond the history limit, oldest first, but none that a pod or the status still names. */
export function truncateHistory(
  context: ControllerContext,
  set: StatefulSet,
  pods: readonly Pod[],
  { all, current, update }: Revisions,
): void {
  const named = new Set([current.metadata.name, update.metadata.name]);
  for (const pod of pods) named.add(pod.metadata.labels?.[revisionLabel] ?? '');
  const idle = all.filter(({ metadata }) => !named.has(metadata.name));
  const surplus = idle.length - (set.spec.revisionHistoryLimit ?? 10);
  for (const { metadata } of idle.slice(0, Math.max(0, surplus))) {
    context.client.delete('ControllerRevision', metadata.namespace, metadata.name);
  }
}
