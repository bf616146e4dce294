/**
 * The workloads of Kubernetes' own scheduler_perf (nodes of 4 CPU, 32 Gi, 110 pods; pods of 100m and 500Mi), on an API server
 * and a scheduler alone, as there: pods scheduled a second, from the first pod created to the last one bound, and (as there
 * clients create pods beside the scheduler, on threads of their own) from the last one created.
 *
 * Each figure is the median of several runs, each on a fresh heap: one collection of another run's garbage halves the figure
 * of a run that takes a fifth of a second.
 *
 * Seconds are those that the thread worked, so that other programs on the machine do not count.
 *
 * Ours has no network, etcd or disk in its way, so the ratio to the real one says how long people wait, not who is better.
 * The real figures are of a v1.36 scheduler with its API server on two such cores.
 */
import { type ApiServer, createApiServer } from '#cluster/apiserver/apiserver.ts';
import { Scheduler } from '#cluster/scheduler/scheduler.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { VirtualClock } from '#simulation/virtual-clock.ts';

type PodKind = 'basic' | 'anti-affinity' | 'spreading' | 'low-priority' | 'high-priority';

export interface Workload {
  readonly name: string;
  readonly nodes: number;
  readonly before: readonly [kind: PodKind, count: number];
  readonly measured: readonly [kind: PodKind, count: number];
  /** Pods a second of the real one, where it was measured. */
  readonly real?: number;
}

const workloads: readonly Workload[] = [
  { name: 'SchedulingBasic', nodes: 5, before: ['basic', 10], measured: ['basic', 150] },
  { name: 'SchedulingBasic', nodes: 500, before: ['basic', 500], measured: ['basic', 1000], real: 1221 },
  { name: 'SchedulingBasic', nodes: 5000, before: ['basic', 1000], measured: ['basic', 5000], real: 370 },
  {
    name: 'SchedulingPodAntiAffinity',
    nodes: 500,
    before: ['anti-affinity', 100],
    measured: ['anti-affinity', 400],
    real: 265,
  },
  {
    name: 'SchedulingPodAntiAffinity',
    nodes: 5000,
    before: ['anti-affinity', 1000],
    measured: ['anti-affinity', 1000],
    real: 141,
  },
  { name: 'TopologySpreading', nodes: 500, before: ['basic', 1000], measured: ['spreading', 1000], real: 418 },
  { name: 'TopologySpreading', nodes: 5000, before: ['basic', 5000], measured: ['spreading', 2000], real: 166 },
  { name: 'Preemption', nodes: 500, before: ['low-priority', 2000], measured: ['high-priority', 500] },
  { name: 'Preemption', nodes: 5000, before: ['low-priority', 20000], measured: ['high-priority', 1000] },
];

const zones = ['moon-1', 'moon-2', 'moon-3'];

function node(index: number): object {
  const name = `node-${index}`;
  const labels = { 'kubernetes.io/hostname': name, 'topology.kubernetes.io/zone': zones[index % zones.length] };
  const capacity = { cpu: '4', memory: '32Gi', pods: '110' };
  const conditions = [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }];
  return { metadata: { name, labels }, status: { capacity, allocatable: capacity, conditions } };
}

function pod(kind: PodKind, index: number): object {
  const large = kind === 'high-priority' ? '3' : kind === 'low-priority' ? '900m' : '100m';
  const requests = { cpu: large, memory: '500Mi' };
  const labels = { color: kind };
  const matching = { labelSelector: { matchLabels: labels } };
  return {
    metadata: { name: `${kind}-${index}`, namespace: 'default', labels },
    spec: {
      containers: [{ name: 'pause', image: 'registry.k8s.io/pause:3.10', resources: { requests } }],
      ...(kind === 'high-priority' && { priorityClassName: 'high' }),
      ...(kind === 'anti-affinity' && {
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [{ ...matching, topologyKey: 'kubernetes.io/hostname' }],
          },
        },
      }),
      ...(kind === 'spreading' && {
        topologySpreadConstraints: [
          { ...matching, maxSkew: 5, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' },
        ],
      }),
    },
  };
}

function boundCount(client: ApiServer): number {
  return client.list('Pod', { namespace: 'default' }).filter((object) => object.spec.nodeName).length;
}

/** What this thread has worked so far: a machine that is busy with others makes it wait, not work. */
function secondsOfWork(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}

export interface Measured {
  readonly workload: Workload;
  readonly perSecond: number;
  readonly alone: number;
  /** Of the pods that were there before, and of those that were measured. */
  readonly already: number;
  readonly bound: number;
  readonly megabytes: number;
}

function run(workload: Workload): Measured {
  const { nodes, before, measured } = workload;
  const clock = new VirtualClock();
  const client = createApiServer({ clock, random: new SeededRandom(1) });
  new Scheduler({ client, clock, events: client.events }).start();
  must(client.create('PriorityClass', { metadata: { name: 'high' }, value: 1000 }));
  for (let index = 0; index < nodes; index++) {
    must(client.create('Node', node(index) as never));
    // What the node-lifecycle controller does once a node is ready.
    must(client.patch('Node', undefined, `node-${index}`, { type: 'merge', patch: { spec: { taints: null } } }));
  }
  const add = ([kind, count]: Workload['before'], offset: number) => {
    for (let index = 0; index < count; index++) must(client.create('Pod', pod(kind, offset + index) as never));
  };
  // A victim of preemption has no kubelet here to say that it has stopped.
  client.watch('Pod', ({ type, object }) => {
    const { deletionTimestamp, namespace, name } = object.metadata;
    if (type === 'MODIFIED' && deletionTimestamp) client.delete('Pod', namespace, name, { gracePeriodSeconds: 0 });
  });
  add(before, 0);
  clock.advance(600_000);
  const already = boundCount(client);
  const started = secondsOfWork();
  add(measured, before[1]);
  const created = secondsOfWork();
  clock.advance(600_000);
  const ended = secondsOfWork();
  const seconds = ended - started;
  const secondsAlone = ended - created;
  const placed = client
    .list('Pod', { namespace: 'default', labelSelector: { color: measured[0] } })
    .filter((object) => object.spec.nodeName).length;
  const bound = placed - (before[0] === measured[0] ? before[1] : 0);
  const megabytes = process.memoryUsage().rss / 1e6;
  return { workload, perSecond: bound / seconds, alone: bound / secondsAlone, already, bound, megabytes };
}

function must(result: { readonly ok: boolean; readonly error?: { readonly message: string } }): void {
  if (!result.ok) throw new Error(result.error?.message);
}

/** A run that takes seconds is long enough to be its own average. */
const runsOf = ({ nodes }: Workload) => (nodes > 500 ? 1 : 5);

/** By pods a second. */
function medianRun(workload: Workload): Measured {
  const runs = Array.from({ length: runsOf(workload) }, () => {
    globalThis.gc?.();
    return run(workload);
  });
  runs.sort((a, b) => a.perSecond - b.perSecond);
  return runs[Math.trunc(runs.length / 2)]!;
}

if (import.meta.main) {
  const only = process.argv[2] ?? '';
  // The first thousand pods are slower: the machine code is not made yet. The real one is compiled.
  run({ name: 'warm-up', nodes: 100, before: ['anti-affinity', 50], measured: ['basic', 2000] });
  for (const workload of workloads) {
    if (`${workload.name} ${workload.nodes}`.includes(only)) console.log(JSON.stringify(medianRun(workload)));
  }
}
