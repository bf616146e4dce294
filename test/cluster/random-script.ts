/** Scripts made of chance: workloads applied, scaled, updated and deleted, pods evicted, nodes lost, cordoned and drained. */
import type { Deployment } from '#api/apps/deployment.ts';
import type { Pod } from '#api/core/pod.ts';
import { matchesSelector } from '#api/meta/label-selector.ts';
import type { Cluster } from '#cluster/cluster.ts';
import { fenceposts } from '#cluster/controllers/deployment-controller/rolling-update.ts';
import { controllerOf } from '#cluster/controllers/owner.ts';
import { isActive, isReady } from '#cluster/controllers/pod-state.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { deployment, smallCluster, statefulSet } from './small-cluster.ts';

const turns = 8;

export function playScript(seed: number, afterEvent?: (cluster: Cluster) => void): Cluster {
  const random = new SeededRandom(seed).fork('script');
  const cluster = smallCluster(random.integer(2, 4), { seed });
  const pass = (seconds: number) =>
    cluster.advance({
      seconds,
      eventLimit: 20_000,
      until: () => {
        afterEvent?.(cluster);
        return false;
      },
    });
  for (let turn = 0; turn < turns; turn++) {
    takeTurn(cluster, random);
    pass(random.integer(1, 30));
  }
  // What waited for an outage to end still has to be done.
  cluster.inject({ kind: 'apiserver-up' });
  pass(10);
  return cluster;
}

function takeTurn(cluster: Cluster, random: SeededRandom): void {
  const { client } = cluster;
  const image = random.pick(['shop', 'shop:2', 'shop:missing']);
  const replicas = random.integer(0, 6);
  const node = random.pick([...cluster.agents.keys()]);
  const pods = client.list('Pod', { namespace: 'default' });
  const name = pods.length > 0 ? random.pick(pods).metadata.name : 'nobody';
  const strategy = random.pick([
    '{type: Recreate}',
    '{rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}',
    '{rollingUpdate: {maxSurge: 0, maxUnavailable: 50%}}',
    '{rollingUpdate: {maxSurge: 2, maxUnavailable: 1}}',
  ]);
  const choices: (() => unknown)[] = [
    () => cluster.apply(deployment('web', { replicas, image, strategy })),
    () => cluster.apply(deployment('web', { replicas, image })),
    () => cluster.apply(statefulSet('db', replicas, '', `containers: [{name: main, image: "${image}"}]`)),
    () => cluster.apply(claimUser(random.integer(0, 2))),
    () => client.patch('Deployment', 'default', 'web', { type: 'merge', patch: { spec: { replicas } } }),
    () => client.delete('Pod', 'default', name),
    () => client.evict('default', name),
    () => cluster.inject({ kind: random.pick(['cordon', 'uncordon']), node }),
    () => cluster.inject(random.next() < 0.5 ? { kind: 'node-down', node } : { kind: 'node-up', node }),
    () => cluster.inject({ kind: 'drain', node, timeoutSeconds: 20 }),
    () => client.delete(random.pick(['Deployment', 'StatefulSet']), 'default', random.pick(['web', 'db'])),
    () => cluster.apply(budget(random.integer(0, 3))),
    () => cluster.apply(quota(random.integer(2, 9))),
    () => cluster.apply(daemonSet(image)),
    () => cluster.apply(job(random.integer(0, 2), random.integer(1, 5))),
    () => outage(cluster, random.integer(1, 90)),
  ];
  random.pick(choices)();
}

/** Nobody reaches the API server for a while. */
function outage(cluster: Cluster, seconds: number): void {
  cluster.inject({ kind: 'apiserver-down' });
  cluster.clock.after(seconds * 1000, () => cluster.inject({ kind: 'apiserver-up' }));
}

function claimUser(index: number): string {
  return `apiVersion: v1
kind: PersistentVolume
metadata: {name: pv-${index}}
spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /mnt/${index}}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: c-${index}}
spec: {accessModes: [ReadWriteOnce], storageClassName: "", resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: Pod
metadata: {name: user-${index}, labels: {app: user}}
spec: {containers: [{name: main, image: shop}], volumes: [{name: d, persistentVolumeClaim: {claimName: c-${index}}}]}
`;
}

function budget(minAvailable: number): string {
  return `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {minAvailable: ${minAvailable}, selector: {matchLabels: {app: web}}}\n`;
}

function quota(pods: number): string {
  return `apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: q}\nspec: {hard: {pods: "${pods}"}}\n`;
}

function daemonSet(image: string): string {
  return `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec: {selector: {matchLabels: {app: agent}}, template: {metadata: {labels: {app: agent}}, spec: {containers: [{name: main, image: "${image}"}]}}}
`;
}

/** One that ends well, badly, or after a while. */
function job(which: number, completions: number): string {
  const command = ['[true]', '[false]', '[sleep, "7"]'][which];
  return `apiVersion: batch/v1
kind: Job
metadata: {name: job-${which}-${completions}}
spec: {completions: ${completions}, parallelism: 2, backoffLimit: 2, template: {spec: {restartPolicy: Never, containers: [{name: main, image: busybox, command: ${command}}]}}}
`;
}

/** Where each pod was first seen; a pod never moves. */
const nodeOf = new WeakMap<Cluster, Map<string, string>>();

/** Pods that counted when each quota, in each size, was last looked at. */
const countsUnder = new WeakMap<Cluster, Map<string, number>>();

/** All pods after the event before. */
const podsBefore = new WeakMap<Cluster, readonly Pod[]>();

/** What is broken, in words. */
export function checkInvariants(cluster: Cluster): readonly string[] {
  const { client } = cluster;
  const broken: string[] = [];
  const pods = client.list('Pod');
  const places = nodeOf.get(cluster) ?? new Map<string, string>();
  nodeOf.set(cluster, places);
  for (const { metadata, spec } of pods) {
    if (!spec.nodeName) continue;
    const before = places.get(metadata.uid);
    if (before !== undefined && before !== spec.nodeName) broken.push(`pod ${metadata.name} moved`);
    places.set(metadata.uid, spec.nodeName);
  }
  broken.push(...checkVolumes(cluster), ...checkDeployments(cluster, pods), ...checkNodes(cluster, pods));
  broken.push(...checkCounts(cluster, pods));
  noteSizes(cluster);
  const before = podsBefore.get(cluster) ?? [];
  podsBefore.set(cluster, pods);
  const leaving = newlyLeaving(before, pods);
  if (leaving.length > 0)
    broken.push(...checkRollouts(cluster, pods, leaving), ...checkBudgets(cluster, before, leaving));
  // A quota may come when there are too many already; from then on it must let in no more.
  const counts = countsUnder.get(cluster) ?? new Map<string, number>();
  countsUnder.set(cluster, counts);
  const counted = pods.filter(({ metadata, status }) => {
    const isOver = status?.phase === 'Succeeded' || status?.phase === 'Failed';
    // One that should be gone by now, on a node that is lost, is not charged any more.
    const isOverdue = Date.parse(metadata.deletionTimestamp ?? '') <= cluster.clock.nowMs;
    return !isOver && !isOverdue;
  }).length;
  for (const { metadata, status } of client.list('ResourceQuota')) {
    const hard = Number(status?.hard?.['pods'] ?? Number.POSITIVE_INFINITY);
    const key = `${metadata.uid} ${hard}`;
    const before = counts.get(key) ?? counted;
    if (counted > hard && counted > before) broken.push(`the quota of ${hard} let in the pod number ${counted}`);
    counts.set(key, counted);
  }
  return broken;
}

/** Objects whose controller is gone: the garbage collector leaves none. Holds once a cluster has come to rest. */
export function orphans({ client }: Cluster): readonly string[] {
  const owners = new Set(
    ['Deployment', 'StatefulSet', 'ReplicaSet', 'DaemonSet', 'Job'].flatMap((kind) =>
      client.list(kind).map(({ metadata }) => metadata.uid),
    ),
  );
  return [...client.list('Pod'), ...client.list('ReplicaSet'), ...client.list('ControllerRevision')].flatMap(
    (object) => {
      const owner = controllerOf(object);
      const isGoing = object.metadata.deletionTimestamp !== undefined;
      return owner && !isGoing && !owners.has(owner.uid) ? [`${object.metadata.name} outlived its ${owner.kind}`] : [];
    },
  );
}

function checkVolumes({ client }: Cluster): readonly string[] {
  const broken: string[] = [];
  const claimOf = new Map<string, string>();
  for (const { metadata, spec, status } of client.list('PersistentVolumeClaim')) {
    if (status?.phase !== 'Bound' || !spec?.volumeName) continue;
    const other = claimOf.get(spec.volumeName);
    if (other !== undefined) broken.push(`volume ${spec.volumeName} is bound to ${other} and ${metadata.name}`);
    claimOf.set(spec.volumeName, metadata.name);
    const reference = client.get('PersistentVolume', undefined, spec.volumeName)?.spec?.claimRef;
    if (reference && reference.uid !== metadata.uid) broken.push(`volume ${spec.volumeName} is somebody else's`);
  }
  return broken;
}

function checkDeployments({ client }: Cluster, pods: readonly Pod[]): readonly string[] {
  const broken: string[] = [];
  for (const web of client.list('Deployment')) {
    const sets = client.list('ReplicaSet').filter((set) => controllerOf(set)?.uid === web.metadata.uid);
    const wanted = sets.reduce((sum, set) => sum + (set.spec.replicas ?? 1), 0);
    const most = (web.spec.replicas ?? 1) + fenceposts(web).maxSurge;
    const observed = web.status?.observedGeneration === web.metadata.generation;
    // Only once the controller has seen the present size can it be held to it.
    if (observed && wanted > most && !isBeingScaled(sets, web.spec.replicas ?? 1)) {
      broken.push(`${wanted} pods are wanted where ${most} may be`);
    }
    for (const set of sets) {
      const active = pods.filter((pod) => controllerOf(pod)?.uid === set.metadata.uid && isActive(pod));
      const ready = active.filter(isReady).length;
      if (ready > active.length) broken.push('more ready than there are');
    }
  }
  return broken;
}

/** Pods that were at work a moment ago and are being deleted now, or are gone. */
function newlyLeaving(before: readonly Pod[], now: readonly Pod[]): readonly Pod[] {
  const active = new Set(now.filter(isActive).map(({ metadata }) => metadata.uid));
  return before.filter((pod) => isActive(pod) && !active.has(pod.metadata.uid));
}

/**
 * A rolling update takes no ready pod when that leaves fewer than `replicas − maxUnavailable`. What people, drains and lost
 * nodes take is not its doing: only pods that a ReplicaSet itself has deleted are held against it.
 */
function checkRollouts(cluster: Cluster, pods: readonly Pod[], leaving: readonly Pod[]): readonly string[] {
  const { client, trace } = cluster;
  const byReplicaSet = new Set(
    trace.entries.flatMap((entry) =>
      entry.kind === 'event' && entry.object.kind === 'ReplicaSet' && entry.reason === 'SuccessfulDelete'
        ? [entry.message.replace('Deleted pod: ', '')]
        : [],
    ),
  );
  return client.list('Deployment').flatMap((web) => {
    if (web.spec.strategy?.type === 'Recreate' || web.metadata.deletionTimestamp !== undefined) return [];
    const sets = client.list('ReplicaSet').filter((set) => controllerOf(set)?.uid === web.metadata.uid);
    const isOwn = (pod: Pod) => sets.some(({ metadata }) => metadata.uid === controllerOf(pod)?.uid);
    const taken = leaving.filter((pod) => isOwn(pod) && isReady(pod) && byReplicaSet.has(pod.metadata.name));
    const least = (web.spec.replicas ?? 1) - fenceposts(web).maxUnavailable;
    const left = pods.filter((pod) => isOwn(pod) && isActive(pod) && isReady(pod)).length;
    const observed = web.status?.observedGeneration === web.metadata.generation;
    if (taken.length === 0 || left >= least || !observed || wasJustResized(cluster, web)) return [];
    return [`a rollout took ${taken.length} ready pods and left ${left} where ${least} have to be`];
  });
}

/** The size of each Deployment, and since when it has it. */
const sizes = new WeakMap<Cluster, Map<string, { readonly replicas: number; readonly sinceMs: number }>>();

function noteSizes(cluster: Cluster): void {
  const known = sizes.get(cluster) ?? new Map<string, { readonly replicas: number; readonly sinceMs: number }>();
  sizes.set(cluster, known);
  for (const { metadata, spec } of cluster.client.list('Deployment')) {
    const replicas = spec.replicas ?? 1;
    if (known.get(metadata.uid)?.replicas === replicas) continue;
    known.set(metadata.uid, { replicas, sinceMs: cluster.clock.nowMs });
  }
}

/** A new size is shared out among the ReplicaSets by their sizes, whoever of them is ready: that is no rollout's doing. */
function wasJustResized(cluster: Cluster, { metadata }: Deployment): boolean {
  return sizes.get(cluster)?.get(metadata.uid)?.sinceMs === cluster.clock.nowMs;
}

/** An eviction takes no healthy pod that its budget needs. */
function checkBudgets({ client }: Cluster, before: readonly Pod[], leaving: readonly Pod[]): readonly string[] {
  const wasEvicted = ({ metadata }: Pod) =>
    client
      .get('Pod', metadata.namespace, metadata.name)
      ?.status?.conditions?.some(
        ({ type, reason }) => type === 'DisruptionTarget' && reason === 'EvictionByEvictionAPI',
      );
  const evicted = leaving.filter((pod) => isReady(pod) && wasEvicted(pod));
  return client.list('PodDisruptionBudget').flatMap(({ spec, status, metadata }) => {
    const isMeant = (pod: Pod) => matchesSelector(spec?.selector, pod.metadata.labels ?? {});
    const taken = evicted.filter(isMeant).length;
    const healthy = before.filter((pod) => isMeant(pod) && isActive(pod) && isReady(pod)).length;
    const least = Number(spec?.minAvailable ?? 0);
    // A budget that nobody has looked at yet allows nothing, and one that was just raised is held to from then on.
    if (taken === 0 || status?.observedGeneration !== metadata.generation || healthy - taken >= least) return [];
    return [`${taken} of ${healthy} healthy pods were evicted, the budget keeps ${least}`];
  });
}

function isBeingScaled(
  sets: readonly { readonly metadata: { readonly annotations?: Readonly<Record<string, string>> } }[],
  replicas: number,
): boolean {
  return sets.some(
    ({ metadata }) =>
      Number(metadata.annotations?.['deployment.kubernetes.io/desired-replicas'] ?? replicas) !== replicas,
  );
}

/** A Job never has more at work than it may, nor a DaemonSet two that may stay on one node. */
function checkCounts({ client }: Cluster, pods: readonly Pod[]): readonly string[] {
  const activeOf = (uid: string) => pods.filter((pod) => isActive(pod) && controllerOf(pod)?.uid === uid);
  const jobs = client.list('Job').flatMap(({ metadata, spec }) => {
    const active = activeOf(metadata.uid).length;
    const most = spec.parallelism ?? 1;
    return active > most ? [`${metadata.name} has ${active} pods at work, ${most} may be`] : [];
  });
  const daemons = client.list('DaemonSet').flatMap(({ metadata }) => {
    const places = activeOf(metadata.uid).flatMap(({ spec }) => spec.nodeName ?? []);
    return new Set(places).size < places.length ? [`${metadata.name} has two pods on one node`] : [];
  });
  return [...jobs, ...daemons];
}

/** Two pods of one StatefulSet ordinal can never be: names are unique; but no node may hold more than it has room for. */
function checkNodes({ client }: Cluster, pods: readonly Pod[]): readonly string[] {
  return client.list('Node').flatMap(({ metadata, status }) => {
    const there = pods.filter((pod) => pod.spec.nodeName === metadata.name).length;
    const room = Number(status?.allocatable?.['pods'] ?? 0);
    return there > room ? [`${metadata.name} holds ${there} pods of ${room}`] : [];
  });
}
