/**
 * How many pods of a kind each node and each domain has, kept up to date as pods come and go. What spreading and affinity
 * ask for each decision ("pods labelled app=web, by zone") is asked again and again with the same few selectors; counting
 * anew would cost a look at every pod of the cluster each time.
 */
import { type LabelSelector, matchesSelector } from '#api/meta/label-selector.ts';
import { canonicalJson } from '../controllers/template-hash.ts';
import type { NodeInfo } from './node-info.ts';
import type { AffinityTerm, PodInfo } from './pod-info.ts';

/** Pods by domain, for one topology key. */
export type DomainCounts = ReadonlyMap<string, number>;

/** Counted pods by node, and by domain for every topology key that was asked for. */
class Tally {
  readonly byNode = new Map<NodeInfo, number>();
  readonly #byKey = new Map<string, Map<string, number>>();

  count(node: NodeInfo, sign: 1 | -1): void {
    const count = (this.byNode.get(node) ?? 0) + sign;
    if (count === 0) this.byNode.delete(node);
    else this.byNode.set(node, count);
    for (const [key, domains] of this.#byKey) {
      const value = node.labels[key];
      if (value !== undefined) bump(domains, value, sign);
    }
  }

  domains(topologyKey: string): DomainCounts {
    const known = this.#byKey.get(topologyKey);
    if (known) return known;
    const domains = new Map<string, number>();
    for (const [node, count] of this.byNode) {
      const value = node.labels[topologyKey];
      if (value !== undefined) bump(domains, value, count);
    }
    this.#byKey.set(topologyKey, domains);
    return domains;
  }
}

interface Selected {
  readonly tally: Tally;
  readonly namespace: string;
  readonly selector: LabelSelector | undefined;
  /** Whether pods being deleted count. */
  readonly withTerminating: boolean;
}

export class PodIndex {
  readonly #selected = new Map<string, Selected>();
  /** Required anti-affinity terms of pods that are there; each distinct one with the places of its pods. */
  readonly #antiTerms = new Map<string, { readonly term: AffinityTerm; readonly tally: Tally }>();
  readonly #nodes: () => Iterable<NodeInfo>;
  readonly #keys = new WeakMap<object, string>();
  readonly #values = new Map<string, Map<string, number>>();
  #nodeCount = 0;
  #isStale = false;

  constructor(nodes: () => Iterable<NodeInfo>) {
    this.#nodes = nodes;
  }

  add(info: PodInfo, node: NodeInfo): void {
    this.#count(info, node, 1);
  }

  remove(info: PodInfo, node: NodeInfo): void {
    this.#count(info, node, -1);
  }

  /** Nodes came, went or were relabelled: everything is counted anew when it is next asked for. */
  forget(): void {
    this.#isStale = true;
  }

  #refresh(): void {
    if (!this.#isStale) return;
    this.#isStale = false;
    this.#selected.clear();
    this.#antiTerms.clear();
    this.#values.clear();
    for (const node of this.#nodes()) {
      for (const info of node.podsWithRequiredAntiAffinity.values()) this.#countTerms(info, node, 1);
    }
  }

  /** Pods of one namespace that a selector finds, by domain. */
  matching(
    namespace: string,
    selector: LabelSelector | undefined,
    options: { readonly withTerminating: boolean },
  ): { readonly byNode: ReadonlyMap<NodeInfo, number>; domains(topologyKey: string): DomainCounts } {
    this.#refresh();
    const key = `${namespace}|${options.withTerminating}|${this.#keyOf(selector)}`;
    const known = this.#selected.get(key);
    if (known) return known.tally;
    const selected = { tally: new Tally(), namespace, selector, ...options };
    for (const node of this.#nodes()) {
      for (const info of node.pods.values()) if (isSelected(selected, info)) selected.tally.count(node, 1);
    }
    this.#selected.set(key, selected);
    return selected.tally;
  }

  /** Distinct required anti-affinity terms of the pods that are there, with the domains where such pods are. */
  *antiAffinityTerms(): Iterable<{ readonly term: AffinityTerm; readonly domains: DomainCounts }> {
    this.#refresh();
    for (const { term, tally } of this.#antiTerms.values()) yield { term, domains: tally.domains(term.topologyKey) };
  }

  /** Nodes by value of a label: all domains, empty ones too. */
  nodesByValue(topologyKey: string): DomainCounts {
    this.#refresh();
    const known = this.#values.get(topologyKey);
    if (known) return known;
    const values = new Map<string, number>();
    this.#nodeCount = 0;
    for (const { labels } of this.#nodes()) {
      this.#nodeCount++;
      const value = labels[topologyKey];
      if (value !== undefined) bump(values, value, 1);
    }
    this.#values.set(topologyKey, values);
    return values;
  }

  everyNodeHas(topologyKey: string): boolean {
    let labelled = 0;
    for (const count of this.nodesByValue(topologyKey).values()) labelled += count;
    return labelled === this.#nodeCount;
  }

  #keyOf(selector: LabelSelector | undefined): string {
    if (!selector) return '';
    const known = this.#keys.get(selector);
    if (known !== undefined) return known;
    const key = canonicalJson(selector);
    this.#keys.set(selector, key);
    return key;
  }

  #count(info: PodInfo, node: NodeInfo, sign: 1 | -1): void {
    if (this.#isStale) return;
    for (const selected of this.#selected.values()) if (isSelected(selected, info)) selected.tally.count(node, sign);
    if (info.requiredAntiAffinity.length > 0) this.#countTerms(info, node, sign);
  }

  #countTerms(info: PodInfo, node: NodeInfo, sign: 1 | -1): void {
    for (const term of info.requiredAntiAffinity) {
      const key = `${term.topologyKey}|${[...term.namespaces].join()}|${this.#keyOf(term.selector)}|${this.#keyOf(term.namespaceSelector)}`;
      const known = this.#antiTerms.get(key) ?? { term, tally: new Tally() };
      this.#antiTerms.set(key, known);
      known.tally.count(node, sign);
      if (known.tally.byNode.size === 0) this.#antiTerms.delete(key);
    }
  }
}

function isSelected({ namespace, selector, withTerminating }: Selected, info: PodInfo): boolean {
  if (info.namespace !== namespace) return false;
  if (!withTerminating && info.pod.metadata.deletionTimestamp !== undefined) return false;
  return matchesSelector(selector, info.labels);
}

function bump(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
