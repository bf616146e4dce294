/** Each change of a pod as it came to pass, in the short form of timed plays. */
import type { Pod } from '#api/core/pod.ts';
import type { Cluster } from '#cluster/cluster.ts';

export interface PodTurn {
  /** Seconds from the first step. */
  readonly t: number;
  readonly pod: string;
  readonly gone?: boolean;
  readonly phase?: string;
  readonly reason?: string;
  readonly message?: string;
  /** `True`, or status and reason: `False ContainersNotReady`. */
  readonly conditions?: Readonly<Record<string, string>>;
  readonly containers?: Readonly<Record<string, ContainerTurn>>;
  readonly init?: Readonly<Record<string, ContainerTurn>>;
  /** Grace period in seconds, once the pod is being deleted. */
  readonly deleting?: number;
  readonly node?: string | null;
  readonly qos?: string;
}

interface ContainerTurn {
  readonly state: string;
  readonly reason?: string;
  readonly exitCode?: number;
  readonly message?: string;
  readonly ready: boolean;
  readonly restarts: number;
  readonly started: boolean;
  readonly last?: StateTurn;
}

interface StateTurn {
  readonly state: string;
  readonly reason?: string;
  readonly exitCode?: number;
  readonly message?: string;
}

interface ContainerStatus {
  readonly name: string;
  readonly ready?: boolean;
  readonly restartCount?: number;
  readonly started?: boolean;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
}

type ContainerState = Readonly<
  Record<string, { readonly reason?: string; readonly exitCode?: number; readonly message?: string } | undefined>
>;

export class PodTimeline {
  readonly turns: PodTurn[] = [];
  readonly #last = new Map<string, string>();

  constructor({ client, clock, namespace }: Cluster) {
    client.watch(
      'Pod',
      ({ type, object }) => {
        const { name, uid } = object.metadata;
        const turn = type === 'DELETED' ? { pod: name, gone: true } : describe(object);
        const text = JSON.stringify(turn);
        if (this.#last.get(uid) === text) return;
        this.#last.set(uid, text);
        this.turns.push({ t: clock.elapsedSeconds, ...turn });
      },
      { namespace },
    );
  }
}

function describe({ metadata, spec, status }: Pod): Omit<PodTurn, 't'> {
  const inits = byName(status?.initContainerStatuses as readonly ContainerStatus[] | undefined);
  const containers = byName(status?.containerStatuses as readonly ContainerStatus[] | undefined);
  const conditions = (status?.conditions ?? []).map(({ type, status: value, reason }) => [
    type,
    reason ? `${value} ${reason}` : value,
  ]);
  return {
    pod: metadata.name,
    phase: status?.phase ?? 'Pending',
    ...(status?.reason && { reason: status.reason }),
    ...(status?.message && { message: status.message }),
    conditions: Object.fromEntries(conditions),
    ...(containers && { containers }),
    ...(inits && { init: inits }),
    ...(metadata.deletionTimestamp !== undefined && { deleting: metadata.deletionGracePeriodSeconds ?? 0 }),
    node: spec.nodeName ?? null,
    ...(status?.qosClass && { qos: status.qosClass }),
  };
}

function byName(statuses: readonly ContainerStatus[] | undefined): Readonly<Record<string, ContainerTurn>> | undefined {
  if (!statuses || statuses.length === 0) return undefined;
  return Object.fromEntries(
    statuses.map(({ name, ready, restartCount, started, state, lastState }) => {
      const last = stateOf(lastState);
      return [
        name,
        {
          ...(stateOf(state) ?? { state: 'waiting' }),
          ready: ready ?? false,
          restarts: restartCount ?? 0,
          started: started ?? false,
          ...(last && { last }),
        },
      ];
    }),
  );
}

function stateOf(state: ContainerState | undefined): StateTurn | undefined {
  for (const kind of ['running', 'terminated', 'waiting']) {
    const facts = state?.[kind];
    if (!facts) continue;
    const { reason, exitCode, message } = facts;
    return {
      state: kind,
      ...(reason && { reason }),
      ...(exitCode !== undefined && { exitCode }),
      ...(message && { message }),
    };
  }
  return undefined;
}
