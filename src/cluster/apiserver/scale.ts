/**
 * The scale subresource: one number of a workload, seen and set without knowing the kind.
 */
import type { Draft, KubernetesObject } from '#api/meta/object.ts';
import { isObject, type Json } from './structural-sharing.ts';

/** `autoscaling/v1 Scale` of a Deployment, ReplicaSet, StatefulSet or ReplicationController. */
export function scaleOf(object: KubernetesObject): Draft {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const { spec, status } = object as { spec?: Json; status?: Json };
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: spec?.['replicas'] ?? 0 },
    status: { replicas: status?.['replicas'] ?? 0, selector: selectorText(spec?.['selector']) },
  };
}

/** The workload with the replicas that `scale` names. */
export function withScale(object: KubernetesObject, scale: unknown): Json {
  const spec = isObject(scale) && isObject(scale['spec']) ? scale['spec'] : {};
  const metadata = isObject(scale) && isObject(scale['metadata']) ? scale['metadata'] : {};
  const own = object as unknown as { metadata: Json; spec?: Json };
  return {
    ...(object as unknown as Json),
    metadata: { ...own.metadata, resourceVersion: metadata['resourceVersion'] ?? own.metadata['resourceVersion'] },
    spec: { ...own.spec, replicas: spec['replicas'] ?? 0 },
  };
}

function selectorText(selector: unknown): string {
  if (!isObject(selector)) return '';
  const labels = isObject(selector['matchLabels']) ? selector['matchLabels'] : selector;
  return Object.entries(labels)
    .filter(([, value]) => typeof value === 'string')
    .map(([key, value]) => `${key}=${String(value)}`)
    .sort()
    .join(',');
}
