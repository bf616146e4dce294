/**
 * Which nodes are heard of. A kubelet renews its lease every ten seconds; in place of those thousands of equal events
 * the cluster keeps the two that matter, when a node falls silent and when it is heard again, and the node lifecycle
 * controller reckons from them when it would have noticed.
 */
export class Heartbeats {
  readonly #silent = new Set<string>();
  readonly #listeners: ((nodeName: string, isHeard: boolean) => void)[] = [];

  isHeard(nodeName: string): boolean {
    return !this.#silent.has(nodeName);
  }

  fallSilent(nodeName: string): void {
    if (this.#silent.has(nodeName)) return;
    this.#silent.add(nodeName);
    for (const listener of this.#listeners) listener(nodeName, false);
  }

  resume(nodeName: string): void {
    if (!this.#silent.delete(nodeName)) return;
    for (const listener of this.#listeners) listener(nodeName, true);
  }

  onChange(listener: (nodeName: string, isHeard: boolean) => void): void {
    this.#listeners.push(listener);
  }
}
