// What somebody outside of the cluster finds at a node's port, behind a balancer, at a host of an Ingress.
import { expect, test } from 'vitest';
import { createCluster } from '#cluster/cluster.ts';
import type { Visit } from '#cluster/network/outside.ts';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';

const root = new URL('../../..', import.meta.url).pathname;
const images = new ImageCatalogue(readImages(root).images);

const web = `
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec: { nodeName: node-2, containers: [{ name: nginx, image: nginx }] }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: SPEC
`;
const ingress = `
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop }
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
`;

/** What a visitor finds a minute after the manifests were applied, with or without a cloud. */
function check(spec: string, visit: Visit, expected: { reached: boolean; found: RegExp }, cloud = true): void {
  const loadBalancer = { seconds: 20, network: '203.0.113' };
  const cluster = createCluster({
    seed: 1,
    nodes: [{ name: 'node-1' }, { name: 'node-2' }, { name: 'node-3' }],
    images,
    kubelet: 'real',
    ...(cloud && { installed: { loadBalancer } }),
  });
  for (const answer of cluster.apply(web.replace('SPEC', spec) + ingress)) expect(answer.ok).toBe(true);
  cluster.advance({ seconds: 60 });
  cluster.inject({ kind: 'node-down', node: 'node-3' });
  const { reached, found, pods } = cluster.visit(visit);
  expect(found.en).toMatch(expected.found);
  expect(reached).toBe(expected.reached);
  expect(pods.map(({ name }) => name)).toEqual(reached ? ['web'] : []);
}

const at = (node: string, port = 30080): Visit => ({ through: 'node', node, port });
const nodePort = '{ type: NodePort, selector: { app: web }, ports: [{ port: 80, nodePort: 30080 }] }';
const balanced = '{ type: LoadBalancer, selector: { app: web }, ports: [{ port: 80, nodePort: 30080 }] }';

test('a NodePort is open on every node, also where no pod is', () =>
  check(nodePort, at('node-1'), { reached: true, found: /^web answers/ }));
test('a visitor of a node that is down finds nobody', () =>
  check(nodePort, at('node-3'), { reached: false, found: /node-3 does not respond/ }));
test('with local traffic only the nodes that have a pod answer', () => {
  const local = nodePort.replace('type', 'externalTrafficPolicy: Local, type');
  check(local, at('node-2'), { reached: true, found: /^web answers/ });
  check(local, at('node-1'), { reached: false, found: /none on node-1/ });
});
test('a ClusterIP opens nothing on a node', () =>
  check('{ selector: { app: web }, ports: [{ port: 80 }] }', at('node-1', 80), {
    reached: false,
    found: /Nothing is open/,
  }));
test('a balancer has an address where there is a cloud', () =>
  check(balanced, { through: 'balancer', port: 80 }, { reached: true, found: /^web answers/ }));
test('without a cloud a balancer stays pending, and its node port works', () => {
  check(balanced, { through: 'balancer', port: 80 }, { reached: false, found: /<pending>/ }, false);
  check(balanced, at('node-1'), { reached: true, found: /^web answers/ }, false);
});
test('an Ingress answers for its host alone', () => {
  const host = (name: string): Visit => ({ through: 'ingress', host: name, ingressClass: 'nginx' });
  check(nodePort, host('shop.example.com'), { reached: true, found: /pod web answers with status 200/ });
  check(nodePort, host('other.example.com'), { reached: false, found: /controller answers with status 404/ });
});
