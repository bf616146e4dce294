/**
 * Pods that want to be near others, or far from them. A domain is what a topology key tells apart: a node, a zone.
 * Required terms filter, also those of pods that are there already (who wants nobody beside him is not joined by anybody);
 * preferred ones score in both directions.
 */
import { matchesSelector } from '#api/meta/label-selector.ts';
import type { ApiClient } from '../../apiserver/api-client.ts';
import { type Plugin, rejected, unresolvable } from '../framework.ts';
import type { NodeInfo } from '../node-info.ts';
import { maxNodeScore } from '../normalize.ts';
import type { AffinityTerm, PodInfo } from '../pod-info.ts';

/** Domains as `key=value` with the pods counted in each. */
type Counts = ReadonlyMap<string, number>;

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
    const { client } = snapshot;
    const state = { client, forbidden: new Map(), wanted: new Map(), shunned: new Map() };
    for (const node of snapshot.nodesWithRequiredAntiAffinityPods) {
      for (const other of node.podsWithRequiredAntiAffinity.values()) {
        countForbidden(state.forbidden, client, pod, other, node, 1);
      }
    }
    const { requiredAffinity, requiredAntiAffinity } = pod;
    if (requiredAffinity.length + requiredAntiAffinity.length > 0) {
      for (const node of snapshot.nodes) {
        for (const other of node.pods.values()) countOwn(state, client, pod, other, node, 1);
      }
    } else if (state.forbidden.size === 0) return { kind: 'skip' };
    return { kind: 'go', state };
  },

  filter({ forbidden, wanted, shunned }, pod, node, { client }) {
    if (!meetsAffinity(wanted, client, pod, node)) return unresolvable("node(s) didn't match pod affinity rules");
    for (const { topologyKey } of pod.requiredAntiAffinity) {
      if ((shunned.get(domainOf(node, topologyKey) ?? '') ?? 0) > 0) {
        return rejected("node(s) didn't match pod anti-affinity rules");
      }
    }
    if (forbidden.size > 0) {
      for (const key of Object.keys(node.labels)) {
        if ((forbidden.get(`${key}=${node.labels[key]}`) ?? 0) > 0) {
          return rejected("node(s) didn't satisfy existing pods anti-affinity rules");
        }
      }
    }
    return undefined;
  },

  withPod(state, pod, other, node, sign) {
    const { client } = state;
    const next = {
      client,
      forbidden: new Map(state.forbidden),
      wanted: new Map(state.wanted),
      shunned: new Map(state.shunned),
    };
    countForbidden(next.forbidden, client, pod, other, node, sign);
    countOwn(next, client, pod, other, node, sign);
    return next;
  },

  preScore(pod, snapshot) {
    const ownTerms = pod.preferredAffinity.length + pod.preferredAntiAffinity.length > 0;
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
export function termMatches(client: ApiClient, term: AffinityTerm, pod: PodInfo): boolean {
  return inNamespaces(client, term, pod.namespace) && matchesSelector(term.selector, pod.labels);
}

function inNamespaces(client: ApiClient, term: AffinityTerm, namespace: string): boolean {
  if (term.namespaces.has(namespace)) return true;
  if (!term.namespaceSelector) return false;
  const labels = client.get('Namespace', undefined, namespace)?.metadata.labels ?? {};
  return matchesSelector(term.namespaceSelector, labels);
}

function domainOf(node: NodeInfo, topologyKey: string): string | undefined {
  const value = node.labels[topologyKey];
  return value === undefined ? undefined : `${topologyKey}=${value}`;
}

function count(counts: Map<string, number>, domain: string | undefined, sign: 1 | -1): void {
  if (domain === undefined) return;
  const next = (counts.get(domain) ?? 0) + sign;
  if (next === 0) counts.delete(domain);
  else counts.set(domain, next);
}

function countForbidden(
  counts: Map<string, number>,
  client: ApiClient,
  pod: PodInfo,
  other: PodInfo,
  node: NodeInfo,
  sign: 1 | -1,
): void {
  for (const term of other.requiredAntiAffinity) {
    if (termMatches(client, term, pod)) count(counts, domainOf(node, term.topologyKey), sign);
  }
}

function countOwn(
  { wanted, shunned }: { wanted: Map<string, number>; shunned: Map<string, number> },
  client: ApiClient,
  { requiredAffinity, requiredAntiAffinity }: PodInfo,
  other: PodInfo,
  node: NodeInfo,
  sign: 1 | -1,
): void {
  if (requiredAffinity.length > 0 && requiredAffinity.every((term) => termMatches(client, term, other))) {
    for (const { topologyKey } of requiredAffinity) count(wanted, domainOf(node, topologyKey), sign);
  }
  for (const term of requiredAntiAffinity) {
    if (termMatches(client, term, other)) count(shunned, domainOf(node, term.topologyKey), sign);
  }
}

/** The first pod of a group that wants its own company may go anywhere that has the keys. */
function meetsAffinity(wanted: Counts, client: ApiClient, pod: PodInfo, node: NodeInfo): boolean {
  let met = true;
  for (const { topologyKey } of pod.requiredAffinity) {
    const domain = domainOf(node, topologyKey);
    if (domain === undefined) return false;
    if ((wanted.get(domain) ?? 0) <= 0) met = false;
  }
  if (met) return true;
  return wanted.size === 0 && pod.requiredAffinity.every((term) => termMatches(client, term, pod));
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
