/**
 * Whether the kubelet takes a pod that was bound to its node. The scheduler has asked the same before; a pod that names its
 * node itself has passed it by, and is refused here for good: phase Failed, the reason, and another event.
 */
import type { Node } from '#api/core/node.ts';
import { NodeInfo } from '../scheduler/node-info.ts';
import { matchesNode } from '../scheduler/node-selector.ts';
import { podInfo } from '../scheduler/pod-info.ts';
import { type Toleration, toleratesAny } from '../scheduler/toleration.ts';
import type { Pod } from './pod-types.ts';

export interface Refusal {
  readonly reason: string;
  readonly message: string;
}

/** `others`: the pods that the node has taken already. */
export function admitPod(pod: Pod, node: Node | undefined, others: readonly Pod[]): Refusal | undefined {
  if (!node) return undefined;
  const pressed = pressures(pod, node);
  if (pressed.length > 0) return { reason: 'Evicted', message: `The node had condition: [${pressed.join(' ')}]. ` };
  const info = new NodeInfo(node);
  for (const other of others) info.addPod(podInfo(other));
  const wanted = podInfo(pod);
  const short = (resource: string, requested: number, used: number, capacity: number): Refusal | undefined =>
    requested > 0 && used + requested > capacity
      ? {
          reason: `OutOf${resource}`,
          message: `Node didn't have enough resource: ${resource}, requested: ${requested}, used: ${used}, capacity: ${capacity}`,
        }
      : undefined;
  const { requests } = wanted;
  const lack =
    short('pods', 1, info.pods.size, info.allocatablePods) ??
    short('cpu', requests.cpuMillis, info.requestedCpuMillis, info.allocatableCpuMillis) ??
    short('memory', requests.memoryBytes, info.requestedMemoryBytes, info.allocatableMemoryBytes) ??
    [...requests.scalars]
      .map(([name, amount]) =>
        short(name, amount, info.requestedScalars.get(name) ?? 0, info.allocatableScalars.get(name) ?? 0),
      )
      .find(Boolean);
  if (lack) return lack;
  const predicate = (name: string, why: string): Refusal => ({
    reason: name,
    message: `Predicate ${name} failed: ${why}`,
  });
  if (!matchesNode(pod, node)) return predicate('NodeAffinity', "node(s) didn't match Pod's node affinity/selector");
  if (wanted.hostPorts.some((port) => info.hasPortConflict(port))) {
    return predicate('NodePorts', "node(s) didn't have free ports for the requested pod ports");
  }
  const tolerations = pod.spec?.tolerations as readonly Toleration[] | undefined;
  if (info.hardTaints.some((taint) => taint.effect === 'NoExecute' && !toleratesAny(tolerations, taint))) {
    return predicate('TaintToleration', "node(s) had taints that the pod didn't tolerate");
  }
  return undefined;
}

const criticalPriority = 2_000_000_000;

/** Short of memory, a node still takes pods that asked for some; short of disk, only those without which nothing goes. */
function pressures(pod: Pod, node: Node): readonly string[] {
  if ((pod.spec?.priority ?? 0) >= criticalPriority) return [];
  const isTrue = (wanted: string) =>
    (node.status?.conditions ?? []).some(({ type, status }) => type === wanted && status === 'True');
  const tolerations = pod.spec?.tolerations as readonly Toleration[] | undefined;
  const taint = { key: 'node.kubernetes.io/memory-pressure', effect: 'NoSchedule' };
  const endures = pod.status?.qosClass !== 'BestEffort' || toleratesAny(tolerations, taint);
  return [
    ...(isTrue('MemoryPressure') && !endures ? ['MemoryPressure'] : []),
    ...(isTrue('DiskPressure') ? ['DiskPressure'] : []),
  ];
}
