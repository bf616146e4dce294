/**
 * One decision: which nodes could take the pod, and which of them is best. Pure: reads the snapshot, changes nothing.
 */
import type { Plugin, Rejection, Snapshot } from './framework.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';

/** A plugin that has something to say about this pod, with what it found out before. */
export interface ActiveFilter {
  readonly plugin: Plugin;
  readonly state: unknown;
}

export interface PreFilterOutcome {
  readonly filters: readonly ActiveFilter[];
  readonly nodeNames: ReadonlySet<string> | undefined;
  readonly rejection: { readonly plugin: string; readonly rejection: Rejection } | undefined;
}

export interface NodeRejection extends Rejection {
  readonly plugin: string;
}

export interface FilterOutcome {
  readonly feasible: readonly NodeInfo[];
  readonly rejections: ReadonlyMap<NodeInfo, NodeRejection>;
  readonly tried: number;
}

export function preFilter(plugins: readonly Plugin[], pod: PodInfo, snapshot: Snapshot): PreFilterOutcome {
  const filters: ActiveFilter[] = [];
  let nodeNames: ReadonlySet<string> | undefined;
  for (const plugin of plugins) {
    if (!plugin.preFilter) {
      if (plugin.filter) filters.push({ plugin, state: undefined });
      continue;
    }
    const result = plugin.preFilter(pod, snapshot);
    if (result.kind === 'skip') continue;
    if (result.kind === 'reject') {
      return { filters, nodeNames, rejection: { plugin: plugin.name, rejection: result.rejection } };
    }
    if (result.nodeNames) nodeNames = nodeNames ? nodeNames.intersection(result.nodeNames) : result.nodeNames;
    if (plugin.filter) filters.push({ plugin, state: result.state });
  }
  return { filters, nodeNames, rejection: undefined };
}

/** The first rejection of a node, in the order of the plugins. */
export function filterNode(
  filters: readonly ActiveFilter[],
  pod: PodInfo,
  node: NodeInfo,
  snapshot: Snapshot,
): NodeRejection | undefined {
  for (const { plugin, state } of filters) {
    const rejection = plugin.filter?.(state, pod, node, snapshot);
    if (rejection) return { ...rejection, plugin: plugin.name };
  }
  return undefined;
}

/** What the filters would know with another pod on the node (1), or without it (-1). */
export function withPod(
  filters: readonly ActiveFilter[],
  pod: PodInfo,
  other: PodInfo,
  node: NodeInfo,
  sign: 1 | -1,
): readonly ActiveFilter[] {
  return filters.map(({ plugin, state }) => ({
    plugin,
    state: plugin.withPod ? plugin.withPod(state, pod, other, node, sign) : state,
  }));
}

/** How many feasible nodes are enough: all of up to 100, 230 of 500, 500 of 5,000. */
export function feasibleNodesWanted(nodeCount: number): number {
  if (nodeCount < 100) return nodeCount;
  const percentage = Math.max(5, 50 - Math.trunc(nodeCount / 125));
  return Math.max(100, Math.trunc((nodeCount * percentage) / 100));
}

/** Raw scores of each plugin, normalised and weighted, summed for each node. */
export function scoreNodes(
  plugins: readonly Plugin[],
  pod: PodInfo,
  feasible: readonly NodeInfo[],
  snapshot: Snapshot,
): { readonly totals: readonly number[]; readonly byPlugin: ReadonlyMap<string, readonly number[]> } {
  const totals = new Array<number>(feasible.length).fill(0);
  const byPlugin = new Map<string, readonly number[]>();
  for (const plugin of plugins) {
    if (!plugin.score) continue;
    const state = plugin.preScore?.(pod, snapshot, feasible);
    if (state === undefined) continue;
    const { weight = 1 } = plugin;
    const scores = new Array<number>(feasible.length);
    for (let index = 0; index < feasible.length; index++) {
      scores[index] = plugin.score(state, pod, feasible[index] as NodeInfo, snapshot);
    }
    plugin.normalize?.(scores, state, feasible);
    for (let index = 0; index < feasible.length; index++) {
      const weighted = (scores[index] ?? 0) * weight;
      scores[index] = weighted;
      totals[index] = (totals[index] ?? 0) + weighted;
    }
    byPlugin.set(plugin.name, scores);
  }
  return { totals, byPlugin };
}

/**
 * The winner as Go's heap leaves it on top: with equal scores the first in the list, with partial ties sometimes a later one
 * (50, 50, 60, 60 → index 3).
 */
export function bestIndex(totals: readonly number[]): number {
  const order = totals.map((_, index) => index);
  const score = (place: number) => totals[order[place] as number] as number;
  for (let start = Math.trunc(order.length / 2) - 1; start >= 0; start--) {
    let parent = start;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= order.length) break;
      if (child + 1 < order.length && score(child + 1) > score(child)) child++;
      if (!(score(child) > score(parent))) break;
      [order[parent], order[child]] = [order[child] as number, order[parent] as number];
      parent = child;
    }
  }
  return order[0] ?? -1;
}
