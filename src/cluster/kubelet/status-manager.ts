/** Writes a pod's status when it differs from what the API shows. */
import type { Draft } from '#api/meta/object.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import type { Pod } from './pod-types.ts';

/** The pod as stored afterwards; undefined when it is gone, or another one has taken its name. */
export function writePodStatus(
  client: ApiClient,
  pod: Pod,
  status: Readonly<Record<string, unknown>>,
): Pod | undefined {
  const current = client.get('Pod', pod.metadata.namespace, pod.metadata.name);
  if (!current || current.metadata.uid !== pod.metadata.uid) return undefined;
  const before = (current.status ?? {}) as Readonly<Record<string, unknown>>;
  const next: Record<string, unknown> = { ...status, qosClass: before['qosClass'] };
  for (const [key, value] of Object.entries(before)) {
    // What other parties write (nominatedNodeName, resize, ephemeral containers) stays, and so does an address once given.
    if (!(key in next) && !['reason', 'message', 'initContainerStatuses', 'containerStatuses'].includes(key))
      next[key] = value;
  }
  const foreign =
    (before['conditions'] as readonly { readonly type: string }[] | undefined)?.filter(
      ({ type }) =>
        !(next['conditions'] as readonly { readonly type: string }[]).some((condition) => condition.type === type),
    ) ?? [];
  next['conditions'] = [...foreign, ...(next['conditions'] as readonly unknown[])];
  if (equal(before, next)) return current;
  const written = client.update(
    'Pod',
    { ...(current as unknown as Draft), status: next },
    { subresource: 'status', fieldManager: 'kubelet' },
  );
  return written.ok ? written.value : current;
}

function equal(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const keys = Object.keys(one).filter((key) => (one as Record<string, unknown>)[key] !== undefined);
  const otherKeys = Object.keys(other).filter((key) => (other as Record<string, unknown>)[key] !== undefined);
  if (keys.length !== otherKeys.length) return false;
  return keys.every((key) => equal((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]));
}
