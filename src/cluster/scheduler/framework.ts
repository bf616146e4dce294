/**
 * What a scheduler plugin is. For each pod a plugin may look once at the whole cluster (`preFilter`, `preScore`), then is
 * asked node by node. The first plugin that rejects a node gives the node's reason; scores run from 0 to 100 and are
 * multiplied by the plugin's weight.
 */
import type { ApiClient } from '../apiserver/api-client.ts';
import type { ClusterEvent } from './cluster-event.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodIndex } from './pod-index.ts';
import type { PodInfo } from './pod-info.ts';

export interface Rejection {
  readonly reasons: readonly string[];
  /** Taking pods away from the node would not help. */
  readonly unresolvable: boolean;
}

export interface Snapshot {
  readonly client: ApiClient;
  /** All nodes in the order in which they are tried. */
  readonly nodes: readonly NodeInfo[];
  readonly nodesByName: ReadonlyMap<string, NodeInfo>;
  /** Nodes that have pods with terms that score; the others need not be looked at. */
  readonly nodesWithAffinityPods: ReadonlySet<NodeInfo>;
  readonly nodesWithImages: ReadonlySet<NodeInfo>;
  /** Pods counted by selector and domain. */
  readonly index: PodIndex;
}

/** What a plugin found out about a pod before nodes are tried. */
export type PreFilterResult<State> =
  /** The plugin has nothing to say about this pod: its filter is not called. */
  | { readonly kind: 'skip' }
  | {
      readonly kind: 'go';
      readonly state: State /** Only these nodes come into question. */;
      readonly nodeNames?: ReadonlySet<string>;
    }
  /** No node will do. */
  | { readonly kind: 'reject'; readonly rejection: Rejection };

export interface Plugin<State = unknown, ScoreState = unknown> {
  /** Kubernetes' own name: `TaintToleration`. */
  readonly name: string;
  readonly preFilter?: (pod: PodInfo, snapshot: Snapshot) => PreFilterResult<State>;
  readonly filter?: (state: State, pod: PodInfo, node: NodeInfo, snapshot: Snapshot) => Rejection | undefined;
  /** For preemption: the state as it were with a pod added to or removed from a node. */
  readonly withPod?: (state: State, pod: PodInfo, other: PodInfo, node: NodeInfo, sign: 1 | -1) => State;
  readonly weight?: number;
  /** Undefined: the plugin does not score this pod. */
  readonly preScore?: (pod: PodInfo, snapshot: Snapshot, feasible: readonly NodeInfo[]) => ScoreState | undefined;
  readonly score?: (state: ScoreState, pod: PodInfo, node: NodeInfo, snapshot: Snapshot) => number;
  /** Raw scores to 0…100, in place; absent: they are so already. */
  readonly normalize?: (scores: number[], state: ScoreState, feasible: readonly NodeInfo[]) => void;
  /** Whether what happened may make room for a pod that this plugin rejected. */
  readonly wakes?: (event: ClusterEvent, pod: PodInfo, client: ApiClient) => boolean;
}

export function rejected(...reasons: string[]): Rejection {
  return { reasons, unresolvable: false };
}

export function unresolvable(...reasons: string[]): Rejection {
  return { reasons, unresolvable: true };
}
