/**
 * Pods for which room is being made, by node. Nobody who is no more important may take it from them, and nobody who is no more
 * important need look when it becomes free.
 */
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';

export class Nominations {
  readonly #byNode = new Map<string, Map<string, PodInfo>>();

  set(info: PodInfo, nodeName: string): void {
    const { uid } = info.pod.metadata;
    this.remove(uid);
    const pods = this.#byNode.get(nodeName) ?? new Map<string, PodInfo>();
    this.#byNode.set(nodeName, pods.set(uid, info));
  }

  remove(uid: string): void {
    for (const [nodeName, pods] of this.#byNode) {
      if (pods.delete(uid) && pods.size === 0) this.#byNode.delete(nodeName);
    }
  }

  /** Others that come before this pod on the node. */
  before(pod: PodInfo, node: NodeInfo): readonly PodInfo[] {
    const all = this.#byNode.get(node.name);
    if (!all) return [];
    const { uid } = pod.pod.metadata;
    return [...all.values()].filter((other) => other.priority >= pod.priority && other.pod.metadata.uid !== uid);
  }

  /**
   * The node as it is for each waiting pod after something left it: with all that is nominated there for those who are neither
   * nominated themselves nor more important.
   */
  viewsOf(node: NodeInfo): (pod: PodInfo) => NodeInfo {
    const all = this.#byNode.get(node.name);
    if (!all) return () => node;
    const crowded = node.clone();
    for (const pod of all.values()) crowded.addPod(pod);
    const least = Math.min(...[...all.values()].map(({ priority }) => priority));
    return (pod) => (all.has(pod.pod.metadata.uid) || pod.priority > least ? node : crowded);
  }
}
