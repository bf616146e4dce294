/**
 * Deletes pods from nodes with a NoExecute taint that they do not tolerate, or not any longer: admission gives every pod
 * 300 s for nodes that are not ready or cannot be reached. Budgets do not count here.
 */
import type { Node } from '#api/core/node.ts';
import type { Pod } from '#api/core/pod.ts';
import { type Toleration, tolerates } from '../scheduler/toleration.ts';
import type { Controller, ControllerContext } from './controller.ts';
import { keyOf, splitKey } from './object-key.ts';

const source = 'taint-eviction-controller';

interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

/** How long a pod may stay, in seconds: 0 is not at all, undefined for ever. */
function mayStaySeconds(pod: Pod, taints: readonly Taint[]): number | undefined {
  const tolerations = (pod.spec.tolerations ?? []) as readonly Toleration[];
  let shortest: number | undefined;
  for (const taint of taints) {
    const toleration = tolerations.find((candidate) => tolerates(candidate, taint));
    if (!toleration) return 0;
    if (toleration.tolerationSeconds === undefined) continue;
    shortest = Math.min(shortest ?? Number.POSITIVE_INFINITY, Math.max(0, toleration.tolerationSeconds));
  }
  return shortest;
}

export const taintEvictionController: Controller = {
  name: 'taint-eviction-controller',
  start(context) {
    const { client, clock, events } = context;
    /** When each pod's time is up. What falls due while the API server is away waits in the queue for it to come back. */
    const dueMs = new Map<string, number>();
    const queue = context.queue((key) => {
      const { namespace, name } = splitKey(key);
      const pod = client.get('Pod', namespace, name);
      const node = pod?.spec.nodeName ? client.get('Node', undefined, pod.spec.nodeName) : undefined;
      if (!pod || !node || pod.metadata.deletionTimestamp !== undefined) {
        dueMs.delete(key);
        return;
      }
      const taints = noExecute(node);
      const seconds = taints.length === 0 ? undefined : mayStaySeconds(pod, taints);
      if (seconds === undefined) {
        if (!dueMs.delete(key)) return;
        const message = `Cancelling deletion of Pod ${key}`;
        events.record({ object: pod, type: 'Normal', reason: 'TaintManagerEviction', message, source });
        return;
      }
      // A second taint may shorten the time, but nothing starts it anew.
      const atMs = Math.min(dueMs.get(key) ?? Number.POSITIVE_INFINITY, clock.nowMs + seconds * 1000);
      dueMs.set(key, atMs);
      if (atMs > clock.nowMs) {
        queue.addAfter(key, atMs - clock.nowMs);
        return;
      }
      dueMs.delete(key);
      evict(context, pod);
    });
    const queuePodsOf = (node: Node) => {
      for (const pod of client.list('Pod', { fieldSelector: `spec.nodeName=${node.metadata.name}` }))
        queue.add(keyOf(pod));
    };
    client.watch('Node', (event) => {
      const before = event.type === 'MODIFIED' ? noExecute(event.old).length : 0;
      if (event.type !== 'DELETED' && before + noExecute(event.object).length > 0) queuePodsOf(event.object);
    });
    client.watch('Pod', (event) => {
      const { object } = event;
      const key = keyOf(object);
      if (event.type === 'DELETED') {
        dueMs.delete(key);
        return;
      }
      const node = object.spec.nodeName ? client.get('Node', undefined, object.spec.nodeName) : undefined;
      if (node && noExecute(node).length > 0) queue.add(key);
    });
  },
};

function noExecute(node: Node): readonly Taint[] {
  return ((node.spec?.taints ?? []) as readonly Taint[]).filter(({ effect }) => effect === 'NoExecute');
}

function evict({ client, clock, events }: ControllerContext, pod: Pod): void {
  const { namespace = '', name } = pod.metadata;
  const message = `Marking for deletion Pod ${namespace}/${name}`;
  events.record({ object: pod, type: 'Normal', reason: 'TaintManagerEviction', message, source });
  const condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'DeletionByTaintManager',
    message: 'Taint manager: deleting due to NoExecute taint',
    lastProbeTime: null,
    lastTransitionTime: clock.timestamp(),
  };
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'DisruptionTarget');
  client.update(
    'Pod',
    { ...pod, status: { ...pod.status, conditions: [...others, condition] } },
    { subresource: 'status' },
  );
  client.delete('Pod', namespace, name);
}
