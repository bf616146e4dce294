/**
 * Pods that want to be near others, or far from them. A domain is what a topology key tells apart: a node, a zone.
 * Required terms filter, also those of pods that are there already (who wants nobody beside him is not joined by anybody);
 * preferred ones score in both directions.
 */
import { matchesSelector } from '#api/meta/label-selector.ts';
import type { ApiClient } from '../../apiserver/api-client.ts';
import { type Plugin, rejected, type Snapshot, unresolvable } from '../framework.ts';
import type { NodeInfo } from '../node-info.ts';
import { maxNodeScore } from '../normalize.ts';
import type { AffinityTerm, PodInfo } from '../pod-info.ts';

/** Pods by topology key and value. */
type Counts = ReadonlyMap<string, ReadonlyMap<string, number>>;

interface HardState {
  readonly client: ApiClient;
  /** Of pods that are there: domains where their anti-affinity forbids this pod. */
  readonly forbidden: Counts;
  /** Pods that meet all affinity terms of this pod, by domain. */
  readonly wanted: Counts;
  /** Pods that meet one of its anti-affinity terms, by domain. */
  readonly shunned: Counts;
}

const weightOfExistingRequiredAffinity = 1;

export const interPodAffinity: Plugin<HardState, Map<string, Map<string, number>>> = {
  name: 'InterPodAffinity',
  weight: 2,

  preFilter(pod, snapshot) {
    const { client, index } = snapshot;
    const forbidden = new Map<string, Map<string, number>>();
    for (const { term, domains } of index.antiAffinityTerms()) {
      if (termMatches(client, term, pod)) addAll(forbidden, term.topologyKey, domains);
    }
    const { requiredAffinity, requiredAntiAffinity } = pod;
    if (requiredAffinity.length + requiredAntiAffinity.length === 0) {
      if (forbidden.size === 0) return { kind: 'skip' };
      return { kind: 'go', state: { client, forbidden, wanted: none, shunned: none } };
    }
    const shunned = new Map<string, Map<string, number>>();
    for (const term of requiredAntiAffinity) addAll(shunned, term.topologyKey, podsMatching(snapshot, term));
    return { kind: 'go', state: { client, forbidden, wanted: wantedBy(snapshot, pod), shunned } };
  },

  filter({ forbidden, wanted, shunned }, pod, node, { client }) {
    if (pod.requiredAffinity.length > 0 && !meetsAffinity(wanted, client, pod, node)) {
      return unresolvable("node(s) didn't match pod affinity rules");
    }
    if (isIn(shunned, node)) return rejected("node(s) didn't match pod anti-affinity rules");
    if (isIn(forbidden, node)) return rejected("node(s) didn't satisfy existing pods anti-affinity rules");
    return undefined;
  },

  withPod({ client, forbidden, wanted, shunned }, pod, other, node, sign) {
    const next = { client, forbidden: copy(forbidden), wanted: copy(wanted), shunned: copy(shunned) };
    for (const term of other.requiredAntiAffinity) {
      if (termMatches(client, term, pod)) count(next.forbidden, node, term.topologyKey, sign);
    }
    for (const term of pod.requiredAntiAffinity) {
      if (termMatches(client, term, other)) count(next.shunned, node, term.topologyKey, sign);
    }
    if (meetsAll(client, pod, other)) {
      for (const { topologyKey } of pod.requiredAffinity) count(next.wanted, node, topologyKey, sign);
    }
    return next;
  },

  preScore(pod, snapshot) {
    const ownTerms = pod.preferredAffinity.length + pod.preferredAntiAffinity.length > 0;
    if (!ownTerms && snapshot.nodesWithAffinityPods.size === 0) return undefined;
    const sums = new Map<string, Map<string, number>>();
    const { client } = snapshot;
    for (const node of ownTerms ? snapshot.nodes : snapshot.nodesWithAffinityPods) {
      for (const other of (ownTerms ? node.pods : node.podsWithAffinity).values()) {
        for (const term of pod.preferredAffinity) add(sums, client, term, other, node, term.weight);
        for (const term of pod.preferredAntiAffinity) add(sums, client, term, other, node, -term.weight);
        for (const term of other.requiredAffinity) add(sums, client, term, pod, node, weightOfExistingRequiredAffinity);
        for (const term of other.preferredAffinity) add(sums, client, term, pod, node, term.weight);
        for (const term of other.preferredAntiAffinity) add(sums, client, term, pod, node, -term.weight);
      }
    }
    return sums.size === 0 ? undefined : sums;
  },

  score(sums, _pod, node) {
    let score = 0;
    for (const [key, values] of sums) score += values.get(node.labels[key] ?? '') ?? 0;
    return score;
  },

  normalize(scores) {
    const min = scores.reduce((least, score) => Math.min(least, score), Number.POSITIVE_INFINITY);
    const max = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
    for (const [index, score] of scores.entries()) {
      scores[index] = max === min ? 0 : Math.trunc(maxNodeScore * ((score - min) / (max - min)));
    }
  },

  wakes(event, pod, client) {
    switch (event.kind) {
      case 'pod-added':
      case 'pod-deleted':
        return concerns(client, pod, event.pod);
      case 'pod-updated':
        return concerns(client, pod, event.pod) || concerns(client, pod, event.old);
      case 'node-added':
      case 'self-updated':
        return true;
      case 'node-updated':
        return event.node.metadata.labels !== event.old.metadata.labels;
      default:
        return false;
    }
  },
};

/** Whether a term speaks of this pod. Namespaces by name, or by the labels of the namespace. */
function termMatches(client: ApiClient, term: AffinityTerm, pod: PodInfo): boolean {
  return inNamespaces(client, term, pod.namespace) && matchesSelector(term.selector, pod.labels);
}

function inNamespaces(client: ApiClient, term: AffinityTerm, namespace: string): boolean {
  if (term.namespaces.has(namespace)) return true;
  if (!term.namespaceSelector) return false;
  const labels = client.get('Namespace', undefined, namespace)?.metadata.labels ?? {};
  return matchesSelector(term.namespaceSelector, labels);
}

const none: Counts = new Map();

/** Pods that a term speaks of, by domain. One namespace, as nearly always: counted already. */
function podsMatching({ client, index, nodes }: Snapshot, term: AffinityTerm): ReadonlyMap<string, number> {
  const [namespace] = term.namespaces;
  if (term.namespaces.size === 1 && !term.namespaceSelector && namespace !== undefined) {
    return index.matching(namespace, term.selector, { withTerminating: true }).domains(term.topologyKey);
  }
  const counts = new Map<string, Map<string, number>>();
  for (const node of nodes) {
    for (const other of node.pods.values())
      if (termMatches(client, term, other)) count(counts, node, term.topologyKey, 1);
  }
  return counts.get(term.topologyKey) ?? new Map<string, number>();
}

/** A pod must meet all affinity terms to count for any of them. */
function wantedBy(snapshot: Snapshot, pod: PodInfo): Counts {
  const [only, ...more] = pod.requiredAffinity;
  if (!only) return none;
  if (more.length === 0) return new Map([[only.topologyKey, podsMatching(snapshot, only)]]);
  const wanted = new Map<string, Map<string, number>>();
  for (const node of snapshot.nodes) {
    for (const other of node.pods.values()) {
      if (!meetsAll(snapshot.client, pod, other)) continue;
      for (const { topologyKey } of pod.requiredAffinity) count(wanted, node, topologyKey, 1);
    }
  }
  return wanted;
}

function meetsAll(client: ApiClient, { requiredAffinity }: PodInfo, other: PodInfo): boolean {
  return requiredAffinity.length > 0 && requiredAffinity.every((term) => termMatches(client, term, other));
}

function isIn(counts: Counts, node: NodeInfo): boolean {
  for (const [key, domains] of counts) {
    const value = node.labels[key];
    if (value !== undefined && (domains.get(value) ?? 0) > 0) return true;
  }
  return false;
}

function count(counts: Map<string, Map<string, number>>, node: NodeInfo, topologyKey: string, sign: 1 | -1): void {
  const value = node.labels[topologyKey];
  if (value === undefined) return;
  const domains = counts.get(topologyKey) ?? new Map<string, number>();
  const next = (domains.get(value) ?? 0) + sign;
  if (next === 0) domains.delete(value);
  else domains.set(value, next);
  counts.set(topologyKey, domains);
}

function addAll(
  counts: Map<string, Map<string, number>>,
  topologyKey: string,
  more: ReadonlyMap<string, number>,
): void {
  if (more.size === 0) return;
  const domains = counts.get(topologyKey);
  // The usual single term is not copied; who changes counts (withPod) copies first.
  if (!domains) counts.set(topologyKey, more as Map<string, number>);
  else {
    const sum = new Map(domains);
    for (const [value, pods] of more) sum.set(value, (sum.get(value) ?? 0) + pods);
    counts.set(topologyKey, sum);
  }
}

function copy(counts: Counts): Map<string, Map<string, number>> {
  return new Map([...counts].map(([key, domains]) => [key, new Map(domains)]));
}

/** The first pod of a group that wants its own company may go anywhere that has the keys. */
function meetsAffinity(wanted: Counts, client: ApiClient, pod: PodInfo, node: NodeInfo): boolean {
  let met = true;
  for (const { topologyKey } of pod.requiredAffinity) {
    const value = node.labels[topologyKey];
    if (value === undefined) return false;
    if ((wanted.get(topologyKey)?.get(value) ?? 0) <= 0) met = false;
  }
  if (met) return true;
  const nobody = [...wanted.values()].every((domains) => domains.size === 0);
  return nobody && pod.requiredAffinity.every((term) => termMatches(client, term, pod));
}

function add(
  sums: Map<string, Map<string, number>>,
  client: ApiClient,
  term: AffinityTerm,
  pod: PodInfo,
  node: NodeInfo,
  weight: number,
): void {
  const value = node.labels[term.topologyKey];
  if (value === undefined || !termMatches(client, term, pod)) return;
  const values = sums.get(term.topologyKey) ?? new Map<string, number>();
  values.set(value, (values.get(value) ?? 0) + weight);
  sums.set(term.topologyKey, values);
}

function concerns(client: ApiClient, pod: PodInfo, other: PodInfo): boolean {
  return (
    pod.requiredAffinity.some((term) => termMatches(client, term, other)) ||
    pod.requiredAntiAffinity.some((term) => termMatches(client, term, other)) ||
    other.requiredAntiAffinity.some((term) => termMatches(client, term, pod))
  );
}
