/**
 * The same work on @ngrok/webernetes, the other simulator of Kubernetes in our language: a port of the real controllers and
 * kubelet that lives on timers. It has no StatefulSets, volumes or node faults to compare, so only Deployments and probes are.
 */
import { Cluster, type ClusterApplyResource } from '@ngrok/webernetes';

/** Its own server of HTTP, where probes must be answered. */
const image = 'crccheck/hello-world:1.0';
const port = 8000;

function deployment(replicas: number, isProbed: boolean): ClusterApplyResource {
  const probes = {
    startupProbe: { httpGet: { port, path: '/' }, periodSeconds: 1 },
    livenessProbe: { httpGet: { port, path: '/' }, periodSeconds: 10 },
    readinessProbe: { tcpSocket: { port }, periodSeconds: 5 },
  };
  const container = { name: 'web', image, ports: [{ containerPort: port }], ...(isProbed && probes) };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } },
    },
  };
}

async function started(nodes: number, replicas: number, isProbed: boolean): Promise<[Cluster, milliseconds: number]> {
  const cluster = new Cluster({ nodes });
  await cluster.init();
  const start = performance.now();
  await cluster.apply([deployment(replicas, isProbed)]);
  for (;;) {
    const { status } = await cluster.api.appsv1.readNamespacedDeployment({ name: 'web', namespace: 'default' });
    if (status?.readyReplicas === replicas) return [cluster, performance.now() - start];
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** By the wall clock, on which it runs. */
export async function toReady(replicas: number): Promise<number> {
  const [cluster, milliseconds] = await started(5, replicas, false);
  await cluster.close();
  return milliseconds;
}

/** With its clock stopped and moved on by a tenth of a second at a time. */
export async function probed(pods: number, seconds: number): Promise<number> {
  const [cluster] = await started(3, pods, true);
  cluster.clock.pause();
  const start = performance.now();
  for (let step = 0; step < seconds * 10; step++) {
    cluster.clock.step(100);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const milliseconds = performance.now() - start;
  cluster.clock.resume();
  await cluster.close();
  return milliseconds;
}
