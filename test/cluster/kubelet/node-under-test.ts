/**
 * One node with a real kubelet and busybox, one pod on it: what happened when. The door of the kubelet's tests: a container
 * is a shell text or a list of words, and what is looked at are seconds since the pod was made.
 */
import { type Cluster, createCluster } from '#cluster/cluster.ts';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';

const images = new ImageCatalogue(readImages(process.cwd()).images);

export type Fields = Readonly<Record<string, unknown>>;

export interface PodUnderTest extends Fields {
  /** Shell text of the container `main`; other fields of it beside. */
  readonly run?: string;
  readonly main?: Fields;
  /** More containers. */
  readonly others?: readonly Fields[];
}

export function newCluster(options: Partial<Parameters<typeof createCluster>[0]> = {}): Cluster {
  return createCluster({ seed: 1, nodes: [{ name: 'node-1' }], images, kubelet: 'real', ...options });
}

export function container(name: string, run: string | undefined, more: Fields = {}): Fields {
  return { name, image: 'busybox:1.36', ...(run === undefined ? {} : { command: ['sh', '-c', run] }), ...more };
}

export function exec(text: string, more: Fields = {}): Fields {
  return { exec: { command: ['sh', '-c', text] }, ...more };
}

export function podDraft({ run, main, others, ...spec }: PodUnderTest, name = 'p'): Fields {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { app: name } },
    spec: { containers: [container('main', run, main), ...(others ?? [])], ...spec },
  };
}

/** Plays the pod for so many seconds; `at` does something on the way. */
export function play(
  pod: PodUnderTest,
  seconds: number,
  at: Readonly<Record<number, (cluster: Cluster) => void>> = {},
): Played {
  const cluster = newCluster();
  const [answer] = cluster.apply([podDraft(pod)]);
  if (!answer?.ok) throw new Error(answer?.status.message);
  let now = 0;
  for (const [second, act] of Object.entries(at).sort(([a], [b]) => Number(a) - Number(b))) {
    cluster.advance({ seconds: Number(second) - now });
    now = Number(second);
    act(cluster);
  }
  cluster.advance({ seconds: seconds - now });
  return new Played(cluster);
}

export class Played {
  readonly cluster: Cluster;

  constructor(cluster: Cluster) {
    this.cluster = cluster;
  }

  /** Seconds at which the runs of a container began. */
  starts(name = 'main'): number[] {
    return this.#times((entry) => entry.kind === 'container-started' && entry.container === name);
  }

  ends(name = 'main'): string[] {
    return this.cluster.trace.entries.flatMap((entry) =>
      entry.kind === 'container-ended' && entry.container === name
        ? [`${entry.atMs / 1000} ${entry.reason} ${entry.exitCode}`]
        : [],
    );
  }

  probes(probe: 'startup' | 'liveness' | 'readiness', name = 'main'): number[] {
    return this.#times((entry) => entry.kind === 'probe' && entry.probe === probe && entry.container === name);
  }

  /** `+` ready, `-` not. */
  readiness(): string[] {
    return this.cluster.trace.entries.flatMap((entry) =>
      entry.kind === 'pod-ready' ? [`${entry.ready ? '+' : '-'}${entry.atMs / 1000}`] : [],
    );
  }

  phases(): string[] {
    return this.cluster.trace.entries.flatMap((entry) =>
      entry.kind === 'pod-phase' ? [`${entry.phase} ${entry.atMs / 1000}`] : [],
    );
  }

  events(reason: string): string[] {
    return this.cluster.trace.entries.flatMap((entry) =>
      entry.kind === 'event' && entry.reason === reason ? [`${entry.atMs / 1000} ${entry.message}`] : [],
    );
  }

  eventTimes(reason: string): number[] {
    return this.#times((entry) => entry.kind === 'event' && entry.reason === reason);
  }

  gone(): number[] {
    return this.#times((entry) => entry.kind === 'deleted' && entry.object.kind === 'Pod');
  }

  status(name = 'p') {
    return this.cluster.client.get('Pod', 'default', name)?.status;
  }

  /** `main=waiting CrashLoopBackOff 3`: state, reason, restarts. */
  containers(name = 'p'): string[] {
    return (this.status(name)?.containerStatuses ?? []).map(({ name: container, state, restartCount }) => {
      const [kind = '', facts] = Object.entries(state ?? {})[0] ?? [];
      return `${container}=${kind}${(facts as { reason?: string }).reason ? ` ${(facts as { reason?: string }).reason}` : ''} ${restartCount}`;
    });
  }

  log(name = 'main', previous = false, pod = 'p'): string {
    const agent = [...this.cluster.agents.values()][0];
    const read = agent?.readLog('default', pod, name, previous);
    return read?.ok ? read.value : `! ${read?.error.message}`;
  }

  #times(wanted: (entry: Cluster['trace']['entries'][number]) => boolean): number[] {
    return this.cluster.trace.entries.filter(wanted).map(({ atMs }) => atMs / 1000);
  }
}
