import { describe, expect, test } from 'vitest';
import { isReady } from '#cluster/controllers/pod-state.ts';
import { deployment, eventsOf, podsOf, put, settle, smallCluster } from '../small-cluster.ts';

const busy = (replicas: number) =>
  deployment('web', { replicas, image: 'busybox' }).replace(
    'image: busybox',
    'image: busybox, command: [sleep, infinity]',
  );

function zones(perZone: number) {
  return ['a', 'b'].flatMap((zone) =>
    Array.from({ length: perZone }, (_, index) => ({
      name: `${zone}${index}`,
      labels: { 'topology.kubernetes.io/zone': zone },
    })),
  );
}

function givenUp(cluster: ReturnType<typeof smallCluster>): readonly string[] {
  return cluster.client
    .list('Node')
    .filter(({ spec }) => spec?.taints?.some(({ effect }) => effect === 'NoExecute'))
    .map(({ metadata }) => metadata.name);
}

test('a node that comes back in time keeps its pods, and they are ready again', () => {
  const cluster = smallCluster(2, { kubelet: 'real' });
  put(cluster, busy(2));
  settle(cluster, 5);
  cluster.inject({ kind: 'node-down', node: 'node-1', how: 'network' });
  settle(cluster, 100);
  expect(podsOf(cluster).filter(isReady)).toHaveLength(1);
  cluster.inject({ kind: 'node-up', node: 'node-1' });
  settle(cluster, 30);
  expect(podsOf(cluster).filter(isReady)).toHaveLength(2);
  expect(podsOf(cluster).map(({ status }) => status?.containerStatuses?.[0]?.restartCount)).toEqual([0, 0]);
  expect(givenUp(cluster)).toEqual([]);
});

describe('nodes that are lost', () => {
  test('are given up one every ten seconds in a zone', () => {
    const cluster = smallCluster(zones(4));
    for (const node of ['a0', 'a1']) cluster.inject({ kind: 'node-down', node });
    settle(cluster, 58);
    expect(givenUp(cluster)).toEqual(['a0']);
    settle(cluster, 10);
    expect(givenUp(cluster)).toEqual(['a0', 'a1']);
  });
  test('are not given up when none is well: then the observer is in trouble', () => {
    const cluster = smallCluster(2);
    for (const node of ['node-1', 'node-2']) cluster.inject({ kind: 'node-down', node });
    settle(cluster, 120);
    expect(givenUp(cluster)).toEqual([]);
  });
  test('with a whole zone are given up, the other zone being well', () => {
    const cluster = smallCluster(zones(2));
    cluster.inject({ kind: 'zone-down', zone: 'a' });
    settle(cluster, 120);
    expect(givenUp(cluster)).toEqual(['a0', 'a1']);
    cluster.inject({ kind: 'zone-up', zone: 'a' });
    settle(cluster, 10);
    expect(givenUp(cluster)).toEqual([]);
  });
  test('being most of a small zone are not given up', () => {
    const cluster = smallCluster(zones(5));
    for (const node of ['a0', 'a1', 'a2']) cluster.inject({ kind: 'node-down', node });
    settle(cluster, 120);
    expect(givenUp(cluster)).toEqual([]);
  });
});

test('without the API server nothing is replaced, but what runs runs on', () => {
  const cluster = smallCluster(2, { kubelet: 'real' });
  put(cluster, busy(2));
  settle(cluster, 5);
  cluster.inject({ kind: 'apiserver-down' });
  const [answer] = cluster.apply(busy(3));
  expect(answer?.ok === false && answer.status.message).toBe(
    'The connection to the server 10.0.0.1:6443 was refused - did you specify the right host or port?',
  );
  cluster.client.delete('Pod', 'default', podsOf(cluster)[0]?.metadata.name ?? '', { gracePeriodSeconds: 0 });
  settle(cluster, 600);
  expect(podsOf(cluster)).toHaveLength(1);
  expect(eventsOf(cluster, 'Node').filter((text) => text.includes('NotReady'))).toEqual([]);
  cluster.inject({ kind: 'apiserver-up' });
  settle(cluster, 10);
  expect(podsOf(cluster).filter(isReady)).toHaveLength(2);
});

test('a fault that names what is not there is an answer, not a crash', () => {
  const cluster = smallCluster(1);
  const faults = [
    { kind: 'node-down', node: 'moon' },
    { kind: 'zone-down', zone: 'moon' },
    { kind: 'hang', namespace: 'default', pod: 'nobody' },
  ] as const;
  expect(
    faults.map((fault) => {
      const struck = cluster.inject(fault);
      return struck.ok ? 'struck' : struck.error.en;
    }),
  ).toEqual([
    'There is no node "moon" in the cluster; there are: node-1.',
    'No node has the label topology.kubernetes.io/zone=moon.',
    'The pod "nobody" of namespace "default" is on no node.',
  ]);
});

describe('what falls due while the API server is out of reach waits for it', () => {
  test('pods of a lost node are evicted once it is back', () => {
    const cluster = smallCluster(2);
    put(cluster, deployment('web', { replicas: 2 }));
    settle(cluster, 5);
    cluster.inject({ kind: 'node-down', node: 'node-1' });
    // Unknown after some 55 s, and 300 s tolerated from then on.
    settle(cluster, 300);
    cluster.inject({ kind: 'apiserver-down' });
    settle(cluster, 120);
    expect(podsOf(cluster).filter(({ metadata }) => metadata.deletionTimestamp)).toHaveLength(0);
    cluster.inject({ kind: 'apiserver-up' });
    settle(cluster, 5);
    expect(podsOf(cluster).filter(({ metadata }) => metadata.deletionTimestamp)).toHaveLength(1);
  });
  test('a lost node is marked once it is back', () => {
    const cluster = smallCluster(2);
    settle(cluster, 5);
    cluster.inject({ kind: 'node-down', node: 'node-1' });
    cluster.inject({ kind: 'apiserver-down' });
    settle(cluster, 200);
    expect(eventsOf(cluster, 'Node', 'node-1')).toEqual([]);
    cluster.inject({ kind: 'apiserver-up' });
    settle(cluster, 5);
    expect(eventsOf(cluster, 'Node', 'node-1')).toContain('NodeNotReady: Node node-1 status is now: NodeNotReady');
  });
});
