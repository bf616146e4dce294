/**
 * Which components of Kubernetes work. While the API server or its etcd is down nothing new is decided and what runs goes on
 * running; each of the others is missed only for what it alone does.
 */
export const components = [
  'kube-apiserver',
  'etcd',
  'kube-controller-manager',
  'kube-scheduler',
  'coredns',
  'kube-proxy',
] as const;

export type Component = (typeof components)[number];

export class ControlPlane {
  readonly #down = new Set<Component>();
  readonly #listeners: (() => void)[] = [];
  readonly #waiting: (() => void)[] = [];
  #postponed: readonly { readonly component: Component; readonly run: () => void }[] = [];

  /** Somebody answers at the API server. */
  get isUp(): boolean {
    return !this.#down.has('kube-apiserver') && !this.#down.has('etcd');
  }

  /** The component runs; of those that decide, also that it reaches the API server. */
  works(component: Component): boolean {
    if (this.#down.has(component)) return false;
    return component === 'kube-controller-manager' || component === 'kube-scheduler' ? this.isUp : true;
  }

  goDown(component: Component = 'kube-apiserver'): void {
    this.#down.add(component);
  }

  comeBack(component: Component = 'kube-apiserver'): void {
    if (!this.#down.delete(component)) return;
    this.#runPostponed();
    for (const listener of this.#listeners) listener();
    if (!this.works('kube-controller-manager')) return;
    for (const run of this.#waiting.splice(0)) run();
  }

  /** At once, or as soon as controllers can decide again. */
  whenUp(run: () => void): void {
    if (this.works('kube-controller-manager')) run();
    else this.#waiting.push(run);
  }

  onComeBack(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Runs it now, or as soon as the component works again. */
  whenWorks(component: Component, run: () => void): void {
    if (this.works(component)) run();
    else this.#postponed = [...this.#postponed, { component, run }];
  }

  #runPostponed(): void {
    const due = this.#postponed.filter(({ component }) => this.works(component));
    this.#postponed = this.#postponed.filter((one) => !due.includes(one));
    for (const { run } of due) run();
  }
}
