import { describe, expect, test } from 'vitest';
import type { Cluster } from '#cluster/cluster.ts';
import { container, type Fields, newCluster } from '../kubelet/node-under-test.ts';

const server = 'mkdir -p /www; echo hello > /www/index.html; exec httpd -f -p 80 -h /www';

/** Two web pods behind a Service; ten requests a second from the moment both are ready. */
function web(pod: Fields, act: (cluster: Cluster) => void, seconds = 60, replicas = 2) {
  const cluster = newCluster();
  cluster.apply([
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {
        replicas,
        selector: { matchLabels: { app: 'web' } },
        template: { metadata: { labels: { app: 'web' } }, spec: pod },
      },
    },
  ]);
  cluster.advance({ seconds: 30 });
  const traffic = cluster.traffic({ namespace: 'default', service: 'web', requestsPerSecond: 10 });
  act(cluster);
  cluster.advance({ seconds });
  const { requests, served, failed } = traffic.total();
  return {
    requests: Math.round(requests),
    served: Math.round(served),
    failed: Object.fromEntries(Object.entries(failed).map(([reason, count]) => [reason, Math.round(count)])),
  };
}

const probe = { httpGet: { port: 80 }, periodSeconds: 2, failureThreshold: 1 };
const first = (cluster: Cluster) =>
  cluster.client.list('Pod', { labelSelector: { app: 'web' } })[0]?.metadata.name ?? '';

describe('traffic', () => {
  test('nothing happens: everything is served', () => {
    expect(web({ containers: [container('main', server)] }, () => undefined)).toEqual({
      requests: 600,
      served: 600,
      failed: {},
    });
  });

  test('no pods: refused for want of endpoints', () => {
    expect(web({ containers: [container('main', server)] }, () => undefined, 60, 0)).toEqual({
      requests: 600,
      served: 0,
      failed: { 'no-endpoints': 600 },
    });
  });

  test('one of two listens on another port: half fails, and readiness did not notice', () => {
    const pod = {
      containers: [container('main', 'if [ "$(hostname)" \\< "web-5" ]; then sleep 1000; fi; sleep 1000')],
    };
    expect(web(pod, () => undefined)).toEqual({ requests: 600, served: 0, failed: { refused: 600 } });
  });

  test('a pod that stops at once loses the requests of the moment in which the others have not heard of it', () => {
    const outcome = web(
      { containers: [container('main', `trap 'exit 0' TERM; (${server}) & wait`)] },
      (cluster) => void cluster.client.delete('Pod', 'default', first(cluster)),
    );
    // 1 s × 10 a second × one of two endpoints, first nobody listens, then nobody is there.
    expect(outcome).toEqual({ requests: 600, served: 595, failed: { refused: 1, timeout: 4 } });
  });

  test('a preStop of two seconds loses none', () => {
    const pod = {
      containers: [
        container('main', `trap 'exit 0' TERM; (${server}) & wait`, {
          lifecycle: { preStop: { sleep: { seconds: 2 } } },
        }),
      ],
    };
    expect(web(pod, (cluster) => void cluster.client.delete('Pod', 'default', first(cluster)))).toEqual({
      requests: 600,
      served: 600,
      failed: {},
    });
  });

  test('without a readiness probe a replacement gets requests before it listens', () => {
    const slow = {
      containers: [
        container('main', `trap 'exit 0' TERM; sleep 5; (${server}) & wait`, {
          lifecycle: { preStop: { sleep: { seconds: 2 } } },
        }),
      ],
    };
    const withProbe = { containers: [{ ...(slow.containers[0] as Fields), readinessProbe: probe }] };
    const lose = (cluster: Cluster) => void cluster.client.delete('Pod', 'default', first(cluster));
    expect(web(slow, lose).failed).toEqual({ refused: 20 });
    expect(web(withProbe, lose).failed).toEqual({});
  });

  test('a hung program lets requests time out until its liveness probe has it restarted', () => {
    const pod = {
      containers: [
        {
          name: 'main',
          image: 'nginx:1.27',
          livenessProbe: { httpGet: { port: 80 }, periodSeconds: 5, failureThreshold: 2 },
        },
      ],
      terminationGracePeriodSeconds: 2,
    };
    const outcome = web(pod, (cluster) => {
      const hung = cluster.inject({ kind: 'hang', namespace: 'default', pod: first(cluster) });
      expect(hung.ok).toBe(true);
    });
    expect(outcome.requests).toBe(600);
    expect(Object.keys(outcome.failed).sort()).toEqual(['refused', 'timeout']);
    // Attempts at 30.36 and 35.36 fail after a second each, the grace is two more: 8.4 s of one endpoint of two.
    expect(outcome.failed['timeout']).toBe(42);
  });
});
