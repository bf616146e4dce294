import { expect, test } from 'vitest';
import type { Cluster } from '#cluster/cluster.ts';
import { smallCluster } from './small-cluster.ts';

/** Seconds since the start at which the node last said that it lives. */
function renewedAt({ client, clock }: Cluster, node = 'node-1'): number {
  const lease = client.get('Lease', 'kube-node-lease', node);
  return (Date.parse(String(lease?.spec?.renewTime)) - clock.startMs) / 1000;
}

test('each node holds a lease of its own and renews it every ten seconds', () => {
  const cluster = smallCluster(2);
  expect(cluster.client.list('Lease').map(({ metadata }) => metadata.name)).toEqual(['node-1', 'node-2']);
  expect(cluster.client.get('Lease', 'kube-node-lease', 'node-2')?.spec).toMatchObject({
    holderIdentity: 'node-2',
    leaseDurationSeconds: 40,
  });
  cluster.advance({ seconds: 27 });
  expect(renewedAt(cluster)).toBe(20);
});

test('a lost node’s lease stands still, and goes on when it is back', () => {
  const cluster = smallCluster(2);
  cluster.advance({ seconds: 15 });
  cluster.inject({ kind: 'node-down', node: 'node-1' });
  cluster.advance({ seconds: 100 });
  expect([renewedAt(cluster), renewedAt(cluster, 'node-2')]).toEqual([10, 110]);
  cluster.inject({ kind: 'node-up', node: 'node-1' });
  cluster.advance({ seconds: 12 });
  expect(renewedAt(cluster)).toBe(125);
});

test('nobody renews anything while the API server is out of reach', () => {
  const cluster = smallCluster(1);
  cluster.advance({ seconds: 20 });
  cluster.inject({ kind: 'apiserver-down' });
  cluster.advance({ seconds: 60 });
  expect(renewedAt(cluster)).toBe(20);
  cluster.inject({ kind: 'apiserver-up' });
  cluster.advance({ seconds: 5 });
  expect(renewedAt(cluster)).toBe(80);
});

test('a lease goes with its node', () => {
  const cluster = smallCluster(2);
  cluster.client.delete('Node', undefined, 'node-2');
  cluster.advance({ seconds: 30 });
  expect(cluster.client.list('Lease').map(({ metadata }) => metadata.name)).toEqual(['node-1']);
});
