import { describe, expect, test } from 'vitest';
import { type Cluster, createCluster } from '#cluster/cluster.ts';
import { eventsOf, put } from '../small-cluster.ts';

function clusterWithDisks(more = 'allowVolumeExpansion: true'): Cluster {
  const cluster = createCluster({
    seed: 1,
    nodes: [{ name: 'node-1' }],
    kubelet: 'stand-in',
    installed: { provisioners: [{ name: 'disk.example', seconds: 5, reach: 'cluster' }] },
  });
  put(
    cluster,
    `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: disk}
provisioner: disk.example
${more}
---
${claim('1Gi')}`,
  );
  cluster.advance({ seconds: 20 });
  return cluster;
}

function claim(size: string, more = ''): string {
  return `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: c}
spec: {accessModes: [ReadWriteOnce], storageClassName: disk, resources: {requests: {storage: ${size}}}${more}}
`;
}

const pod = `apiVersion: v1
kind: Pod
metadata: {name: user}
spec: {containers: [{name: main, image: shop}], volumes: [{name: d, persistentVolumeClaim: {claimName: c}}]}
`;

/** Its size, the size of its volume, and what is on the way. */
function sizes({ client }: Cluster): readonly unknown[] {
  const found = client.get('PersistentVolumeClaim', 'default', 'c');
  const volume = client.get('PersistentVolume', undefined, found?.spec?.volumeName ?? '');
  const conditions = (found?.status?.conditions ?? []).map(({ type }) => type);
  return [found?.status?.capacity?.['storage'], volume?.spec?.capacity?.['storage'], ...conditions];
}

describe('a claim that asks for more', () => {
  test('grows with its volume while a pod has it mounted', () => {
    const cluster = clusterWithDisks();
    put(cluster, pod);
    cluster.advance({ seconds: 10 });
    expect(sizes(cluster)).toEqual(['1Gi', '1Gi']);
    put(cluster, claim('2Gi'));
    cluster.advance({ seconds: 1 });
    expect(sizes(cluster)).toEqual(['1Gi', '1Gi', 'Resizing']);
    cluster.advance({ seconds: 4.5 });
    expect(sizes(cluster)).toEqual(['1Gi', '2Gi', 'FileSystemResizePending']);
    cluster.advance({ seconds: 5 });
    expect(sizes(cluster)).toEqual(['2Gi', '2Gi']);
    expect(eventsOf(cluster, 'PersistentVolumeClaim', 'c').slice(-4)).toEqual([
      'ExternalExpanding: waiting for an external controller to expand this PVC',
      expect.stringMatching(/^Resizing: External resizer is resizing volume pvc-/),
      'FileSystemResizeRequired: Require file system resize of volume on node',
      expect.stringMatching(/^FileSystemResizeSuccessful: MountVolume.NodeExpandVolume succeeded for volume "pvc-/),
    ]);
  });

  test('waits for a pod to mount it, as its condition says', () => {
    const cluster = clusterWithDisks();
    put(cluster, claim('2Gi'));
    cluster.advance({ seconds: 60 });
    expect(sizes(cluster)).toEqual(['1Gi', '2Gi', 'FileSystemResizePending']);
    put(cluster, pod);
    cluster.advance({ seconds: 10 });
    expect(sizes(cluster)).toEqual(['2Gi', '2Gi']);
  });

  test('twice in a row ends with what it asked for last', () => {
    const cluster = clusterWithDisks();
    put(cluster, pod);
    put(cluster, claim('2Gi'));
    cluster.advance({ seconds: 2 });
    put(cluster, claim('3Gi'));
    cluster.advance({ seconds: 60 });
    expect(sizes(cluster)).toEqual(['3Gi', '3Gi']);
  });

  test('is refused where its class does not allow it, or it would shrink', () => {
    const [fixed] = clusterWithDisks('').apply(claim('2Gi'));
    expect(fixed).toMatchObject({ ok: false, status: { code: 403 } });
    const [less] = clusterWithDisks().apply(claim('500Mi'));
    expect(less).toMatchObject({ ok: false, status: { code: 422 } });
  });
});
