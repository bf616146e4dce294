/**
 * A cluster as a tutorial assumes it: three nodes with real kubelets, the images of data/images, a default class whose
 * volumes are made on demand. The door of these tests: apply, wait, look at pods, and run commands in them.
 */
import type { Pod } from '#api/core/pod.ts';
import { type Cluster, type ClusterOptions, createCluster } from '#cluster/cluster.ts';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';

const images = new ImageCatalogue(readImages(process.cwd()).images);
const disks = { name: 'disk.example.com', seconds: 2, reach: 'cluster' } as const;

const defaultClass = `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: standard, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
provisioner: ${disks.name}
`;

export class Tutorial {
  readonly cluster: Cluster;
  readonly namespace: string;

  constructor(options: Partial<ClusterOptions> = {}) {
    this.namespace = options.namespace ?? 'default';
    this.cluster = createCluster({
      seed: 1,
      nodes: ['node-1', 'node-2', 'node-3'].map((name) => ({ name })),
      images,
      kubelet: 'real',
      installed: { provisioners: [disks, { ...disks, name: 'k8s.io/minikube-hostpath', reach: 'node' }] },
      ...options,
    });
    this.apply(defaultClass);
  }

  /** Applies and insists that the API server took it. */
  apply(yaml: string): this {
    for (const answer of this.cluster.apply(yaml)) if (!answer.ok) throw new Error(answer.status.message);
    return this;
  }

  /** What the API server refused, in its words. */
  refusals(yaml: string): string[] {
    return this.cluster.apply(yaml).flatMap((answer) => (answer.ok ? [] : [answer.status.message ?? '']));
  }

  wait(seconds: number): this {
    if (this.cluster.advance({ seconds, eventLimit: 500_000 }) === 'limit') throw new Error('it goes round in circles');
    return this;
  }

  delete(kind: string, name: string): this {
    const answer = this.cluster.client.delete(kind, this.namespace, name);
    if (!answer.ok) throw new Error(answer.error.message);
    return this;
  }

  scale(kind: string, name: string, replicas: number): this {
    const object = this.cluster.client.get(kind, this.namespace, name) as { spec?: object } | undefined;
    if (!object) throw new Error(`no ${kind} ${name}`);
    const answer = this.cluster.client.update(kind, { ...object, spec: { ...object.spec, replicas } } as never);
    if (!answer.ok) throw new Error(answer.error.message);
    return this;
  }

  pods(labelSelector?: string): readonly Pod[] {
    return this.cluster.client.list('Pod', { namespace: this.namespace, ...(labelSelector && { labelSelector }) });
  }

  /** `web-0 Running 1/1 0`: name, phase or the reason for waiting, ready containers, restarts. In the order of names. */
  lines(labelSelector?: string): string[] {
    return this.pods(labelSelector).map(line).sort();
  }

  /** Seconds at which each pod became ready for the first time, by name. */
  readyTimes(): ReadonlyMap<string, number> {
    const times = new Map<string, number>();
    for (const entry of this.cluster.trace.entries)
      if (entry.kind === 'pod-ready' && entry.ready && !times.has(entry.object.name))
        times.set(entry.object.name, entry.atMs / 1000);
    return times;
  }

  /** Exit code and what was printed; `waits` when it goes on for longer than a minute. */
  exec(pod: string, command: string, container?: string): string {
    const found = this.cluster.client.get('Pod', this.namespace, pod);
    const agent = this.cluster.agents.get(found?.spec?.nodeName ?? '');
    if (!found || !agent) throw new Error(`no pod ${pod} on a node`);
    let result = 'waits';
    agent.exec(
      this.namespace,
      pod,
      container ?? found.spec?.containers[0]?.name ?? '',
      ['sh', '-c', command],
      (outcome) => {
        result = outcome.ok
          ? `${outcome.value.exitCode} ${outcome.value.output}${outcome.value.errors}`.trim()
          : outcome.error.message;
      },
    );
    this.cluster.advance({ seconds: 60, until: () => result !== 'waits' });
    return result;
  }

  log(pod: string, container?: string, previous = false): string {
    const found = this.cluster.client.get('Pod', this.namespace, pod);
    const agent = this.cluster.agents.get(found?.spec?.nodeName ?? '');
    const read = agent?.readLog(this.namespace, pod, container ?? found?.spec?.containers[0]?.name ?? '', previous);
    return read?.ok ? read.value : `! ${read?.error.message}`;
  }

  events(reason: string): string[] {
    return this.cluster.trace.entries.flatMap((entry) =>
      entry.kind === 'event' && entry.reason === reason ? [entry.message] : [],
    );
  }
}

export function line({ metadata, status }: Pod): string {
  const containers = status?.containerStatuses ?? [];
  const waiting = [...(status?.initContainerStatuses ?? []), ...containers].find(({ state }) => state?.waiting?.reason);
  const ready = containers.filter((container) => container.ready).length;
  const restarts = containers.reduce((sum, { restartCount }) => sum + (restartCount ?? 0), 0);
  return `${metadata.name} ${waiting?.state?.waiting?.reason ?? status?.phase} ${ready}/${containers.length} ${restarts}`;
}
