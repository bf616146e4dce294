/**
 * Prefers nodes whose CPU and memory are used to a like degree, by how much the pod would improve that:
 * balance = 1 − half the distance of the two shares; score = 50 + (50 + with − without) / 2.
 */
import type { Plugin } from '../framework.ts';
import type { NodeInfo } from '../node-info.ts';
import { maxNodeScore } from '../normalize.ts';

export const nodeResourcesBalancedAllocation: Plugin<undefined, true> = {
  name: 'NodeResourcesBalancedAllocation',
  weight: 1,
  preScore: ({ requests }) => (requests.cpuMillis === 0 && requests.memoryBytes === 0 ? undefined : true),
  score(_state, { requests }, node) {
    const before = balance(node, 0, 0);
    const after = balance(node, requests.cpuMillis, requests.memoryBytes);
    const half = maxNodeScore / 2;
    return half + Math.trunc((half + after - before) / 2);
  },
};

function balance(node: NodeInfo, cpuMillis: number, memoryBytes: number): number {
  const { allocatableCpuMillis: cpu, allocatableMemoryBytes: memory } = node;
  // With one resource alone there is nothing to be out of balance with.
  if (cpu === 0 || memory === 0) return maxNodeScore;
  const cpuShare = Math.min(1, (node.requestedCpuMillis + cpuMillis) / cpu);
  const memoryShare = Math.min(1, (node.requestedMemoryBytes + memoryBytes) / memory);
  return Math.trunc((1 - Math.abs(cpuShare - memoryShare) / 2) * maxNodeScore);
}
