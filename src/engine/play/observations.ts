/**
 * What a script looks at while it runs, kept for checks and measures: requests that were counted, commands that were run in
 * containers, calls from outside, files and variables as containers see them, and the objects of the API server at each
 * instant that has a name. Looking changes nothing, but for what a command does.
 */
import type { KubernetesObject } from '#api/meta/object.ts';
import type { KindName, ObjectOf } from '#api/scheme.ts';
import type { Text } from '#base/text.ts';
import type { Cluster } from '#cluster/cluster.ts';
import type { Stretch, Traffic, TrafficOptions } from '#cluster/network/traffic.ts';
import type { Actor } from './cast.ts';

/** Several steps may share an instant: how many notes the script had made by then tells them apart. */
interface Seen {
  readonly atMs: number;
  readonly noteCount?: number;
}

export interface Command extends Seen {
  /** The pod where it ran; absent on a machine with docker. */
  readonly actor?: Actor;
  /** Undefined when it was not over in time; then, and when it could not begin, `errors` says why. */
  readonly exitCode: number | undefined;
  readonly output: string;
  readonly errors: string;
}

/** A request from outside the cluster. */
export interface Visit extends Seen {
  readonly reached: boolean;
  readonly found: Text;
}

export interface FileSeen extends Seen {
  readonly actor: Actor;
  /** Undefined where there is no such file. */
  readonly content: string | undefined;
}

/** Requests that were sent from a step on. */
export interface Requests {
  readonly fromMs: number;
  readonly stretches: readonly Stretch[];
  /** Nobody could be asked: no Service leads to the role. */
  readonly isLost: boolean;
}

/** The objects as they were at an instant. They are frozen, so keeping them costs nothing. */
export interface Snapshot {
  readonly atMs: number;
  list<K extends KindName>(kind: K): readonly ObjectOf<K>[];
}

export class Observations {
  readonly commands = new Map<string, Command[]>();
  readonly visits = new Map<string, Visit[]>();
  readonly files = new Map<string, FileSeen[]>();
  readonly snapshots = new Map<string, Snapshot>();
  /** By pod's uid and container: the variables that its programs see. */
  readonly environments = new Map<string, ReadonlyMap<string, string>>();
  readonly #traffic = new Map<string, { readonly fromMs: number; readonly traffic: Traffic | undefined }>();
  readonly #cluster: Cluster;

  readonly #noteCount: () => number;

  constructor(cluster: Cluster, noteCount: () => number) {
    this.#cluster = cluster;
    this.#noteCount = noteCount;
  }

  get #elapsedMs(): number {
    return this.#cluster.clock.nowMs - this.#cluster.clock.startMs;
  }

  startTraffic(as: string, options: TrafficOptions | undefined): void {
    const traffic = options && this.#cluster.traffic(options);
    this.#traffic.set(as, { fromMs: this.#elapsedMs, traffic });
  }

  stopTraffic(): void {
    for (const { traffic } of this.#traffic.values()) traffic?.stop();
  }

  requests(): ReadonlyMap<string, Requests> {
    return new Map(
      [...this.#traffic].map(([as, { fromMs, traffic }]) => {
        traffic?.total();
        return [as, { fromMs, stretches: traffic?.stretches ?? [], isLost: traffic === undefined }];
      }),
    );
  }

  remember(kind: 'commands' | 'visits' | 'files', as: string, seen: Command | Visit | FileSeen): void {
    const known = this[kind] as Map<string, unknown[]>;
    known.set(as, [...(known.get(as) ?? []), { ...seen, noteCount: this.#noteCount() }]);
  }

  /** What there is now, under this name. The first instant of a name stands. */
  takeSnapshot(name: string): void {
    if (this.snapshots.has(name)) return;
    const { client } = this.#cluster;
    const kept = new Map<string, readonly KubernetesObject[]>();
    for (const kind of shownKinds) kept.set(kind, client.list(kind));
    const list = <K extends KindName>(kind: K) => (kept.get(kind) ?? []) as unknown as readonly ObjectOf<K>[];
    this.snapshots.set(name, { atMs: this.#elapsedMs, list });
  }

  /** What the containers of these pods have in their environment. */
  lookInto(actors: readonly Actor[]): void {
    for (const { uid, name, pod } of actors) {
      for (const container of [...(pod.spec.initContainers ?? []), ...pod.spec.containers]) {
        const seen = this.#cluster.filesOf(name.namespace, name.name, container.name);
        if (seen) this.environments.set(`${uid}/${container.name}`, seen.environment);
      }
    }
  }
}

/** Kinds that questions are asked about. */
const shownKinds: readonly KindName[] = [
  'Pod',
  'Service',
  'EndpointSlice',
  'ConfigMap',
  'Secret',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'ResourceQuota',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'Ingress',
  'PodDisruptionBudget',
  'HorizontalPodAutoscaler',
  'StorageClass',
  'NetworkPolicy',
];
