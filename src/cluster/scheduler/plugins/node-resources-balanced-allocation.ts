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
  const shares: number[] = [];
  if (node.allocatableCpuMillis > 0) {
    shares.push(Math.min(1, (node.requestedCpuMillis + cpuMillis) / node.allocatableCpuMillis));
  }
  if (node.allocatableMemoryBytes > 0) {
    shares.push(Math.min(1, (node.requestedMemoryBytes + memoryBytes) / node.allocatableMemoryBytes));
  }
  const spread = shares.length === 2 ? Math.abs((shares[0] ?? 0) - (shares[1] ?? 0)) / 2 : 0;
  return Math.trunc((1 - spread) * maxNodeScore);
}
