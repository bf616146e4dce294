import { expect, test } from 'vitest';
import type { Cluster } from '#cluster/cluster.ts';
import { eventsOf, podsOf, put, settle, smallCluster } from '../small-cluster.ts';

const disk = `apiVersion: v1
kind: PersistentVolume
metadata: {name: disk}
spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], csi: {driver: disk.example.com, volumeHandle: d1}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], storageClassName: "", resources: {requests: {storage: 1Gi}}}
---
`;

const database = `apiVersion: apps/v1
kind: Deployment
metadata: {name: db}
spec:
  replicas: 1
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers: [{name: main, image: busybox, command: [sleep, infinity], volumeMounts: [{name: d, mountPath: /data}]}]
      volumes: [{name: d, persistentVolumeClaim: {claimName: data}}]
`;

function second(cluster: Cluster, find: (text: string) => boolean): number | undefined {
  const entry = cluster.trace.entries.find((each) => each.kind === 'event' && find(`${each.reason}: ${each.message}`));
  return entry && Math.round(entry.atMs / 1000);
}

test('a lost node keeps its disk: Multi-Attach, and a replacement that runs after some twelve minutes', () => {
  const cluster = smallCluster(2, { kubelet: 'real' });
  put(cluster, disk + database);
  settle(cluster, 10);
  const [first] = podsOf(cluster);
  expect(first?.status?.phase).toBe('Running');
  expect(eventsOf(cluster, 'Pod')).toContain(
    'SuccessfulAttachVolume: AttachVolume.Attach succeeded for volume "disk" ',
  );
  cluster.inject({ kind: 'node-down', node: first?.spec.nodeName ?? '' });
  settle(cluster, 400);
  // The old pod cannot confirm its end, so its object stays and with it the claim to the disk.
  expect(second(cluster, (text) => text.startsWith('FailedAttachVolume'))).toBe(365);
  expect(eventsOf(cluster, 'Pod')).toContain(
    `FailedAttachVolume: Multi-Attach error for volume "disk" Volume is already used by pod(s) ${first?.metadata.name}`,
  );
  cluster.client.delete('Pod', 'default', first?.metadata.name ?? '', { gracePeriodSeconds: 0 });
  settle(cluster, 350);
  expect(podsOf(cluster)[0]?.status?.phase).toBe('Pending');
  settle(cluster, 20);
  expect(podsOf(cluster)[0]?.status?.phase).toBe('Running');
});

test('a pod that moves in good order takes its disk along in seconds', () => {
  const cluster = smallCluster(2, { kubelet: 'real' });
  put(cluster, disk + database.replace('sleep, infinity', 'sh, -c, "trap exit TERM; sleep infinity & wait"'));
  settle(cluster, 10);
  const [first] = podsOf(cluster);
  cluster.inject({ kind: 'drain', node: first?.spec.nodeName ?? '' });
  settle(cluster, 20);
  const [moved] = podsOf(cluster);
  expect(moved?.status?.phase).toBe('Running');
  expect(moved?.spec.nodeName).not.toBe(first?.spec.nodeName);
  expect(cluster.client.list('VolumeAttachment').map(({ spec }) => spec.nodeName)).toEqual([moved?.spec.nodeName]);
});

test('a node that is declared out of service lets go at once', () => {
  const cluster = smallCluster(2, { kubelet: 'real' });
  put(cluster, disk + database);
  settle(cluster, 10);
  const node = podsOf(cluster)[0]?.spec.nodeName ?? '';
  cluster.inject({ kind: 'node-down', node });
  settle(cluster, 60);
  const taint = { key: 'node.kubernetes.io/out-of-service', value: 'nodeshutdown', effect: 'NoExecute' };
  const taints = cluster.client.get('Node', undefined, node)?.spec?.taints ?? [];
  cluster.client.patch('Node', undefined, node, { type: 'merge', patch: { spec: { taints: [...taints, taint] } } });
  settle(cluster, 60);
  const [pod] = podsOf(cluster);
  expect(pod?.status?.phase).toBe('Running');
  expect(pod?.spec.nodeName).not.toBe(node);
});
