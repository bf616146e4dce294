import { expect, test } from 'vitest';
import { createApiServer } from '#cluster/apiserver/apiserver.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { VirtualClock } from '#simulation/virtual-clock.ts';

/** Writes one status after the other; says `accepted` or why the last was not. */
function statuses(kind: 'Deployment' | 'ReplicaSet' | 'StatefulSet' | 'DaemonSet', ...wanted: object[]): string {
  const server = createApiServer({ clock: new VirtualClock(), random: new SeededRandom(1) });
  const labels = { app: 'web' };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] } };
  const spec = { selector: { matchLabels: labels }, template };
  const metadata = { name: 'web', namespace: 'default' };
  const made = server.create(kind, { apiVersion: 'apps/v1', kind, metadata, spec } as never);
  let answer: { readonly ok: boolean; readonly error?: { readonly message: string } } = made;
  for (const status of wanted) {
    answer = server.patch(kind, 'default', 'web', { type: 'merge', patch: { status } }, { subresource: 'status' });
  }
  return answer.error?.message.replace(/^.*? is invalid: /, '') ?? 'accepted';
}

test('a status counts no more than there are', () => {
  expect(statuses('ReplicaSet', { replicas: 2, readyReplicas: 2, availableReplicas: 1 })).toBe('accepted');
  expect(statuses('Deployment', { replicas: 1, updatedReplicas: 2 })).toBe(
    'status.updatedReplicas: Invalid value: 2: cannot be greater than status.replicas',
  );
  expect(statuses('ReplicaSet', { replicas: 2, readyReplicas: 1, availableReplicas: 2 })).toBe(
    'status.availableReplicas: Invalid value: 2: cannot be greater than readyReplicas',
  );
  expect(statuses('StatefulSet', { replicas: 2, readyReplicas: 1, availableReplicas: 2 })).toBe(
    'status.availableReplicas: Invalid value: 2: cannot be greater than status.readyReplicas',
  );
});

test('nor less than nothing', () => {
  expect(statuses('DaemonSet', { numberReady: -1 })).toBe(
    'status.numberReady: Invalid value: -1: must be greater than or equal to 0',
  );
});

test('collisions are not forgotten', () => {
  expect(statuses('Deployment', { collisionCount: 1 }, { collisionCount: 2 })).toBe('accepted');
  expect(statuses('Deployment', { collisionCount: 1 }, { collisionCount: null })).toBe(
    'status.collisionCount: Invalid value: 0: cannot be decremented',
  );
});
