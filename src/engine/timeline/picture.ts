/**
 * A run as a picture: what state each pod and each stricken node was in, and since when, and what became of the requests.
 * Told from the trace and kept with the result, so it is small: changes only, at most so many pods. A pod that comes back
 * under its old name (StatefulSets) goes on in its lane. How it is drawn is decided by lanes.ts and the frontends.
 */
import type { TraceEntry } from '#cluster/trace.ts';
import type { Play } from '../play/play.ts';

export interface RunPicture {
  /** A machine with docker: its lanes are containers. Absent for a cluster. */
  readonly world?: 'docker';
  readonly endSeconds: number;
  /** In order of creation. */
  readonly pods: readonly PodLane[];
  /** Pods beyond those that are shown. */
  readonly morePods: number;
  /** Only nodes that something happened to. */
  readonly nodes: readonly NodeLane[];
  /** One for each stream of requests that the script sent. */
  readonly requests: readonly RequestLane[];
}

/**
 * `gone`: not there (yet, or any more). `broken`: a container ended and is to be started again. `running`: up, but not ready; on
 * a machine with docker, not found healthy. `waiting`: without a node; there, created and not started. `done`: ended with 0.
 */
export type PodState =
  | 'gone'
  | 'waiting'
  | 'starting'
  | 'running'
  | 'ready'
  | 'broken'
  | 'stopping'
  | 'done'
  | 'failed';

export interface PodLane {
  readonly name: string;
  /** Each from its instant to the next one's. */
  readonly spans: readonly { readonly fromSeconds: number; readonly state: PodState; readonly node?: string }[];
}

export interface NodeLane {
  readonly name: string;
  readonly spans: readonly { readonly fromSeconds: number; readonly state: 'up' | 'closed' | 'down' }[];
}

export interface RequestLane {
  readonly name: string;
  readonly spans: readonly {
    readonly fromSeconds: number;
    readonly toSeconds: number;
    readonly served: number;
    readonly failed: number;
  }[];
}

const most = { pods: 16, spans: 60 };

const systemNamespaces = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

/** Undefined where no pod and no container ever was. */
export function pictureOf(play: Pick<Play, 'entries' | 'endMs' | 'requests' | 'host'>): RunPicture | undefined {
  if (play.host) return pictureOfMachine(play.host.lanes ?? [], play.endMs / 1000);
  const pods = new Map<string, PodPainter>();
  const nodes = new Map<string, { fromSeconds: number; state: NodeLane['spans'][number]['state'] }[]>();
  for (const entry of play.entries) {
    if (!('object' in entry) || !entry.object || systemNamespaces.has(entry.object.namespace)) continue;
    const { kind, namespace, name } = entry.object;
    if (kind === 'Node') {
      const state = nodeStates[entry.kind === 'script' ? entry.what : ''];
      if (state) nodes.set(name, [...(nodes.get(name) ?? []), { fromSeconds: entry.atMs / 1000, state }]);
    }
    if (kind !== 'Pod') continue;
    const key = `${namespace}/${name}`;
    const painter = pods.get(key) ?? new PodPainter(name);
    pods.set(key, painter);
    painter.see(entry);
  }
  if (pods.size === 0) return undefined;
  const lanes = [...pods.values()].filter(({ spans }) => spans.length > 0);
  return {
    endSeconds: play.endMs / 1000,
    pods: lanes.slice(0, most.pods).map(({ name, spans }) => ({ name, spans: spans.slice(0, most.spans) })),
    morePods: Math.max(0, lanes.length - most.pods),
    nodes: [...nodes].map(([name, spans]) => ({ name, spans: spans.slice(0, most.spans) })),
    requests: [...play.requests].flatMap(([name, { stretches }]) =>
      stretches.length === 0 ? [] : [{ name, spans: merged(stretches) }],
    ),
  };
}

function pictureOfMachine(lanes: readonly PodLane[], endSeconds: number): RunPicture | undefined {
  if (lanes.length === 0) return undefined;
  return {
    world: 'docker',
    endSeconds,
    pods: lanes.slice(0, most.pods).map(({ name, spans }) => ({ name, spans: spans.slice(0, most.spans) })),
    morePods: Math.max(0, lanes.length - most.pods),
    nodes: [],
    requests: [],
  };
}

const nodeStates: Readonly<Record<string, NodeLane['spans'][number]['state']>> = {
  'node-down': 'down',
  'kubelet-down': 'down',
  'node-up': 'up',
  cordon: 'closed',
  drain: 'closed',
  uncordon: 'up',
};

type Span = PodLane['spans'][number];

/** Follows one pod through the trace. */
class PodPainter {
  readonly name: string;
  readonly spans: Span[] = [];
  readonly #running = new Set<string>();
  /** Containers that ended and are to be started again. */
  readonly #down = new Set<string>();
  #node: string | undefined;
  #ready = false;
  #stopping = false;

  constructor(name: string) {
    this.name = name;
  }

  see(entry: TraceEntry): void {
    const state = this.#stateAfter(entry);
    if (state) this.#paint(entry.atMs, state);
  }

  #stateAfter(entry: TraceEntry): PodState | undefined {
    switch (entry.kind) {
      case 'created':
        this.#running.clear();
        this.#down.clear();
        this.#node = undefined;
        this.#ready = false;
        this.#stopping = false;
        return 'waiting';
      case 'pod-bound':
        this.#node = entry.node;
        return 'starting';
      case 'container-started':
        this.#running.add(entry.container);
        this.#down.delete(entry.container);
        return this.#up();
      case 'container-ended':
        this.#running.delete(entry.container);
        // The first end of a container that went well is that of an init container, or of a Job that says "done" at once.
        if (entry.exitCode !== 0 || entry.run > 0) this.#down.add(entry.container);
        return this.#up();
      case 'pod-ready':
        this.#ready = entry.ready;
        return this.#running.size > 0 ? this.#up() : undefined;
      case 'pod-phase':
        return entry.phase === 'Succeeded' ? 'done' : entry.phase === 'Failed' ? 'failed' : undefined;
      case 'deleting':
        this.#stopping = true;
        return 'stopping';
      case 'deleted':
        this.#stopping = false;
        return 'gone';
      default:
        return undefined;
    }
  }

  #up(): PodState {
    if (this.#down.size > 0) return 'broken';
    if (this.#running.size === 0) return 'starting';
    return this.#ready ? 'ready' : 'running';
  }

  #paint(atMs: number, wanted: PodState): void {
    const last = this.spans.at(-1);
    const state = this.#stopping ? 'stopping' : wanted;
    // What ended for good stays so until the pod is deleted.
    if ((last?.state === 'done' || last?.state === 'failed') && state !== 'gone' && state !== 'stopping') return;
    if (last?.state === state && last.node === this.#node) return;
    const fromSeconds = atMs / 1000;
    if (last?.fromSeconds === fromSeconds) this.spans.pop();
    this.spans.push({ fromSeconds, state, ...(this.#node !== undefined && state !== 'gone' && { node: this.#node }) });
  }
}

interface Counted {
  readonly fromMs: number;
  readonly toMs: number;
  readonly served: number;
  readonly failed: Readonly<Record<string, number>>;
}

/** Stretches of equal success in a row are one; a long unsteady row is told in equal pieces. */
function merged(stretches: readonly Counted[]): RequestLane['spans'] {
  const spans: { fromSeconds: number; toSeconds: number; served: number; failed: number }[] = [];
  for (const { fromMs, toMs, served, failed } of stretches) {
    if (toMs <= fromMs) continue;
    const lost = Object.values(failed).reduce((sum, count) => sum + count, 0);
    const last = spans.at(-1);
    if (last && share(last.served, last.failed) === share(served, lost) && last.toSeconds === fromMs / 1000) {
      last.toSeconds = toMs / 1000;
      last.served += served;
      last.failed += lost;
    } else {
      spans.push({ fromSeconds: fromMs / 1000, toSeconds: toMs / 1000, served, failed: lost });
    }
  }
  while (spans.length > most.spans) {
    for (let index = 0; index + 1 < spans.length; index++) {
      const [one, next] = [spans[index]!, spans[index + 1]!];
      spans.splice(index, 2, {
        fromSeconds: one.fromSeconds,
        toSeconds: next.toSeconds,
        served: one.served + next.served,
        failed: one.failed + next.failed,
      });
    }
  }
  return spans.map((span) => ({ ...span, served: rounded(span.served), failed: rounded(span.failed) }));
}

function share(served: number, failed: number): number {
  return served + failed === 0 ? 1 : Math.round((served / (served + failed)) * 100);
}

function rounded(count: number): number {
  return Math.round(count * 10) / 10;
}
