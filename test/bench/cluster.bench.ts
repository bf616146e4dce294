/**
 * Whole clusters: a Deployment of a thousand to ready, ten minutes of thirty probed pods, and what 150,000 pods weigh.
 * Each figure is the time of one run after a warm-up, beside the simulated time it stands for.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createApiServer } from '#cluster/apiserver/apiserver.ts';
import { type Cluster, type ClusterOptions, createCluster } from '#cluster/cluster.ts';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { VirtualClock } from '#simulation/virtual-clock.ts';
import * as webernetes from './webernetes.ts';

const images = new ImageCatalogue(readImages(new URL('../..', import.meta.url).pathname).images);

function clusterOf(nodes: number, kubelet: NonNullable<ClusterOptions['kubelet']>): Cluster {
  const capacity = { cpu: '64', memory: '256Gi', pods: '500' };
  const shapes = Array.from({ length: nodes }, (_, index) => ({ name: `node-${index}`, capacity }));
  return createCluster({ seed: 1, nodes: shapes, kubelet, images });
}

function deployment(replicas: number, probes = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: nginx:1.27
          ports: [{containerPort: 80}]
${probes}`;
}

const probes = `          startupProbe: {httpGet: {port: 80, path: /}, periodSeconds: 1}
          livenessProbe: {httpGet: {port: 80, path: /}, periodSeconds: 10}
          readinessProbe: {tcpSocket: {port: 80}, periodSeconds: 5}
`;

function readyReplicas(cluster: Cluster): number {
  return cluster.client.get('Deployment', 'default', 'web')?.status?.readyReplicas ?? 0;
}

function toReady(replicas: number, kubelet: NonNullable<ClusterOptions['kubelet']>) {
  const cluster = clusterOf(5, kubelet);
  const started = performance.now();
  cluster.apply(deployment(replicas));
  cluster.advance({ seconds: 600, until: () => readyReplicas(cluster) === replicas });
  const milliseconds = performance.now() - started;
  expect(readyReplicas(cluster)).toBe(replicas);
  return { milliseconds, simulatedSeconds: cluster.clock.elapsedSeconds, events: cluster.clock.eventCount };
}

function probed(pods: number, seconds: number) {
  const cluster = clusterOf(3, 'real');
  cluster.apply(deployment(pods, probes));
  cluster.advance({ seconds: 60 });
  expect(readyReplicas(cluster)).toBe(pods);
  const eventsBefore = cluster.clock.eventCount;
  const started = performance.now();
  cluster.advance({ seconds });
  const milliseconds = performance.now() - started;
  return { milliseconds, simulatedSeconds: seconds, events: cluster.clock.eventCount - eventsBefore };
}

test('whole clusters', { timeout: 600_000 }, async () => {
  toReady(200, 'stand-in');
  probed(10, 60);
  const rows = {
    'Deployment of 1,000 to ready, stand-in kubelets': toReady(1000, 'stand-in'),
    'Deployment of 1,000 to ready, real kubelets': toReady(1000, 'real'),
    'Deployment of 300 to ready, real kubelets': { ...toReady(300, 'real'), theirs: await webernetes.toReady(300) },
    '30 probed pods for 10 minutes': { ...probed(30, 600), theirs: await webernetes.probed(30, 600) },
  };
  console.table(
    Object.fromEntries(
      Object.entries(rows).map(([name, { milliseconds, simulatedSeconds, events, ...beside }]) => [
        name,
        {
          milliseconds: Math.round(milliseconds),
          'simulated s': simulatedSeconds,
          events,
          'times real time': Math.round((simulatedSeconds * 1000) / milliseconds),
          'webernetes ms': 'theirs' in beside ? Math.round(beside.theirs) : '',
          ratio: 'theirs' in beside ? `${(beside.theirs / milliseconds).toFixed(1)} ×` : '',
        },
      ]),
    ),
  );
});

test('what 150,000 bound pods of one template weigh in the API server', { timeout: 600_000 }, () => {
  const client = createApiServer({ clock: new VirtualClock(), random: new SeededRandom(1) });
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < 150_000; index++) {
    const created = client.create('Pod', {
      metadata: { name: `web-${index}`, namespace: 'default', labels: { app: 'web' } },
      spec: { nodeName: `node-${index % 5000}`, containers: [{ name: 'web', image: 'nginx:1.27' }] },
    });
    if (!created.ok) throw new Error(created.error.message);
  }
  collect();
  const after = process.memoryUsage();
  console.log(
    `150,000 pods: heap ${Math.round((after.heapUsed - before) / 1e6)} MB, resident ${Math.round(after.rss / 1e6)} MB`,
  );
  expect(client.list('Pod')).toHaveLength(150_000);
});
