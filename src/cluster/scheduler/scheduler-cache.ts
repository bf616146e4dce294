/**
 * The cluster as the scheduler keeps it in mind: nodes, and the pods that hold places on them. A pod counts from the moment
 * its node is chosen, before the API server has heard of it.
 */
import type { Node } from '#api/core/node.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import type { Snapshot } from './framework.ts';
import { NodeInfo } from './node-info.ts';
import { PodIndex } from './pod-index.ts';
import type { PodInfo } from './pod-info.ts';

export class SchedulerCache implements Snapshot {
  readonly client: ApiClient;
  readonly nodesByName = new Map<string, NodeInfo>();
  readonly nodesWithAffinityPods = new Set<NodeInfo>();
  readonly nodesWithImages = new Set<NodeInfo>();
  /** Node names in order of addition, by zone. */
  readonly #zones = new Map<string, string[]>();
  readonly #placeOf = new Map<string, string>();
  #order: readonly NodeInfo[] | undefined;
  readonly index = new PodIndex(() => this.nodesByName.values());

  constructor(client: ApiClient) {
    this.client = client;
  }

  /** One node of each zone in turn, so that a search that stops early has seen all zones. */
  get nodes(): readonly NodeInfo[] {
    this.#order ??= this.#interleaved();
    return this.#order;
  }

  setNode(node: Node): void {
    const { name } = node.metadata;
    const known = this.nodesByName.get(name);
    if (!known) {
      const info = new NodeInfo(node);
      this.nodesByName.set(name, info);
      this.#noteImages(info);
      this.#enter(node);
      this.index.forget();
      return;
    }
    const moved = zoneOf(known.node) !== zoneOf(node);
    const relabelled = known.labels !== node.metadata.labels;
    if (moved) this.#leave(known.node);
    known.setNode(node);
    this.#noteImages(known);
    if (moved) this.#enter(node);
    if (relabelled) this.index.forget();
  }

  removeNode(node: Node): void {
    const info = this.nodesByName.get(node.metadata.name);
    if (!info) return;
    this.nodesByName.delete(info.name);
    this.nodesWithAffinityPods.delete(info);
    this.nodesWithImages.delete(info);
    for (const uid of info.pods.keys()) this.#placeOf.delete(uid);
    this.#leave(info.node);
    this.index.forget();
  }

  /** A pod of a node that is not known (yet) is left out. */
  addPod(info: PodInfo, nodeName: string): void {
    const node = this.nodesByName.get(nodeName);
    if (!node) return;
    node.addPod(info);
    this.index.add(info, node);
    this.#placeOf.set(info.pod.metadata.uid, nodeName);
    this.#note(node);
  }

  find(uid: string): PodInfo | undefined {
    return this.nodesByName.get(this.#placeOf.get(uid) ?? '')?.pods.get(uid);
  }

  /** A change of status alone, or the beginning of its end. */
  replacePod(info: PodInfo): void {
    const { uid, deletionTimestamp } = info.pod.metadata;
    const node = this.nodesByName.get(this.#placeOf.get(uid) ?? '');
    const before = node?.pods.get(uid);
    if (!node || !before) return;
    const endsNow = before.pod.metadata.deletionTimestamp !== deletionTimestamp;
    if (endsNow) this.index.remove(before, node);
    node.replacePod(info);
    if (endsNow) this.index.add(info, node);
  }

  removePod(uid: string): void {
    const node = this.nodesByName.get(this.#placeOf.get(uid) ?? '');
    this.#placeOf.delete(uid);
    if (!node) return;
    const gone = node.removePod(uid);
    if (gone) this.index.remove(gone, node);
    this.#note(node);
  }

  #note(node: NodeInfo): void {
    if (node.podsWithAffinity.size > 0) this.nodesWithAffinityPods.add(node);
    else this.nodesWithAffinityPods.delete(node);
  }

  #noteImages(info: NodeInfo): void {
    if ((info.node.status?.images ?? []).length > 0) this.nodesWithImages.add(info);
    else this.nodesWithImages.delete(info);
  }

  #enter(node: Node): void {
    const zone = zoneOf(node);
    const names = this.#zones.get(zone);
    if (names) names.push(node.metadata.name);
    else this.#zones.set(zone, [node.metadata.name]);
    this.#order = undefined;
  }

  #leave(node: Node): void {
    const zone = zoneOf(node);
    const names = (this.#zones.get(zone) ?? []).filter((name) => name !== node.metadata.name);
    if (names.length > 0) this.#zones.set(zone, names);
    else this.#zones.delete(zone);
    this.#order = undefined;
  }

  #interleaved(): readonly NodeInfo[] {
    const zones = [...this.#zones.values()];
    const longest = Math.max(0, ...zones.map(({ length }) => length));
    const order: NodeInfo[] = [];
    for (let index = 0; index < longest; index++) {
      for (const names of zones) {
        const info = this.nodesByName.get(names[index] ?? '');
        if (info) order.push(info);
      }
    }
    return order;
  }
}

function zoneOf({ metadata: { labels } }: Node): string {
  const region = labels?.['topology.kubernetes.io/region'] ?? '';
  const zone = labels?.['topology.kubernetes.io/zone'] ?? '';
  return `${region}:${zone}`;
}
