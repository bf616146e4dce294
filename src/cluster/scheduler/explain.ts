/**
 * Everything the plugins say of a pod, node by node: who rejects it and why, and how each plugin rates the nodes that are
 * left. The scheduler itself stops at the first rejection and after enough nodes; this looks at all of them.
 */
import type { Pod } from '#api/core/pod.ts';
import type { Plugin, Snapshot } from './framework.ts';
import type { PodInfo } from './pod-info.ts';
import { filterNode, preFilter, scoreNodes } from './scheduling-cycle.ts';

export interface Attempt {
  readonly pod: Pod;
  /** Said before any node was looked at; then there are no nodes. */
  readonly rejection?: { readonly plugin: string; readonly reasons: readonly string[] };
  readonly nodes: readonly NodeVerdict[];
}

export interface NodeVerdict {
  readonly node: string;
  /** The first plugin to reject it, with its reasons. */
  readonly rejection?: { readonly plugin: string; readonly reasons: readonly string[] };
  /** Normalised and weighted. */
  readonly scores: Readonly<Record<string, number>>;
  readonly total: number;
}

export function explain(plugins: readonly Plugin[], info: PodInfo, snapshot: Snapshot): Attempt {
  const { pod } = info;
  const { filters, nodeNames, rejection } = preFilter(plugins, info, snapshot);
  if (rejection) {
    return { pod, rejection: { plugin: rejection.plugin, reasons: rejection.rejection.reasons }, nodes: [] };
  }
  const rejections = snapshot.nodes.map((node) => {
    if (nodeNames && !nodeNames.has(node.name)) {
      return { plugin: 'NodeAffinity', reasons: ["node(s) didn't satisfy plugin(s) [NodeAffinity]"] };
    }
    const found = filterNode(filters, info, node, snapshot);
    return found && { plugin: found.plugin, reasons: found.reasons };
  });
  const feasible = snapshot.nodes.filter((_, index) => !rejections[index]);
  const { totals, byPlugin } = scoreNodes(plugins, info, feasible, snapshot);
  const nodes = snapshot.nodes.map(({ name }, index): NodeVerdict => {
    const rejected = rejections[index];
    if (rejected) return { node: name, rejection: rejected, scores: {}, total: 0 };
    const place = feasible.findIndex((node) => node.name === name);
    const scores = Object.fromEntries([...byPlugin].map(([plugin, values]) => [plugin, values[place] ?? 0]));
    return { node: name, scores, total: totals[place] ?? 0 };
  });
  return { pod, nodes };
}
