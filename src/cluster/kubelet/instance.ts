/** One run of a container on the node, and how much of it the kubelet has seen: an exit is noticed at the next relist. */
import type { Container } from '#container/container.ts';

export interface Instance {
  readonly id: string;
  readonly attempt: number;
  readonly image: string;
  /** As they were when it started, or when they were last changed in place. */
  resources: string;
  /** Undefined for a run of before the node went down: of the sandbox that is lost. */
  readonly container: Container | undefined;
  /** What the runtime knows: a failed start counts as exited. */
  exited:
    | {
        readonly exitCode: number;
        readonly reason: string;
        readonly message: string;
        readonly finishedAtMs: number;
        readonly startedAtMs: number;
      }
    | undefined;
  /** The kubelet has seen the exit. */
  seen: boolean;
}

/** The runs of each container, oldest first; only the two newest matter and are kept. */
export class Instances {
  readonly #byName = new Map<string, Instance[]>();

  add(name: string, instance: Instance): void {
    this.#byName.set(name, [...(this.#byName.get(name) ?? []), instance].slice(-2));
  }

  /** All of them belong to a past that does not count: the pod begins anew, with what `ending` says of those still running. */
  leaveBehind(ending: (instance: Instance) => Instance['exited']): void {
    for (const [name, instances] of this.#byName) {
      const left = instances.map((one) => ({ ...one, container: undefined, exited: ending(one), seen: true }));
      this.#byName.set(name, left);
    }
  }

  newest(name: string): Instance | undefined {
    return this.#byName.get(name)?.at(-1);
  }

  previous(name: string): Instance | undefined {
    return this.#byName.get(name)?.at(-2);
  }

  /** The newest run that the kubelet knows to have ended. */
  newestExited(name: string): Instance | undefined {
    return this.#byName.get(name)?.findLast((instance) => instance.exited && instance.seen);
  }

  *all(): Iterable<[string, Instance]> {
    for (const [name, instances] of this.#byName) for (const instance of instances) yield [name, instance];
  }

  /** Runs that are running, by the runtime's knowledge. */
  *running(): Iterable<[string, Instance]> {
    for (const [name, instance] of this.all()) if (!instance.exited) yield [name, instance];
  }
}
