/**
 * Empties a namespace that is being deleted, kind by kind, and lets it go when nothing is left. What remains because of a
 * finalizer or of pods still ending is told in the namespace's conditions, and looked at again later.
 */
import type { Namespace } from '#api/core/namespace.ts';
import type { KubernetesObject } from '#api/meta/object.ts';
import { kinds, qualifiedResource } from '#api/scheme.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import type { Controller } from './controller.ts';
import { canonicalJson } from './template-hash.ts';

const finalizerWaitSeconds = 15;

export const namespaceController: Controller = {
  name: 'namespace-controller',
  start(context) {
    const { client, clock } = context;
    const queue = context.queue((name) => {
      const namespace = client.get('Namespace', undefined, name);
      if (!namespace || namespace.metadata.deletionTimestamp === undefined) return;
      const waitSeconds = emptyNamespace(client, namespace, clock.timestamp());
      if (waitSeconds > 0) queue.addAfter(name, (Math.floor(waitSeconds / 2) + 1) * 1000);
    });
    client.watch('Namespace', ({ object }) => queue.add(object.metadata.name));
  },
};

interface Remaining {
  readonly resource: string;
  readonly objects: readonly KubernetesObject[];
}

/** Deletes what it can. Returns how long what is left may take, 0 when the namespace is gone. */
function emptyNamespace(client: ApiClient, namespace: Namespace, timestamp: string): number {
  const { name } = namespace.metadata;
  const namespaced = kinds.filter((definition) => definition.namespaced);
  for (const { kind } of namespaced) {
    for (const object of client.list(kind, { namespace: name }) as readonly KubernetesObject[]) {
      if (object.metadata.deletionTimestamp !== undefined) continue;
      client.delete(kind, name, object.metadata.name, { propagationPolicy: 'Background' });
    }
  }
  const remaining: Remaining[] = namespaced
    .map((definition) => ({
      resource: definition.group === '' ? `${definition.plural}.` : qualifiedResource(definition),
      objects: client.list(definition.kind, { namespace: name }) as readonly KubernetesObject[],
    }))
    .filter(({ objects }) => objects.length > 0);
  if (remaining.length === 0) {
    const { finalizers: _finalizers, ...spec } = namespace.spec ?? {};
    client.update('Namespace', { ...namespace, spec: { ...spec, finalizers: [] } }, { subresource: 'finalize' });
    return 0;
  }
  writeConditions(client, namespace, conditionsFor(remaining), timestamp);
  const graces = remaining.flatMap(({ objects }) =>
    objects.map(({ metadata }) => metadata.deletionGracePeriodSeconds ?? finalizerWaitSeconds),
  );
  return Math.max(1, ...graces);
}

interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

function conditionsFor(remaining: readonly Remaining[]): readonly Condition[] {
  const instances = remaining
    .map(({ resource, objects }) => `${resource} has ${objects.length} resource instances`)
    .sort();
  const finalizers = new Map<string, number>();
  for (const object of remaining.flatMap(({ objects }) => objects)) {
    for (const finalizer of object.metadata.finalizers ?? []) {
      finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1);
    }
  }
  const holding = [...finalizers].map(([finalizer, count]) => `${finalizer} in ${count} resource instances`).sort();
  const good = (type: string, reason: string, message: string): Condition => ({
    type,
    status: 'False',
    reason,
    message,
  });
  return [
    good('NamespaceDeletionDiscoveryFailure', 'ResourcesDiscovered', 'All resources successfully discovered'),
    good(
      'NamespaceDeletionGroupVersionParsingFailure',
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ),
    good(
      'NamespaceDeletionContentFailure',
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ),
    {
      type: 'NamespaceContentRemaining',
      status: 'True',
      reason: 'SomeResourcesRemain',
      message: `Some resources are remaining: ${instances.join(', ')}`,
    },
    holding.length > 0
      ? {
          type: 'NamespaceFinalizersRemaining',
          status: 'True',
          reason: 'SomeFinalizerRemain',
          message: `Some finalizers are remaining: ${holding.join(', ')}`,
        }
      : good('NamespaceFinalizersRemaining', 'ContentRemoved', 'All content successfully removed'),
  ];
}

function writeConditions(
  client: ApiClient,
  namespace: Namespace,
  conditions: readonly Condition[],
  timestamp: string,
): void {
  const before = namespace.status?.conditions ?? [];
  const after = conditions.map((condition) => {
    const old = before.find(({ type }) => type === condition.type);
    const lastTransitionTime = old?.status === condition.status ? old.lastTransitionTime : timestamp;
    return { ...condition, lastTransitionTime };
  });
  if (canonicalJson(before) === canonicalJson(after)) return;
  client.update(
    'Namespace',
    { ...namespace, status: { ...namespace.status, conditions: after } },
    { subresource: 'status' },
  );
}
