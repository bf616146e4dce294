/**
 * What happened in a run, in order: the one record that checks judge, that counter-examples and timelines are told from,
 * and that two runs with the same seed share byte for byte. Objects' states are entries too, so nothing has to be polled.
 */
export interface ObjectName {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export type TraceEntry = {
  /** Milliseconds on the virtual clock since the run began. */ readonly atMs: number;
} & TraceFact;

export type TraceFact =
  /** A Kubernetes Event as a component said it: `Killing`, `Unhealthy`, `FailedScheduling`, `BackOff`… */
  | {
      readonly kind: 'event';
      readonly object: ObjectName;
      readonly type: 'Normal' | 'Warning';
      readonly reason: string;
      readonly message: string;
      readonly source: string;
      /** The client's thrift kept it from the API server: `kubectl get events` does not show it. */
      readonly withheld?: true;
    }
  | { readonly kind: 'created' | 'deleted' | 'deleting'; readonly object: ObjectName }
  | { readonly kind: 'pod-bound'; readonly object: ObjectName; readonly node: string }
  | { readonly kind: 'pod-phase'; readonly object: ObjectName; readonly phase: string }
  | { readonly kind: 'pod-ready'; readonly object: ObjectName; readonly ready: boolean }
  | {
      readonly kind: 'container-started';
      readonly object: ObjectName;
      readonly container: string;
      readonly image: string;
      /** 0 for the first run. */
      readonly run: number;
    }
  | {
      readonly kind: 'container-ended';
      readonly object: ObjectName;
      readonly container: string;
      readonly run: number;
      readonly exitCode: number;
      readonly reason: string;
    }
  | {
      readonly kind: 'probe';
      readonly object: ObjectName;
      readonly container: string;
      readonly probe: 'startup' | 'liveness' | 'readiness';
      readonly result: 'success' | 'failure';
      readonly output: string;
    }
  /** A pod came into or left what a Service sends traffic to (ready endpoints). */
  | { readonly kind: 'endpoint'; readonly service: ObjectName; readonly pod: string; readonly ready: boolean }
  /** A program's own state changed: it began to listen, hung, entered maintenance, lost its lock… */
  | {
      readonly kind: 'program';
      readonly object: ObjectName;
      readonly container: string;
      readonly state: string;
      readonly detail?: string;
    }
  | { readonly kind: 'volume'; readonly object: ObjectName; readonly detail: string }
  /** Something the script did: a fault, a scale, an upgrade. */
  | { readonly kind: 'script'; readonly what: string; readonly object?: ObjectName };

export class Trace {
  readonly entries: TraceEntry[] = [];
  readonly #elapsedMs: () => number;
  readonly #listeners = new Set<(entry: TraceEntry) => void>();

  constructor(elapsedMs: () => number) {
    this.#elapsedMs = elapsedMs;
  }

  record(fact: TraceFact): void {
    const entry: TraceEntry = { atMs: this.#elapsedMs(), ...fact };
    this.entries.push(entry);
    for (const listener of this.#listeners) listener(entry);
  }

  /** Forgets the making of the cluster itself: a run begins when its cluster stands. */
  restart(): void {
    this.entries.length = 0;
  }

  /** For a script that waits for the next entry of some kind. Listeners must not change the cluster; they set a flag. */
  onEntry(listener: (entry: TraceEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
