/** The cluster that a scenario describes, or that the lab begins with: nodes, what is installed, and the objects it brings. */
import { invariant } from '#base/invariant.ts';
import { type Cluster, createCluster } from '#cluster/cluster.ts';
import type { Provisioner } from '#cluster/storage/provisioner.ts';
import type { ImageCatalogue, ImageOverride } from '#container/image.ts';
import type { ClusterSetting } from '../scenario.ts';
import { applyAnswer } from './apply-answer.ts';

/** As small clusters have it (kind, k3s, minikube): the default class makes a directory of the node on demand. */
const provisioner: Provisioner = {
  name: 'rancher.io/local-path',
  seconds: 2,
  reach: 'node',
  accessModes: ['ReadWriteOnce', 'ReadWriteOncePod'],
};

const storageClass = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: provisioner.name,
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'WaitForFirstConsumer',
};

/** `images` are those of the story already: what it changes has been laid over them. */
export function openCluster(
  { nodes, namespace, objects, starts, installed = {} }: ClusterSetting,
  { seed, images, story }: { readonly seed: number; readonly images: ImageCatalogue; readonly story: string },
): Cluster {
  const cluster = createCluster({
    seed,
    nodes,
    namespace,
    ...(starts !== undefined && { startMs: Date.parse(starts) }),
    images,
    kubelet: 'real',
    installed: {
      provisioners: [provisioner, ...(installed.provisioners ?? [])],
      metrics: 'kubelets',
      ...(installed.loadBalancer && { loadBalancer: installed.loadBalancer }),
    },
  });
  if (installed.standardClass ?? true) {
    const created = cluster.client.create('StorageClass', storageClass);
    invariant(created.ok, 'a fresh cluster takes a StorageClass');
  }
  for (const object of objects) {
    const [error] = applyAnswer(cluster.client, JSON.stringify(object), { fileName: 'cluster.objects', namespace });
    invariant(!error, `${story} has an object that the API server refuses: ${error?.message}`);
  }
  // Nodes, classes and what the scenario brings are in place before anybody does anything.
  cluster.clock.advance(0);
  return cluster;
}

/** Facts about images that differ in this story. */
export function imagesOf({ images: overrides }: ClusterSetting, catalogue: ImageCatalogue): ImageCatalogue {
  return catalogue.with(overrides as Record<string, ImageOverride>);
}
