import { expect, test } from 'vitest';
import type { Pod } from '#api/core/pod.ts';
import { compareForDeletion } from '#cluster/controllers/pod-ranking.ts';
import { deployment, podsOf, put, settle, smallCluster } from '../small-cluster.ts';

const now = Date.parse('2026-01-05T01:00:00Z');

interface PodFacts {
  readonly node?: string;
  readonly phase?: string;
  readonly readySince?: string;
  readonly cost?: number;
  readonly restarts?: number;
}

function pod(uid: string, { node = 'node-1', phase = 'Running', readySince, cost, restarts = 0 }: PodFacts): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: uid,
      uid,
      resourceVersion: '1',
      creationTimestamp: '2026-01-05T00:00:00Z',
      ...(cost !== undefined && { annotations: { 'controller.kubernetes.io/pod-deletion-cost': String(cost) } }),
    },
    spec: { containers: [], ...(node && { nodeName: node }) },
    status: {
      phase,
      conditions: readySince ? [{ type: 'Ready', status: 'True', lastTransitionTime: readySince }] : [],
      containerStatuses: [{ name: 'main', image: '', imageID: '', ready: true, restartCount: restarts }],
    },
  } as unknown as Pod;
}

const ready = '2026-01-05T00:00:10Z';

test.each<[string, PodFacts, PodFacts, ReadonlyMap<string, number>?]>([
  ['one without a node', { node: '' }, {}],
  ['one that is pending', { phase: 'Pending' }, { phase: 'Running' }],
  ['one that is not ready', {}, { readySince: ready }],
  ['the cheaper one', { readySince: ready, cost: -5 }, { readySince: ready, cost: 3 }],
  [
    'one on a node with more of its kind',
    { readySince: ready, node: 'node-1' },
    { readySince: ready, node: 'node-2' },
    new Map([
      ['node-1', 2],
      ['node-2', 1],
    ]),
  ],
  ['one that is ready for a shorter time', { readySince: '2026-01-05T00:59:00Z' }, { readySince: ready }],
  ['one with more restarts', { readySince: ready, restarts: 3 }, { readySince: ready }],
])('of two pods goes first %s', (_, first, second, related) => {
  expect(compareForDeletion(pod('b', first), pod('a', second), now, related)).toBeLessThan(0);
  expect(compareForDeletion(pod('a', second), pod('b', first), now, related)).toBeGreaterThan(0);
});

test('pods of nearly one age are told apart by uid', () => {
  const a = pod('a', { readySince: '2026-01-05T00:30:00Z' });
  const b = pod('b', { readySince: '2026-01-05T00:31:00Z' });
  expect(compareForDeletion(a, b, now)).toBeLessThan(0);
});

test('a pod that loses its label is let go and replaced; given it back, one is too many', () => {
  const cluster = smallCluster();
  put(cluster, deployment('web', { replicas: 2 }));
  settle(cluster);
  const [lost] = podsOf(cluster);
  const name = lost?.metadata.name ?? '';
  const relabel = (app: string) =>
    cluster.client.patch('Pod', 'default', name, { type: 'merge', patch: { metadata: { labels: { app } } } });
  relabel('debug');
  settle(cluster);
  expect(podsOf(cluster, 'app=web')).toHaveLength(2);
  expect(cluster.client.get('Pod', 'default', name)?.metadata.ownerReferences).toBeUndefined();
  relabel('web');
  settle(cluster);
  expect(podsOf(cluster, 'app=web')).toHaveLength(2);
  expect(podsOf(cluster)).toHaveLength(2);
});

test('a pod that is deleted is replaced at once', () => {
  const cluster = smallCluster();
  put(cluster, deployment('web', { replicas: 3 }));
  settle(cluster);
  cluster.client.delete('Pod', 'default', podsOf(cluster)[0]?.metadata.name ?? '');
  cluster.advance({ seconds: 0 });
  expect(podsOf(cluster).filter((one) => one.metadata.deletionTimestamp === undefined)).toHaveLength(3);
});

test('when pods are refused the ReplicaSet and its Deployment say so', () => {
  const cluster = smallCluster();
  put(cluster, 'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: q}\nspec: {hard: {pods: "1"}}\n');
  settle(cluster);
  put(cluster, deployment('web', { replicas: 2 }));
  settle(cluster);
  const [web] = cluster.client.list('Deployment');
  const failure = web?.status?.conditions?.find(({ type }) => type === 'ReplicaFailure');
  expect(failure?.reason).toBe('FailedCreate');
  expect(failure?.message).toContain('exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1');
});

test('a ReplicationController keeps its pods, too', () => {
  const cluster = smallCluster();
  put(
    cluster,
    'apiVersion: v1\nkind: ReplicationController\nmetadata: {name: old}\nspec: {replicas: 2, selector: {app: old}, template: {metadata: {labels: {app: old}}, spec: {containers: [{name: main, image: shop}]}}}\n',
  );
  settle(cluster);
  const [old] = cluster.client.list('ReplicationController');
  expect([old?.status?.replicas, old?.status?.availableReplicas]).toEqual([2, 2]);
  cluster.client.delete('ReplicationController', 'default', 'old', { propagationPolicy: 'Background' });
  settle(cluster);
  expect(podsOf(cluster)).toHaveLength(0);
});
