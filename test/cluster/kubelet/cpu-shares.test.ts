import { describe, expect, test } from 'vitest';
import { shareCpu } from '#cluster/kubelet/cpu-shares.ts';
import { newCluster } from './node-under-test.ts';

/** `wanted/shares/limit` of each; what each gets of so many thousandths. */
function check(capacity: number, consumers: readonly string[], expected: readonly number[]): void {
  const given = shareCpu(
    capacity,
    consumers.map((text) => {
      const [wantedMillis = 0, shares = 0, limitMillis = Number.POSITIVE_INFINITY] = text.split('/').map(Number);
      return { wantedMillis, shares, limitMillis };
    }),
  );
  expect(given.map(Math.round)).toEqual(expected);
}

describe('cores', () => {
  test('that suffice go to whoever wants them', () => check(4000, ['1000/2', '2000/1024'], [1000, 2000]));
  test('that are short are divided by requests', () => check(1000, ['2000/512', '2000/1024'], [333, 667]));
  test('of who wants little go to the others', () => check(1000, ['2000/512', '100/1024'], [900, 100]));
  test('are never given beyond a limit', () => check(4000, ['3000/2/500', '9000/2'], [500, 3500]));
  test('of who requests nothing are nearly none', () => check(1000, ['1000/2', '1000/1024'], [2, 998]));
});

/** Requests to hpa-example (200 ms of a core each), on a node of so many cores, beside somebody who burns them all. */
function php(
  resources: string,
  options: { readonly rate: number; readonly neighbour?: string; readonly cpu?: string },
) {
  const cluster = newCluster({ nodes: [{ name: 'node-1', capacity: { cpu: options.cpu ?? '4' } }] });
  cluster.apply(`
apiVersion: v1
kind: Pod
metadata: {name: php, labels: {app: php}}
spec: {containers: [{name: php, image: registry.k8s.io/hpa-example, resources: ${resources}}]}
---
apiVersion: v1
kind: Service
metadata: {name: php}
spec: {selector: {app: php}, ports: [{port: 80}]}
${options.neighbour ?? ''}`);
  cluster.advance({ seconds: 30 });
  const traffic = cluster.traffic({ namespace: 'default', service: 'php', requestsPerSecond: options.rate });
  cluster.advance({ seconds: 100 });
  const { requests, served, answerMs } = traffic.total();
  return { share: Math.round((100 * served) / requests), answerMs: Math.round(answerMs) };
}

const neighbour = `---
apiVersion: v1
kind: Pod
metadata: {name: burner}
spec: {containers: [{name: burner, image: polinux/stress, args: [--cpu, '8'], command: [stress], resources: {requests: {cpu: 900m}}}]}
`;

describe('answers', () => {
  test('take longer the more is asked', () => {
    expect(php('{}', { rate: 2, cpu: '1' })).toEqual({ share: 100, answerMs: 333 });
    expect(php('{}', { rate: 4, cpu: '1' }).answerMs).toBe(1000);
  });
  test('beyond the capacity only so many come', () => expect(php('{}', { rate: 10, cpu: '1' }).share).toBe(50));
  test('a limit throttles', () => {
    expect(php('{limits: {cpu: 500m}}', { rate: 1 }).answerMs).toBe(667);
    expect(php('{limits: {cpu: 500m}}', { rate: 5 }).share).toBe(50);
  });
  test('a neighbour on a full node slows down who requests little', () => {
    expect(php('{requests: {cpu: 10m}}', { rate: 2, neighbour, cpu: '1' }).share).toBeLessThan(10);
    expect(php('{requests: {cpu: 100m}}', { rate: 0.1, neighbour, cpu: '1' }).share).toBe(100);
  });
});

test('an autoscaler follows the load that its pods feel', () => {
  const cluster = newCluster({ installed: { metrics: 'kubelets' } });
  cluster.apply(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: php}
spec:
  selector: {matchLabels: {app: php}}
  template:
    metadata: {labels: {app: php}}
    spec: {containers: [{name: php, image: registry.k8s.io/hpa-example, resources: {requests: {cpu: 200m}, limits: {cpu: 500m}}}]}
---
apiVersion: v1
kind: Service
metadata: {name: php}
spec: {selector: {app: php}, ports: [{port: 80}]}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: php}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: php}
  minReplicas: 1
  maxReplicas: 10
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
`);
  const replicas = () => cluster.client.get('Deployment', 'default', 'php')?.spec.replicas;
  cluster.advance({ seconds: 120 });
  expect(replicas()).toBe(1);
  const traffic = cluster.traffic({ namespace: 'default', service: 'php', requestsPerSecond: 3 });
  cluster.advance({ seconds: 300 });
  // 3 × 200 ms = 600m, half of 200m for each: six pods.
  expect(replicas()).toBe(6);
  traffic.stop();
  cluster.advance({ seconds: 600 });
  expect(replicas()).toBe(1);
});
