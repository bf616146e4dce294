/**
 * Spreads like pods over zones, nodes or whatever a label tells apart. Hard constraints filter: zones with 2, 1 and 0 pods,
 * maxSkew 1 → only the empty one. Soft ones score. A pod without constraints of its own gets the system's soft ones, by node
 * and by zone, for the pods of its Service and owner.
 */
import type { LabelSelector, LabelSelectorRequirement } from '#api/meta/label-selector.ts';
import { matchesLabels, matchesSelector } from '#api/meta/label-selector.ts';
import type { KubernetesObject } from '#api/meta/object.ts';
import type { ApiClient } from '../../apiserver/api-client.ts';
import type { ClusterEvent } from '../cluster-event.ts';
import { type Plugin, rejected, type Snapshot, unresolvable } from '../framework.ts';
import type { NodeInfo } from '../node-info.ts';
import { matchesNode } from '../node-selector.ts';
import { maxNodeScore } from '../normalize.ts';
import type { PodInfo } from '../pod-info.ts';
import { type Toleration, toleratesAny } from '../toleration.ts';

const hostname = 'kubernetes.io/hostname';
const zone = 'topology.kubernetes.io/zone';
const reason = "node(s) didn't match pod topology spread constraints";

interface Constraint {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly selector: LabelSelector | undefined;
  /** An empty selector counts no pods, though the pod itself matches it. */
  readonly countsNobody: boolean;
  readonly matchesItself: boolean;
  readonly honoursAffinity: boolean;
  readonly honoursTaints: boolean;
}

interface RawConstraint {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly whenUnsatisfiable: string;
  readonly labelSelector?: LabelSelector | undefined;
  readonly minDomains?: number | undefined;
  readonly nodeAffinityPolicy?: string | undefined;
  readonly nodeTaintsPolicy?: string | undefined;
  readonly matchLabelKeys?: readonly string[] | undefined;
}

interface HardState {
  readonly constraints: readonly Constraint[];
  /** Matching pods in each domain, a map for each constraint. */
  readonly counts: readonly ReadonlyMap<string, number>[];
  /** Pods of the emptiest domain, for each constraint. */
  readonly fewest: readonly number[];
}

interface SoftState {
  readonly constraints: readonly Constraint[];
  readonly weights: readonly number[];
  readonly counts: readonly ReadonlyMap<string, number>[];
  readonly ignored: ReadonlySet<NodeInfo>;
  /** Matching pods on each node. */
  readonly onNodes: readonly (ReadonlyMap<NodeInfo, number> | undefined)[];
}

export const podTopologySpread: Plugin<HardState, SoftState> = {
  name: 'PodTopologySpread',
  weight: 2,

  preFilter(pod, snapshot) {
    const constraints = ownConstraints(pod, 'DoNotSchedule');
    if (constraints.length === 0) return { kind: 'skip' };
    const counts = constraints.map((constraint) => domainsOf(constraint, constraints, pod, snapshot));
    return { kind: 'go', state: { constraints, counts, fewest: counts.map(fewestOf(constraints)) } };
  },

  filter({ constraints, counts, fewest }, _pod, node) {
    for (let index = 0; index < constraints.length; index++) {
      const constraint = constraints[index] as Constraint;
      const domain = node.labels[constraint.topologyKey];
      if (domain === undefined) return unresolvable(`${reason} (missing required label)`);
      const domains = counts[index] as ReadonlyMap<string, number>;
      const self = constraint.matchesItself ? 1 : 0;
      if ((domains.get(domain) ?? 0) + self - (fewest[index] ?? 0) > constraint.maxSkew) {
        return rejected(reason);
      }
    }
    return undefined;
  },

  withPod({ constraints, counts, fewest }, pod, other, node, sign) {
    if (!hasAllKeys(node, constraints)) return { constraints, counts, fewest };
    const next = counts.map((domains, index) => {
      const constraint = constraints[index] as Constraint;
      if (!isIncluded(constraint, pod, node) || !isCounted(constraint, pod, other)) return domains;
      const domain = node.labels[constraint.topologyKey] as string;
      return new Map(domains).set(domain, (domains.get(domain) ?? 0) + sign);
    });
    return { constraints, counts: next, fewest: next.map(fewestOf(constraints)) };
  },

  preScore(pod, snapshot, feasible) {
    const own = (pod.pod.spec.topologySpreadConstraints ?? []).length > 0;
    const constraints = own ? ownConstraints(pod, 'ScheduleAnyway') : systemConstraints(pod, snapshot.client);
    if (constraints.length === 0) return undefined;
    return softState(pod, snapshot, feasible, constraints, own);
  },

  score({ constraints, weights, counts, ignored, onNodes }, _pod, node) {
    if (ignored.has(node)) return 0;
    let score = 0;
    for (let index = 0; index < constraints.length; index++) {
      const constraint = constraints[index] as Constraint;
      const domain = node.labels[constraint.topologyKey];
      if (domain === undefined) continue;
      const count =
        constraint.topologyKey === hostname ? (onNodes[index]?.get(node) ?? 0) : (counts[index]?.get(domain) ?? 0);
      score += count * (weights[index] ?? 0) + (constraint.maxSkew - 1);
    }
    return Math.round(score);
  },

  normalize(scores, { ignored }, feasible) {
    let min = Number.POSITIVE_INFINITY;
    let max = 0;
    for (const [index, score] of scores.entries()) {
      if (ignored.has(feasible[index] as NodeInfo)) continue;
      min = Math.min(min, score);
      max = Math.max(max, score);
    }
    for (const [index, score] of scores.entries()) {
      if (ignored.has(feasible[index] as NodeInfo)) scores[index] = 0;
      else scores[index] = max === 0 ? maxNodeScore : Math.trunc((maxNodeScore * (max + min - score)) / max);
    }
  },

  wakes(event: ClusterEvent, pod) {
    const constraints = ownConstraints(pod, 'DoNotSchedule');
    const touches = (other: PodInfo) => constraints.some((constraint) => isSelected(constraint, pod, other));
    switch (event.kind) {
      case 'pod-added':
      case 'pod-deleted':
        return touches(event.pod);
      case 'pod-updated':
        return touches(event.pod) !== touches(event.old) || event.pod.pod.metadata.deletionTimestamp !== undefined;
      case 'node-added':
      case 'node-deleted':
      case 'node-updated':
        return true;
      case 'self-updated':
        return true;
      case 'storage':
        return false;
    }
  },
};

function ownConstraints(pod: PodInfo, when: 'DoNotSchedule' | 'ScheduleAnyway'): readonly Constraint[] {
  const all = (pod.pod.spec.topologySpreadConstraints ?? []) as readonly RawConstraint[];
  if (all.length === 0) return [];
  return all
    .filter(({ whenUnsatisfiable }) => whenUnsatisfiable === when)
    .map((raw) => {
      const extra = (raw.matchLabelKeys ?? []).flatMap((key): readonly LabelSelectorRequirement[] => {
        const value = pod.labels[key];
        return value === undefined ? [] : [{ key, operator: 'In', values: [value] }];
      });
      const selector =
        raw.labelSelector && extra.length > 0
          ? {
              ...raw.labelSelector,
              matchExpressions: [...(raw.labelSelector.matchExpressions ?? []), ...extra],
            }
          : raw.labelSelector;
      return {
        topologyKey: raw.topologyKey,
        maxSkew: raw.maxSkew,
        minDomains: raw.minDomains ?? 1,
        selector,
        countsNobody: isEmpty(selector),
        matchesItself: matchesSelector(selector, pod.labels),
        honoursAffinity: raw.nodeAffinityPolicy !== 'Ignore',
        honoursTaints: raw.nodeTaintsPolicy === 'Honor',
      };
    });
}

/** By node (skew 3) and by zone (skew 5), for the pods of the Services that select this pod and of its owner. */
function systemConstraints(pod: PodInfo, client: ApiClient): readonly Constraint[] {
  const selector = defaultSelector(pod, client);
  if (isEmpty(selector)) return [];
  const common = {
    minDomains: 1,
    selector,
    countsNobody: false,
    matchesItself: true,
    honoursAffinity: true,
    honoursTaints: false,
  };
  return [
    { ...common, topologyKey: hostname, maxSkew: 3 },
    { ...common, topologyKey: zone, maxSkew: 5 },
  ];
}

function defaultSelector({ pod, namespace, labels }: PodInfo, client: ApiClient): LabelSelector {
  const matchLabels: Record<string, string> = {};
  for (const service of client.list('Service', { namespace })) {
    const selector = service.spec?.selector;
    if (matchesLabels(selector, labels)) Object.assign(matchLabels, selector);
  }
  const owner = pod.metadata.ownerReferences?.find(({ controller }) => controller);
  if (!owner || !ownerKinds.has(owner.kind)) return { matchLabels };
  const found = client.get(owner.kind, namespace, owner.name) as
    | (KubernetesObject & { readonly spec: { readonly selector?: unknown } })
    | undefined;
  if (!found) return { matchLabels };
  if (owner.kind === 'ReplicationController') {
    return { matchLabels: { ...matchLabels, ...(found.spec.selector as Record<string, string>) } };
  }
  const selector = (found.spec.selector ?? {}) as LabelSelector;
  return {
    matchLabels: { ...matchLabels, ...selector.matchLabels },
    ...(selector.matchExpressions && { matchExpressions: selector.matchExpressions }),
  };
}

const ownerKinds: ReadonlySet<string> = new Set(['ReplicaSet', 'StatefulSet', 'ReplicationController']);

function softState(
  pod: PodInfo,
  { index: pods, nodes }: Snapshot,
  feasible: readonly NodeInfo[],
  constraints: readonly Constraint[],
  needsAllKeys: boolean,
): SoftState {
  const ignored = new Set<NodeInfo>();
  const counts = constraints.map(() => new Map<string, number>());
  for (const node of feasible) {
    if (needsAllKeys && !hasAllKeys(node, constraints)) {
      ignored.add(node);
      continue;
    }
    for (const [index, { topologyKey }] of constraints.entries()) {
      const domain = node.labels[topologyKey];
      // Nodes are counted one by one when they are scored.
      if (topologyKey !== hostname && domain !== undefined) counts[index]?.set(domain, 0);
    }
  }
  const weights = constraints.map(({ topologyKey }, index) => {
    const size = topologyKey === hostname ? feasible.length - ignored.size : (counts[index]?.size ?? 0);
    return Math.log(size + 2);
  });
  const plain = constraints.every(
    ({ honoursTaints, topologyKey }) => !honoursTaints && (!needsAllKeys || pods.everyNodeHas(topologyKey)),
  );
  if (plain && !isChoosy(pod)) {
    for (const [index, constraint] of constraints.entries()) {
      const domains = counts[index] as Map<string, number>;
      if (domains.size === 0 || constraint.countsNobody) continue;
      const known = pods.matching(pod.namespace, constraint.selector, { withTerminating: false });
      const found = known.domains(constraint.topologyKey);
      for (const domain of domains.keys()) domains.set(domain, found.get(domain) ?? 0);
    }
  } else if (counts.some((domains) => domains.size > 0)) {
    for (const node of nodes) {
      if (needsAllKeys && !hasAllKeys(node, constraints)) continue;
      for (const [index, constraint] of constraints.entries()) {
        const domains = counts[index] as Map<string, number>;
        const domain = node.labels[constraint.topologyKey];
        if (domain === undefined || !domains.has(domain) || !isIncluded(constraint, pod, node)) continue;
        domains.set(domain, (domains.get(domain) ?? 0) + countMatching(constraint, pod, node));
      }
    }
  }
  const onNodes = constraints.map((constraint) =>
    constraint.countsNobody || constraint.topologyKey !== hostname
      ? undefined
      : pods.matching(pod.namespace, constraint.selector, { withTerminating: false }).byNode,
  );
  return { constraints, weights, counts, ignored, onNodes };
}

function hasAllKeys(node: NodeInfo, constraints: readonly Constraint[]): boolean {
  return constraints.every(({ topologyKey }) => node.labels[topologyKey] !== undefined);
}

function isIncluded({ honoursAffinity, honoursTaints }: Constraint, { pod }: PodInfo, node: NodeInfo): boolean {
  if (honoursAffinity && !matchesNode(pod, node.node)) return false;
  const tolerations = pod.spec.tolerations as readonly Toleration[] | undefined;
  return !honoursTaints || node.hardTaints.every((taint) => toleratesAny(tolerations, taint));
}

function countMatching(constraint: Constraint, pod: PodInfo, node: NodeInfo): number {
  if (constraint.countsNobody || node.pods.size === 0) return 0;
  let count = 0;
  for (const other of node.pods.values()) if (isCounted(constraint, pod, other)) count++;
  return count;
}

/** Pods being deleted do not count. */
function isCounted(constraint: Constraint, pod: PodInfo, other: PodInfo): boolean {
  return other.pod.metadata.deletionTimestamp === undefined && isSelected(constraint, pod, other);
}

function isSelected(constraint: Constraint, pod: PodInfo, other: PodInfo): boolean {
  return other.namespace === pod.namespace && matchesSelector(constraint.selector, other.labels);
}

/**
 * Matching pods of each domain. Domains are the nodes that have all keys and that the pod could go to at all; where every
 * node is such a one, as mostly, the numbers are known.
 */
function domainsOf(
  constraint: Constraint,
  all: readonly Constraint[],
  pod: PodInfo,
  { index, nodes }: Snapshot,
): ReadonlyMap<string, number> {
  const choosy = constraint.honoursTaints || (constraint.honoursAffinity && isChoosy(pod));
  if (!choosy && all.every(({ topologyKey }) => all.length === 1 || index.everyNodeHas(topologyKey))) {
    const counted = constraint.countsNobody
      ? undefined
      : index.matching(pod.namespace, constraint.selector, { withTerminating: false }).domains(constraint.topologyKey);
    const values = index.nodesByValue(constraint.topologyKey);
    if (counted?.size === values.size) return counted;
    const domains = new Map<string, number>();
    for (const value of values.keys()) domains.set(value, counted?.get(value) ?? 0);
    return domains;
  }
  const domains = new Map<string, number>();
  for (const node of nodes) {
    if (!hasAllKeys(node, all) || !isIncluded(constraint, pod, node)) continue;
    const domain = node.labels[constraint.topologyKey] as string;
    domains.set(domain, (domains.get(domain) ?? 0) + countMatching(constraint, pod, node));
  }
  return domains;
}

/** Whether some nodes may be out of the question for it. */
function isChoosy({ pod }: PodInfo): boolean {
  return Boolean(pod.spec.nodeSelector ?? pod.spec.affinity?.nodeAffinity);
}

/** 0 where there are fewer domains than asked for. */
function fewestOf(constraints: readonly Constraint[]) {
  return (domains: ReadonlyMap<string, number>, index: number): number => {
    if (domains.size < (constraints[index]?.minDomains ?? 1)) return 0;
    let min = Number.POSITIVE_INFINITY;
    for (const count of domains.values()) if (count < min) min = count;
    return min === Number.POSITIVE_INFINITY ? 0 : min;
  };
}

function isEmpty(selector: LabelSelector | undefined): boolean {
  if (!selector) return false;
  return Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0;
}
