import { describe, expect, test } from 'vitest';
import { deployment, eventsOf, podsOf, put, settle, smallCluster } from '../small-cluster.ts';

/** The sizes a rollout goes through when its new pods never become ready: `up 0→1`, `down 10→8`… */
function badRollout(replicas: number, strategy?: string): readonly string[] {
  const cluster = smallCluster();
  const fields = { replicas, ...(strategy && { strategy }) };
  put(cluster, deployment('web', fields));
  settle(cluster);
  const before = eventsOf(cluster, 'Deployment').length;
  put(cluster, deployment('web', { ...fields, image: 'shop:missing' }));
  settle(cluster, 60);
  return eventsOf(cluster, 'Deployment')
    .slice(before)
    .map((text) =>
      text.replace(/^ScalingReplicaSet: Scaled (up|down) replica set \S+ from (\d+) to (\d+)$/, '$1 $2→$3'),
    );
}

describe('a rollout whose new pods never become ready stops', () => {
  test.each([
    [1, undefined, ['up 0→1']],
    [3, undefined, ['up 0→1']],
    [7, undefined, ['up 0→2', 'down 7→6', 'up 2→3']],
    [10, undefined, ['up 0→3', 'down 10→8', 'up 3→5']],
    [4, '{rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}', ['down 4→3', 'up 0→1']],
    [4, '{rollingUpdate: {maxSurge: 0, maxUnavailable: 50%}}', ['down 4→2', 'up 0→2']],
    [4, '{rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}', ['up 0→1']],
    [4, '{rollingUpdate: {maxSurge: 2, maxUnavailable: 2}}', ['up 0→2', 'down 4→2', 'up 2→4']],
  ])('%i replicas, strategy %s: %j', (replicas, strategy, expected) => {
    expect(badRollout(replicas, strategy)).toEqual(expected);
  });
});

test('a good rollout goes one pod at a time with three replicas and the default strategy', () => {
  const cluster = smallCluster();
  put(cluster, deployment('web', { replicas: 3 }));
  settle(cluster);
  put(cluster, deployment('web', { replicas: 3, image: 'shop:2' }));
  settle(cluster);
  const steps = eventsOf(cluster, 'Deployment').map((text) =>
    text.replace(/.*Scaled (\w+) .* from (\d+) to (\d+)/, '$1 $2→$3'),
  );
  expect(steps).toEqual(['up 0→3', 'up 0→1', 'down 3→2', 'up 1→2', 'down 2→1', 'up 2→3', 'down 1→0']);
  expect(podsOf(cluster).map((pod) => pod.spec.containers[0]?.image)).toEqual(['shop:2', 'shop:2', 'shop:2']);
});

test('the old template brings the old ReplicaSet back under a new revision', () => {
  const cluster = smallCluster();
  for (const image of ['shop', 'shop:2', 'shop']) {
    put(cluster, deployment('web', { image }));
    settle(cluster);
  }
  const sets = cluster.client.list('ReplicaSet', { namespace: 'default' });
  const revisions = sets.map(({ metadata, spec }) => [
    metadata.annotations?.['deployment.kubernetes.io/revision'],
    spec.replicas,
  ]);
  expect(revisions).toEqual([
    ['3', 1],
    ['2', 0],
  ]);
});

test('Recreate never overlaps: no new pod before the last old one is gone', () => {
  const cluster = smallCluster();
  const fields = { replicas: 3, strategy: '{type: Recreate}' };
  put(cluster, deployment('web', fields));
  settle(cluster);
  put(cluster, deployment('web', { ...fields, image: 'shop:2' }));
  let together = false;
  cluster.advance({
    seconds: 5,
    until: () => {
      const images = new Set(podsOf(cluster).map((pod) => pod.spec.containers[0]?.image));
      together ||= images.size > 1;
      return false;
    },
  });
  expect(together).toBe(false);
  expect(podsOf(cluster)).toHaveLength(3);
});

test('a Deployment scaled in the middle of a rollout keeps the proportion of old to new', () => {
  const cluster = smallCluster();
  const strategy = '{rollingUpdate: {maxSurge: 3, maxUnavailable: 2}}';
  put(cluster, deployment('web', { replicas: 10, strategy }));
  settle(cluster);
  put(cluster, deployment('web', { replicas: 10, strategy, image: 'shop:missing' }));
  settle(cluster);
  const before = eventsOf(cluster, 'Deployment').length;
  put(cluster, deployment('web', { replicas: 15, strategy, image: 'shop:missing' }));
  settle(cluster);
  const steps = eventsOf(cluster, 'Deployment').slice(before, before + 2);
  expect(steps.map((text) => text.replace(/.*from (\d+) to (\d+)/, '$1→$2'))).toEqual(['8→11', '5→7']);
});

test('after the progress deadline the condition says so, and nothing goes back by itself', () => {
  const cluster = smallCluster();
  put(cluster, deployment('web', { image: 'shop:missing', spec: '  progressDeadlineSeconds: 30\n' }));
  settle(cluster, 120);
  const [web] = cluster.client.list('Deployment');
  const progressing = web?.status?.conditions?.find(({ type }) => type === 'Progressing');
  expect([progressing?.status, progressing?.reason]).toEqual(['False', 'ProgressDeadlineExceeded']);
});

test('history beyond the limit is deleted, oldest first', () => {
  const cluster = smallCluster();
  for (const image of ['a', 'b', 'c', 'd']) {
    put(cluster, deployment('web', { image, spec: '  revisionHistoryLimit: 1\n' }));
    settle(cluster);
  }
  const images = cluster.client.list('ReplicaSet').map(({ spec }) => spec.template?.spec?.containers[0]?.image);
  expect(images).toEqual(['c', 'd']);
});

test('a paused Deployment is scaled but not rolled out', () => {
  const cluster = smallCluster();
  put(cluster, deployment('web', { replicas: 2 }));
  settle(cluster);
  put(cluster, deployment('web', { replicas: 4, image: 'shop:2', spec: '  paused: true\n' }));
  settle(cluster);
  expect(podsOf(cluster).map((pod) => pod.spec.containers[0]?.image)).toEqual(['shop', 'shop', 'shop', 'shop']);
});
