import { describe, expect, test } from 'vitest';
import type { Cluster } from '#cluster/cluster.ts';
import { newCluster } from './node-under-test.ts';

interface Guest {
  readonly name: string;
  readonly memory?: number;
  readonly request?: string;
  readonly priority?: number;
  readonly run?: string;
}

/** A pod that takes so many MiB at once. */
const guest = ({ name, memory = 0, request, run }: Guest) => `---
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  containers:
    - name: main
      ${run ? `image: busybox\n      command: [sh, -c, '${run}']` : `image: polinux/stress\n      command: [stress, --vm-bytes, ${memory}M]`}
      ${request ? `resources: {requests: {memory: ${request}}}` : ''}
`;

function node(capacity: Readonly<Record<string, string>>, guests: readonly Guest[], seconds = 25): Cluster {
  const cluster = newCluster({ nodes: [{ name: 'node-1', capacity: { cpu: '4', ...capacity } }] });
  for (const answer of cluster.apply(guests.map(guest).join(''))) expect(answer.ok).toBe(true);
  cluster.advance({ seconds });
  return cluster;
}

/** `name=phase reason`. */
const pods = (cluster: Cluster) =>
  cluster.client
    .list('Pod')
    .map(({ metadata, status }) => `${metadata.name}=${status?.phase}${status?.reason ? ` ${status.reason}` : ''}`)
    .sort();

const condition = (cluster: Cluster, type: string) =>
  cluster.client.get('Node', undefined, 'node-1')?.status?.conditions?.find((one) => one.type === type);

describe('a node that runs short of memory', () => {
  test('ends who uses more than it asked for, and leaves who keeps within its request', () => {
    const cluster = node({ memory: '1Gi' }, [
      { name: 'modest', memory: 500, request: '600Mi' },
      { name: 'greedy', memory: 450, request: '100Mi' },
    ]);
    expect(pods(cluster)).toEqual(['greedy=Failed Evicted', 'modest=Running']);
    const status = cluster.client.get('Pod', 'default', 'greedy')?.status;
    expect(status?.message).toBe(
      'The node was low on resource: memory. Threshold quantity: 100Mi, available: 75775Ki. Container main was using 450Mi, request is 100Mi, has larger consumption of memory. ',
    );
    expect(status?.conditions?.find(({ type }) => type === 'DisruptionTarget')?.reason).toBe('TerminationByKubelet');
    expect(status?.containerStatuses?.[0]?.state?.terminated).toBeDefined();
    expect(condition(cluster, 'MemoryPressure')?.status).toBe('True');
    const taints = cluster.client.get('Node', undefined, 'node-1')?.spec?.taints ?? [];
    expect(taints.map(({ key }) => key)).toEqual(['node.kubernetes.io/memory-pressure']);
  });

  test('ends one at a time, until there is enough', () => {
    const cluster = node({ memory: '1Gi' }, [
      { name: 'a', memory: 300 },
      { name: 'b', memory: 320 },
      { name: 'c', memory: 330 },
    ]);
    expect(pods(cluster)).toEqual(['a=Running', 'b=Running', 'c=Failed Evicted']);
  });

  test('says so for five minutes, and takes nobody without a request meanwhile', () => {
    const cluster = node({ memory: '1Gi' }, [{ name: 'greedy', memory: 1000 }]);
    const draft = (name: string, more: object = {}) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name },
      spec: { nodeName: 'node-1', containers: [{ name: 'main', image: 'nginx', ...more }] },
    });
    cluster.apply([draft('late'), draft('asks', { resources: { requests: { memory: '1Mi' } } })]);
    cluster.advance({ seconds: 10 });
    expect(pods(cluster)).toEqual(['asks=Running', 'greedy=Failed Evicted', 'late=Failed Evicted']);
    expect(cluster.client.get('Pod', 'default', 'late')?.status?.message).toBe(
      'Pod was rejected: The node had condition: [MemoryPressure]. ',
    );
    cluster.advance({ seconds: 320 });
    expect(condition(cluster, 'MemoryPressure')?.reason).toBe('KubeletHasSufficientMemory');
  });

  test('when all of it is gone at once the kernel kills, and the container starts again', () => {
    const cluster = node({ memory: '1Gi' }, [{ name: 'huge', memory: 3000, request: '10Mi' }]);
    expect(cluster.client.get('Pod', 'default', 'huge')?.status?.containerStatuses?.[0]?.restartCount).toBeGreaterThan(
      0,
    );
  });

  test('because of a leak replaces the pod where a controller looks after it', () => {
    const cluster = newCluster({
      nodes: [
        { name: 'node-1', capacity: { memory: '1Gi' } },
        { name: 'node-2', capacity: { memory: '1Gi' } },
      ],
    });
    cluster.apply(
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: nginx}]}}}',
    );
    cluster.advance({ seconds: 5 });
    const [pod] = cluster.client.list('Pod');
    cluster.inject({
      kind: 'memory-leak',
      namespace: 'default',
      pod: pod?.metadata.name ?? '',
      bytesPerSecond: 10 * 1024 ** 2,
    });
    cluster.advance({ seconds: 130 });
    const states = cluster.client
      .list('Pod')
      .map(({ status, spec }) => `${status?.reason ?? status?.phase} ${spec.nodeName}`);
    expect(states.sort()).toEqual([
      `Evicted ${pod?.spec.nodeName}`,
      `Running ${pod?.spec.nodeName === 'node-1' ? 'node-2' : 'node-1'}`,
    ]);
  });
});

test('a node whose disk fills up ends who wrote most', () => {
  const cluster = node({ 'ephemeral-storage': '1Gi' }, [
    { name: 'writer', run: 'dd if=/dev/zero of=/big bs=1M count=950; sleep 1000' },
    { name: 'other', run: 'echo x > /small; sleep 1000' },
  ]);
  expect(pods(cluster)).toEqual(['other=Running', 'writer=Failed Evicted']);
  expect(condition(cluster, 'DiskPressure')?.status).toBe('True');
});
