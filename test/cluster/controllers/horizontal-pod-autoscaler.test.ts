import { describe, expect, test } from 'vitest';
import type { PodUsage } from '#cluster/metrics.ts';
import { deployment, eventsOf, put, settle, smallCluster } from '../small-cluster.ts';

/** A workload of `replicas` pods that request 200m and use what `usage` says, with an autoscaler of 1 to 20 at 50 %. */
function autoscaled(replicas: number, usage: (pod: string) => number | undefined, behavior = '') {
  let nowMs = () => 0;
  const usageOf = (_namespace: string, pod: string): PodUsage | undefined => {
    const cpuMillis = usage(pod);
    if (cpuMillis === undefined) return undefined;
    return { containers: [{ name: 'main', cpuMillis, memoryBytes: 0 }], atMs: nowMs(), windowSeconds: 15 };
  };
  const cluster = smallCluster(4, { installed: { metrics: { usageOf } } });
  nowMs = () => cluster.clock.nowMs;
  const web = deployment('web', { replicas });
  put(cluster, web.replace('image: shop', 'image: shop, resources: {requests: {cpu: 200m}}'));
  settle(cluster, 400);
  put(
    cluster,
    `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 1
  maxReplicas: 20
${behavior}  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
`,
  );
  return cluster;
}

function sizeAfter(seconds: number, cluster: ReturnType<typeof smallCluster>): number | undefined {
  settle(cluster, seconds);
  return cluster.client.get('Deployment', 'default', 'web')?.spec.replicas;
}

describe('an autoscaler with a target of 50 % of 200m', () => {
  test.each([
    [3, 180, 6],
    [4, 108, 4],
    [4, 112, 5],
    [4, 90, 4],
  ])('makes of %i pods that use %im each %i', (replicas, cpuMillis, expected) => {
    expect(
      sizeAfter(
        20,
        autoscaled(replicas, () => cpuMillis),
      ),
    ).toBe(expected);
  });

  test('never more than doubles, or adds four, in 15 seconds', () => {
    const cluster = autoscaled(1, () => 2000);
    expect([20, 15, 15].map((seconds) => sizeAfter(seconds, cluster))).toEqual([5, 10, 20]);
  });

  test('waits five minutes before it shrinks, and then goes at once', () => {
    const cluster = autoscaled(6, () => 10);
    expect(sizeAfter(290, cluster)).toBe(6);
    expect(sizeAfter(60, cluster)).toBe(1);
    const [rescaled] = eventsOf(cluster, 'HorizontalPodAutoscaler').filter((text) => text.startsWith('Successful'));
    expect(rescaled).toBe('SuccessfulRescale: New size: 1; reason: All metrics below target');
  });

  test('leaves the pods alone when another one pulls at them too', () => {
    const cluster = autoscaled(3, () => 180);
    put(
      cluster,
      `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: rival}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 9
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 20}}}]
`,
    );
    expect(sizeAfter(60, cluster)).toBe(3);
    expect(eventsOf(cluster, 'HorizontalPodAutoscaler', 'web')).toContain(
      'AmbiguousSelector: pods by selector app=web are controlled by multiple HPAs: [{web default} {rival default}]',
    );
  });

  test('shrinks no faster than its behaviour says', () => {
    const behavior =
      '  behavior: {scaleDown: {stabilizationWindowSeconds: 0, policies: [{type: Pods, value: 1, periodSeconds: 60}]}}\n';
    const cluster = autoscaled(4, () => 1, behavior);
    expect([20, 30, 40].map((seconds) => sizeAfter(seconds, cluster))).toEqual([3, 3, 2]);
  });
});

test('without a metrics server it says what is missing and leaves the size alone', () => {
  const cluster = smallCluster();
  put(cluster, deployment('web', { replicas: 2 }));
  put(
    cluster,
    'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 5}\n',
  );
  settle(cluster, 20);
  const [scaler] = cluster.client.list('HorizontalPodAutoscaler');
  const active = scaler?.status?.conditions?.find(({ type }) => type === 'ScalingActive');
  expect(active?.reason).toBe('FailedGetResourceMetric');
  expect(eventsOf(cluster, 'HorizontalPodAutoscaler')).toContain(
    'FailedGetResourceMetric: failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)',
  );
  expect(cluster.client.get('Deployment', 'default', 'web')?.spec.replicas).toBe(2);
});
