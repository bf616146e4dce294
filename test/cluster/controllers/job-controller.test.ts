import { describe, expect, test } from 'vitest';
import { formatIndexes, parseIndexes, pendingIndexes } from '#cluster/controllers/job-controller/indexes.ts';
import { eventsOf, podsOf, put, settle, smallCluster } from '../small-cluster.ts';

function job(spec: string, command = '["true"]', restartPolicy = 'Never') {
  return `apiVersion: batch/v1
kind: Job
metadata: {name: work}
spec:
${spec}  template:
    spec: {restartPolicy: ${restartPolicy}, containers: [{name: main, image: shop, command: ${command}}]}
`;
}

function statusAfter(seconds: number, yaml: string) {
  const cluster = smallCluster();
  put(cluster, yaml);
  settle(cluster, seconds);
  const [work] = cluster.client.list('Job');
  const conditions = (work?.status?.conditions ?? []).map(({ type, reason }) => `${type} ${reason}`);
  return { cluster, conditions, status: work?.status };
}

test('three completions, two at a time', () => {
  const { conditions, status, cluster } = statusAfter(30, job('  completions: 3\n  parallelism: 2\n'));
  expect(conditions).toEqual(['SuccessCriteriaMet CompletionsReached', 'Complete CompletionsReached']);
  expect(status?.succeeded).toBe(3);
  expect(status?.active).toBeUndefined();
  expect(eventsOf(cluster, 'Job').at(-1)).toBe('Completed: Job completed');
});

test('a failing Job tries again after 10, 20, 40… seconds, backoffLimit times', () => {
  const { cluster, conditions, status } = statusAfter(200, job('  backoffLimit: 3\n', '["false"]'));
  const starts = cluster.trace.entries.flatMap((entry) =>
    entry.kind === 'created' && entry.object.kind === 'Pod' ? [Math.round(entry.atMs / 1000)] : [],
  );
  const gaps = starts.slice(1).map((second, index) => second - (starts[index] ?? 0));
  expect(gaps).toEqual([10, 20, 40]);
  expect(conditions).toEqual(['FailureTarget BackoffLimitExceeded', 'Failed BackoffLimitExceeded']);
  expect(status?.failed).toBe(4);
});

test('a Job past its deadline fails and its pod goes', () => {
  const { cluster, conditions } = statusAfter(30, job('  activeDeadlineSeconds: 5\n', '["sleep", "1000"]'));
  expect(conditions).toEqual(['FailureTarget DeadlineExceeded', 'Failed DeadlineExceeded']);
  expect(podsOf(cluster)).toHaveLength(0);
});

test('an Indexed Job gives each pod its index', () => {
  const { cluster, status } = statusAfter(30, job('  completions: 3\n  parallelism: 3\n  completionMode: Indexed\n'));
  expect(status?.completedIndexes).toBe('0-2');
  const hosts = podsOf(cluster).map((pod) => pod.spec.hostname);
  expect([...hosts].sort()).toEqual(['work-0', 'work-1', 'work-2']);
});

test('suspending takes the pods away, resuming brings them back', () => {
  const { cluster } = statusAfter(5, job('  parallelism: 2\n  completions: 2\n', '["sleep", "1000"]'));
  const suspend = (value: boolean) => {
    cluster.client.patch('Job', 'default', 'work', { type: 'merge', patch: { spec: { suspend: value } } });
    settle(cluster);
  };
  suspend(true);
  expect(podsOf(cluster)).toHaveLength(0);
  suspend(false);
  expect(podsOf(cluster)).toHaveLength(2);
  expect(eventsOf(cluster, 'Job').filter((text) => /Suspended|Resumed/.test(text))).toEqual([
    'Suspended: Job suspended',
    'Resumed: Job resumed',
  ]);
});

test('a podFailurePolicy can end a Job at its first failure, or not count it', () => {
  const policy = (action: string) =>
    `  backoffLimit: 0\n  podFailurePolicy: {rules: [{action: ${action}, onExitCodes: {operator: In, values: [42]}}]}\n`;
  const failed = statusAfter(20, job(policy('FailJob'), '["sh", "-c", "exit 42"]'));
  expect(failed.conditions).toEqual(['FailureTarget PodFailurePolicy', 'Failed PodFailurePolicy']);
  const ignored = statusAfter(20, job(policy('Ignore'), '["sh", "-c", "exit 42"]'));
  expect(ignored.conditions).toEqual([]);
  expect(ignored.status?.failed).toBeUndefined();
});

test('a finished Job is deleted when its time is up, with its pods', () => {
  const { cluster } = statusAfter(60, job('  ttlSecondsAfterFinished: 20\n'));
  expect(cluster.client.list('Job')).toHaveLength(0);
  expect(podsOf(cluster)).toHaveLength(0);
});

describe('indexes', () => {
  test.each([
    [[0, 1, 2, 5], '0-2,5'],
    [[1, 2], '1,2'],
    [[7], '7'],
    [[], ''],
  ])('%j is written %s', (indexes, text) => {
    expect(formatIndexes(indexes)).toBe(text);
    expect([...parseIndexes(text, 10)]).toEqual(indexes);
  });
  test('the lowest free ones are next', () => {
    expect(pendingIndexes(3, 6, new Set([0, 2]))).toEqual([1, 3, 4]);
  });
});
