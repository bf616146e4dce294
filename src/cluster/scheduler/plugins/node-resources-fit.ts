/**
 * Does the pod fit into what is left of the node? All resources it lacks are named at once. A request larger than the whole
 * node cannot be helped by taking pods away. Score: the more is left over, the better (LeastAllocated, CPU and memory alike).
 */
import type { Node } from '#api/core/node.ts';
import { type Plugin, rejected, unresolvable } from '../framework.ts';
import { NodeInfo } from '../node-info.ts';
import { maxNodeScore } from '../normalize.ts';
import type { PodInfo, Resources } from '../pod-info.ts';

export const nodeResourcesFit: Plugin<undefined, true> = {
  name: 'NodeResourcesFit',
  weight: 1,
  filter(_state, { requests }, node) {
    let reasons: string[] | undefined;
    let never = false;
    const lack = (resource: string, request: number, allocatable: number, requested: number) => {
      if (request <= 0 || request <= allocatable - requested) return;
      reasons ??= [];
      reasons.push(`Insufficient ${resource}`);
      if (request > allocatable) never = true;
    };
    if (node.pods.size + 1 > node.allocatablePods) reasons = ['Too many pods'];
    lack('cpu', requests.cpuMillis, node.allocatableCpuMillis, node.requestedCpuMillis);
    lack('memory', requests.memoryBytes, node.allocatableMemoryBytes, node.requestedMemoryBytes);
    if (requests.ephemeralBytes > 0) {
      lack('ephemeral-storage', requests.ephemeralBytes, node.allocatableEphemeralBytes, node.requestedEphemeralBytes);
    }
    for (const [name, request] of requests.scalars) {
      lack(name, request, node.allocatableScalars.get(name) ?? 0, node.requestedScalars.get(name) ?? 0);
    }
    if (!reasons) return undefined;
    return never ? unresolvable(...reasons) : rejected(...reasons);
  },
  preScore: () => true,
  score(_state, pod, node) {
    const cpu = leftOver(node.nonZeroCpuMillis + pod.nonZeroCpuMillis, node.allocatableCpuMillis);
    const memory = leftOver(node.nonZeroMemoryBytes + pod.nonZeroMemoryBytes, node.allocatableMemoryBytes);
    // A resource that the node does not have is left out of the mean.
    const count = Number(node.allocatableCpuMillis > 0) + Number(node.allocatableMemoryBytes > 0);
    return count === 0 ? 0 : Math.trunc((cpu + memory) / count);
  },
  wakes(event, pod) {
    switch (event.kind) {
      // The room that became free is on that node: where the pod still does not fit there, nothing has changed for it.
      case 'pod-deleted':
        return event.node !== undefined && fits(pod, event.node);
      case 'pod-updated':
        return asksForLess(event.pod.requests, event.old.requests);
      case 'node-added':
        return fitsEmpty(pod, event.node);
      case 'node-updated':
        return event.node.status?.allocatable !== event.old.status?.allocatable && fitsEmpty(pod, event.node);
      case 'self-updated':
        return true;
      default:
        return false;
    }
  },
};

/** 4000m with 1500m taken: (4000 − 1500) × 100 / 4000 = 62. */
function leftOver(used: number, capacity: number): number {
  if (capacity === 0 || used > capacity) return 0;
  return Math.trunc(((capacity - used) * maxNodeScore) / capacity);
}

function asksForLess(now: Resources, before: Resources): boolean {
  return (
    now.cpuMillis < before.cpuMillis ||
    now.memoryBytes < before.memoryBytes ||
    now.ephemeralBytes < before.ephemeralBytes
  );
}

function fitsEmpty(pod: PodInfo, node: Node): boolean {
  return fits(pod, new NodeInfo(node));
}

function fits(pod: PodInfo, node: NodeInfo): boolean {
  return nodeResourcesFit.filter?.(undefined, pod, node, undefined as never) === undefined;
}
