/**
 * How objects leave: at once, after a grace period (pods that run on a node wait for their kubelet), or when the last
 * finalizer goes. The propagation policy only puts a finalizer on the object (`foregroundDeletion`, `orphan`);
 * the garbage collector acts on it.
 */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import type { KubernetesObject } from '#api/meta/object.ts';
import type { Status } from '#api/meta/status.ts';
import { qualifiedResource } from '#api/scheme.ts';
import { fail, ok, type Result } from '#base/result.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { DeleteOptions } from './api-client.ts';
import { isDeletable, type Registry } from './registry.ts';
import { conflict } from './status-errors.ts';

type Pod = KubernetesObject & {
  readonly spec?: { readonly nodeName?: string; readonly terminationGracePeriodSeconds?: number };
  readonly status?: { readonly phase?: string };
};

const foreground = 'foregroundDeletion';
const orphan = 'orphan';

const podsAreKept =
  'child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning';

/** Returns the object as it is after the request: gone, or marked with the time by which it shall be gone. */
export function deleteObject(
  registry: Registry,
  clock: VirtualClock,
  definition: KindDefinition,
  object: KubernetesObject,
  options: DeleteOptions,
): Result<KubernetesObject, Status> {
  const unmet = unmetPrecondition(definition, object, options);
  if (unmet) return fail(unmet);
  if (definition.kind === 'Job' && options.propagationPolicy === undefined) options.onWarning?.(podsAreKept);
  const graceSeconds = graceOf(object, options);
  const finalizers = finalizersAfter(definition, object, options);
  const marked = mark(object, graceSeconds, finalizers, clock);
  if (options.dryRun) return ok(marked);
  if (isDeletable(marked)) {
    // A pod always leaves in two steps: whoever watches it sees its grace come to nothing before it goes.
    const isPod = object.kind === 'Pod' && object.apiVersion === 'v1';
    // Committing what nothing holds back removes it, too.
    if (isPod && marked !== object) return ok(registry.commit(definition, marked, object));
    return ok(registry.remove(definition, marked));
  }
  return ok(marked === object ? object : registry.commit(definition, marked, object));
}

function mark(
  object: KubernetesObject,
  graceSeconds: number,
  finalizers: readonly string[],
  clock: VirtualClock,
): KubernetesObject {
  const { metadata } = object;
  const sameFinalizers = finalizers.length === (metadata.finalizers ?? []).length;
  const marked = metadata.deletionTimestamp !== undefined;
  const graceBefore = metadata.deletionGracePeriodSeconds ?? 0;
  // A second delete can only shorten the grace period.
  if (marked && graceSeconds >= graceBefore && sameFinalizers) return object;
  const grace = marked ? Math.min(graceSeconds, graceBefore) : graceSeconds;
  const deletionMs =
    marked && metadata.deletionTimestamp
      ? Date.parse(metadata.deletionTimestamp) - (graceBefore - grace) * 1000
      : clock.nowMs + grace * 1000;
  const next: KubernetesObject = {
    ...object,
    metadata: {
      ...metadata,
      ...(metadata.generation !== undefined && !marked ? { generation: metadata.generation + 1 } : {}),
      deletionTimestamp: clock.timestamp(deletionMs),
      deletionGracePeriodSeconds: grace,
      finalizers,
    },
  };
  if (finalizers.length === 0) delete (next.metadata as { finalizers?: unknown }).finalizers;
  return object.kind === 'Namespace'
    ? ({ ...next, status: { ...(object as { status?: object }).status, phase: 'Terminating' } } as KubernetesObject)
    : next;
}

/** A hundred years: what anybody asks beyond has no date. */
const longestGraceSeconds = 3_155_760_000;

/** Only pods have a grace period, and only those on a node that have not ended: nobody else is there to end gracefully. */
function graceOf(object: KubernetesObject, options: DeleteOptions): number {
  if (object.kind !== 'Pod' || object.apiVersion !== 'v1') return 0;
  const { spec, status } = object as Pod;
  if (!spec?.nodeName || status?.phase === 'Succeeded' || status?.phase === 'Failed') return 0;
  const wanted = options.gracePeriodSeconds ?? spec.terminationGracePeriodSeconds ?? 30;
  return wanted < 0 ? 1 : Math.min(wanted, longestGraceSeconds);
}

/** Without a policy the object's own finalizers decide, then the kind's habit: a Job made by batch/v1 leaves its pods behind. */
function finalizersAfter(
  definition: KindDefinition,
  object: KubernetesObject,
  options: DeleteOptions,
): readonly string[] {
  const finalizers = object.metadata.finalizers ?? [];
  const { propagationPolicy } = options;
  const orphanByDefault = definition.kind === 'Job' || definition.kind === 'ReplicationController';
  const undecided = !finalizers.includes(orphan) && !finalizers.includes(foreground);
  if (propagationPolicy === undefined && !(orphanByDefault && undecided)) return finalizers;
  const others = finalizers.filter((finalizer) => finalizer !== orphan && finalizer !== foreground);
  switch (propagationPolicy ?? 'Orphan') {
    case 'Foreground':
      return [...others, foreground];
    case 'Orphan':
      return [...others, orphan];
    case 'Background':
      return others.length === finalizers.length ? finalizers : others;
  }
}

function unmetPrecondition(
  definition: KindDefinition,
  object: KubernetesObject,
  options: DeleteOptions,
): Status | undefined {
  const { uid, resourceVersion } = options.preconditions ?? {};
  const { metadata } = object;
  const resource = qualifiedResource(definition);
  if (uid !== undefined && uid !== metadata.uid) {
    const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`;
    return conflict(resource, metadata.name, why);
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    const why = `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${metadata.resourceVersion}`;
    return conflict(resource, metadata.name, why);
  }
  return undefined;
}
