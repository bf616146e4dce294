/** Writes a condition into a pod's status, and, where it is told, the node that the pod is nominated for. */
import type { Pod } from '#api/core/pod.ts';
import type { ApiClient } from '../apiserver/api-client.ts';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  readonly lastTransitionTime: string;
}

/** Nothing is written where nothing changes; the time moves with the status alone. */
export function patchCondition(client: ApiClient, pod: Pod, condition: Condition, nominatedNodeName?: string): void {
  const found = client.get('Pod', pod.metadata.namespace, pod.metadata.name);
  if (found?.metadata.uid !== pod.metadata.uid) return;
  const conditions = found.status?.conditions ?? [];
  const before = conditions.find(({ type }) => type === condition.type);
  const same = before?.status === condition.status && before.message === condition.message;
  const nominated = nominatedNodeName ?? found.status?.nominatedNodeName;
  if (same && nominated === found.status?.nominatedNodeName) return;
  const lastTransitionTime =
    before?.status === condition.status ? String(before.lastTransitionTime) : condition.lastTransitionTime;
  const next = { ...condition, lastTransitionTime };
  const status = {
    ...found.status,
    conditions: before
      ? conditions.map((candidate) => (candidate.type === condition.type ? next : candidate))
      : [...conditions, next],
    ...(nominated !== undefined && { nominatedNodeName: nominated }),
  };
  client.update('Pod', { ...found, status }, { subresource: 'status' });
}
