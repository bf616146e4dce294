import { expect, test } from 'vitest';
import { eventsOf, put, settle, smallCluster } from '../small-cluster.ts';

const service = (name: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}\n`;

test('a cloud gives an address after a while, each Service its own, and takes it back', () => {
  const cluster = smallCluster(1, { installed: { loadBalancer: { seconds: 30, network: '203.0.113' } } });
  put(cluster, service('a'));
  put(cluster, service('b'));
  const addresses = () =>
    cluster.client
      .list('Service', { namespace: 'default' })
      .flatMap(({ status }) => (status?.loadBalancer?.ingress ?? []).map(({ ip }) => ip));
  settle(cluster, 20);
  expect(addresses()).toEqual([]);
  settle(cluster, 20);
  expect(addresses()).toEqual(['203.0.113.10', '203.0.113.11']);
  expect(eventsOf(cluster, 'Service', 'a')).toEqual([
    'EnsuringLoadBalancer: Ensuring load balancer',
    'EnsuredLoadBalancer: Ensured load balancer',
  ]);
  cluster.client.delete('Service', 'default', 'a');
  settle(cluster);
  expect(addresses()).toEqual(['203.0.113.11']);
});

test('without a cloud the address stays pending, and nobody says a word', () => {
  const cluster = smallCluster(1);
  put(cluster, service('a'));
  settle(cluster, 600);
  expect(cluster.client.get('Service', 'default', 'a')?.status?.loadBalancer?.ingress).toBeUndefined();
  expect(eventsOf(cluster, 'Service')).toEqual([]);
});
