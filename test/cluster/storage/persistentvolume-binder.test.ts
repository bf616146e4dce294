import { describe, expect, test } from 'vitest';
import type { Cluster } from '#cluster/cluster.ts';
import { eventsOf, podsOf, put, settle, smallCluster } from '../small-cluster.ts';

function volume(name: string, size: string, modes = 'ReadWriteOnce', more = '') {
  return `apiVersion: v1
kind: PersistentVolume
metadata: {name: ${name}}
spec: {capacity: {storage: ${size}}, accessModes: [${modes}], hostPath: {path: /mnt/${name}}${more}}
---
`;
}

function claim(name: string, size: string, more = ', storageClassName: ""', modes = 'ReadWriteOnce') {
  return `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: ${name}}
spec: {accessModes: [${modes}], resources: {requests: {storage: ${size}}}${more}}
---
`;
}

function user(claimName: string) {
  return `apiVersion: v1
kind: Pod
metadata: {name: user}
spec: {containers: [{name: main, image: shop}], volumes: [{name: d, persistentVolumeClaim: {claimName: ${claimName}}}]}
---
`;
}

function boundTo(cluster: Cluster, name = 'c'): string | undefined {
  return cluster.client.get('PersistentVolumeClaim', 'default', name)?.spec?.volumeName;
}

describe('a claim gets', () => {
  test.each([
    [
      'the smallest that is large enough',
      volume('a', '10Gi') + volume('b', '5Gi') + volume('c', '1Gi'),
      claim('c', '3Gi'),
      'b',
    ],
    [
      'one with just its modes before a smaller one that can do more',
      volume('a', '10Gi') + volume('b', '5Gi', 'ReadWriteOnce, ReadWriteMany'),
      claim('c', '3Gi'),
      'a',
    ],
    [
      'none of another class',
      volume('a', '10Gi', 'ReadWriteOnce', ', storageClassName: fast'),
      claim('c', '3Gi'),
      undefined,
    ],
    ['none that is too small', volume('a', '1Gi'), claim('c', '3Gi'), undefined],
    [
      'the one it names, whatever its size',
      volume('a', '1Gi') + volume('b', '20Gi'),
      claim('c', '1Gi', ', storageClassName: "", volumeName: b'),
      'b',
    ],
  ])('%s', (_, volumes, request, expected) => {
    const cluster = smallCluster();
    put(cluster, volumes + request);
    settle(cluster);
    const found = cluster.client.get('PersistentVolumeClaim', 'default', 'c');
    expect(found?.status?.phase === 'Bound' ? boundTo(cluster) : undefined).toBe(expected);
  });
});

test('a bound claim shows what the volume has, not what it asked for', () => {
  const cluster = smallCluster();
  put(cluster, volume('a', '10Gi', 'ReadWriteOnce, ReadWriteMany') + claim('c', '1Gi'));
  settle(cluster);
  const { status } = cluster.client.get('PersistentVolumeClaim', 'default', 'c') ?? {};
  expect(status?.capacity?.['storage']).toBe('10Gi');
  expect(status?.accessModes).toEqual(['ReadWriteOnce', 'ReadWriteMany']);
});

test('a claim in use goes only when its pod has gone; its volume is released for good', () => {
  const cluster = smallCluster();
  put(cluster, volume('a', '1Gi') + claim('c', '1Gi') + user('c'));
  settle(cluster);
  cluster.client.delete('PersistentVolumeClaim', 'default', 'c');
  settle(cluster);
  expect(cluster.client.get('PersistentVolumeClaim', 'default', 'c')?.metadata.deletionTimestamp).toBeDefined();
  cluster.client.delete('Pod', 'default', 'user');
  settle(cluster);
  expect(cluster.client.get('PersistentVolumeClaim', 'default', 'c')).toBeUndefined();
  expect(cluster.client.get('PersistentVolume', undefined, 'a')?.status?.phase).toBe('Released');
  put(cluster, claim('d', '1Gi'));
  settle(cluster, 30);
  expect(boundTo(cluster, 'd')).toBeUndefined();
});

const waiting = `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: local}
provisioner: rancher.io/local-path
volumeBindingMode: WaitForFirstConsumer
---
`;

test('with WaitForFirstConsumer the volume is made where the pod goes', () => {
  const cluster = smallCluster(3, {
    installed: { provisioners: [{ name: 'rancher.io/local-path', seconds: 3, reach: 'node' }] },
  });
  put(cluster, waiting + claim('c', '1Gi', ', storageClassName: local'));
  settle(cluster);
  expect(boundTo(cluster)).toBeUndefined();
  expect(eventsOf(cluster, 'PersistentVolumeClaim')).toContain(
    'WaitForFirstConsumer: waiting for first consumer to be created before binding',
  );
  put(cluster, user('c'));
  settle(cluster, 10);
  const node = podsOf(cluster)[0]?.spec.nodeName;
  const made = cluster.client.get('PersistentVolume', undefined, boundTo(cluster) ?? '');
  const [term] = made?.spec?.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  expect(term?.matchExpressions?.[0]?.values).toEqual([node]);
  // The place of a provisioned volume goes with its claim.
  cluster.client.delete('Pod', 'default', 'user');
  cluster.client.delete('PersistentVolumeClaim', 'default', 'c');
  settle(cluster);
  expect(cluster.client.list('PersistentVolume')).toHaveLength(0);
});

test('without a provisioner of that name nothing ever comes, and nothing says that it failed', () => {
  const cluster = smallCluster();
  put(cluster, waiting.replace('WaitForFirstConsumer', 'Immediate') + claim('c', '1Gi', ', storageClassName: local'));
  settle(cluster, 60);
  expect(boundTo(cluster)).toBeUndefined();
  expect(new Set(eventsOf(cluster, 'PersistentVolumeClaim').map((text) => text.split(':')[0]))).toEqual(
    new Set(['ExternalProvisioning']),
  );
});

test('a default class that comes later is taken up by a claim without one, not by one that wants none', () => {
  const cluster = smallCluster();
  put(cluster, claim('c', '1Gi', '') + claim('d', '1Gi'));
  settle(cluster);
  put(
    cluster,
    waiting.replace(
      '{name: local}',
      '{name: local, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}',
    ),
  );
  settle(cluster, 20);
  const classes = cluster.client.list('PersistentVolumeClaim').map(({ spec }) => spec?.storageClassName);
  expect(classes).toEqual(['local', '']);
});

test('an ephemeral volume has a claim of its own that comes and goes with the pod', () => {
  const cluster = smallCluster();
  const ephemeral = `apiVersion: v1
kind: Pod
metadata: {name: user}
spec:
  containers: [{name: main, image: shop}]
  volumes: [{name: d, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], storageClassName: "", resources: {requests: {storage: 1Gi}}}}}}]
`;
  put(cluster, volume('a', '1Gi') + ephemeral);
  settle(cluster);
  expect(boundTo(cluster, 'user-d')).toBe('a');
  expect(podsOf(cluster)[0]?.status?.phase).toBe('Running');
  cluster.client.delete('Pod', 'default', 'user');
  settle(cluster);
  expect(cluster.client.list('PersistentVolumeClaim')).toHaveLength(0);
});
