import { expect, test } from 'vitest';
import { eventsOf, podsOf, put, settle, smallCluster, statefulSet } from '../small-cluster.ts';

const neverReady = 'containers: [{name: main, image: shop, readinessProbe: {exec: {command: ["false"]}}}]';

function names(cluster: ReturnType<typeof smallCluster>): readonly string[] {
  return podsOf(cluster).map((pod) => pod.metadata.name);
}

test('pods come up one after the other, each when the one before is ready', () => {
  const cluster = smallCluster();
  put(cluster, statefulSet('db', 3));
  settle(cluster);
  const readyWhenCreated: string[] = [];
  let ready = 0;
  for (const entry of cluster.trace.entries) {
    if (entry.kind === 'pod-ready' && entry.ready) ready++;
    if (entry.kind === 'created' && entry.object.kind === 'Pod') readyWhenCreated.push(`${entry.object.name}:${ready}`);
  }
  expect(readyWhenCreated).toEqual(['db-0:0', 'db-1:1', 'db-2:2']);
});

test('a pod that never becomes ready holds up all after it, but not with Parallel', () => {
  const ordered = smallCluster();
  put(ordered, statefulSet('db', 3, '', neverReady));
  settle(ordered);
  expect(names(ordered)).toEqual(['db-0']);
  const parallel = smallCluster();
  put(parallel, statefulSet('db', 3, '  podManagementPolicy: Parallel\n', neverReady));
  settle(parallel);
  expect([...names(parallel)].sort()).toEqual(['db-0', 'db-1', 'db-2']);
});

test('scaling down removes the highest ordinals, one by one, and keeps their claims', () => {
  const cluster = smallCluster();
  const claims =
    '  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], storageClassName: "", resources: {requests: {storage: 1Gi}}}}]\n';
  for (let index = 0; index < 3; index++) {
    put(
      cluster,
      `apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: pv-${index}}\nspec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /mnt/${index}}}\n`,
    );
  }
  put(cluster, statefulSet('db', 3, claims));
  settle(cluster);
  const volumes = () =>
    cluster.client.list('PersistentVolumeClaim').map(({ metadata, spec }) => `${metadata.name}=${spec?.volumeName}`);
  const before = volumes();
  expect(names(cluster)).toEqual(['db-0', 'db-1', 'db-2']);
  cluster.client.patch('StatefulSet', 'default', 'db', { type: 'merge', patch: { spec: { replicas: 1 } } });
  settle(cluster);
  expect(names(cluster)).toEqual(['db-0']);
  const deleted = eventsOf(cluster, 'StatefulSet').filter((text) => text.includes('Delete Pod'));
  expect(deleted).toEqual([
    'SuccessfulDelete: Delete Pod db-2 in StatefulSet db successful',
    'SuccessfulDelete: Delete Pod db-1 in StatefulSet db successful',
  ]);
  cluster.client.patch('StatefulSet', 'default', 'db', { type: 'merge', patch: { spec: { replicas: 3 } } });
  settle(cluster);
  expect(volumes()).toEqual(before);
});

test('an update goes from the highest ordinal down and stops at the first pod that does not become ready', () => {
  const cluster = smallCluster();
  put(cluster, statefulSet('db', 3));
  settle(cluster);
  put(cluster, statefulSet('db', 3, '', neverReady));
  settle(cluster);
  const probed = podsOf(cluster).filter((pod) => pod.spec.containers[0]?.readinessProbe);
  expect(probed.map((pod) => pod.metadata.name)).toEqual(['db-2']);
  // Issue 67250: with the old template back, the broken pod is in the way of its own replacement.
  put(cluster, statefulSet('db', 3));
  settle(cluster);
  expect(podsOf(cluster).filter((pod) => pod.spec.containers[0]?.readinessProbe)).toHaveLength(1);
  cluster.client.delete('Pod', 'default', 'db-2');
  settle(cluster);
  expect(podsOf(cluster).filter((pod) => pod.spec.containers[0]?.readinessProbe)).toHaveLength(0);
});

test('pods below the partition keep the old template, even when they are deleted', () => {
  const cluster = smallCluster();
  const spec = '  updateStrategy: {rollingUpdate: {partition: 2}}\n';
  put(cluster, statefulSet('db', 3, spec));
  settle(cluster);
  put(cluster, statefulSet('db', 3, spec, 'containers: [{name: main, image: "shop:2"}]'));
  settle(cluster);
  cluster.client.delete('Pod', 'default', 'db-0');
  settle(cluster);
  const images = podsOf(cluster).map((pod) => `${pod.metadata.name} ${pod.spec.containers[0]?.image}`);
  expect([...images].sort()).toEqual(['db-0 shop', 'db-1 shop', 'db-2 shop:2']);
});

test('a pod on a node that is lost is not replaced: never two of one name', () => {
  const cluster = smallCluster(2);
  put(cluster, statefulSet('db', 2));
  settle(cluster);
  const node = cluster.client.get('Pod', 'default', 'db-1')?.spec.nodeName ?? '';
  cluster.inject({ kind: 'node-down', node });
  settle(cluster, 600);
  const lost = cluster.client.get('Pod', 'default', 'db-1');
  expect(lost?.spec.nodeName).toBe(node);
  expect(lost?.metadata.deletionTimestamp).toBeDefined();
  cluster.inject({ kind: 'node-up', node });
  settle(cluster, 30);
  expect(cluster.client.get('Pod', 'default', 'db-1')?.metadata.deletionTimestamp).toBeUndefined();
});
