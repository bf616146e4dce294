import { expect, test } from 'vitest';
import { newCluster } from '../kubelet/node-under-test.ts';
import { deployment, put, settle, smallCluster } from '../small-cluster.ts';

const web = (image: string, replicas = 1) =>
  deployment('web', { replicas, image: `'${image}'` }) +
  '---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n';

const waiting = (cluster: ReturnType<typeof newCluster>) =>
  cluster.client
    .list('Pod')
    .map(
      ({ spec, status }) =>
        `${spec.nodeName} ${status?.containerStatuses?.[0]?.state?.waiting?.reason?.replace('ErrImagePull', 'ImagePullBackOff') ?? 'runs'}`,
    )
    .sort();

const spread = { nodes: [{ name: 'a' }, { name: 'b' }] };

test('an image that is missing runs on where it ran, and nowhere else', () => {
  const cluster = newCluster(spread);
  put(cluster, web('nginx:1.27'));
  settle(cluster, 5);
  const ran = cluster.client.list('Pod')[0]?.spec.nodeName ?? '';
  expect(cluster.inject({ kind: 'image-missing', image: 'nginx:1.27' }).ok).toBe(true);
  put(cluster, web('nginx:1.27', 2));
  settle(cluster, 8);
  const other = ran === 'a' ? 'b' : 'a';
  expect(waiting(cluster)).toEqual([`${ran} runs`, `${other} ImagePullBackOff`].sort());
  cluster.inject({ kind: 'image-back', image: 'docker.io/library/nginx:1.27' });
  settle(cluster, 30);
  expect(waiting(cluster)).toEqual(['a runs', 'b runs']);
});

test('what is no name of an image is said', () => {
  expect(newCluster().inject({ kind: 'image-missing', image: 'a b' }).ok).toBe(false);
});

test('a slow registry takes its time, once for each node', () => {
  const cluster = newCluster();
  cluster.inject({ kind: 'registry-slow', seconds: 90 });
  put(cluster, web('nginx:1.27'));
  settle(cluster, 60);
  expect(waiting(cluster)).toEqual(['node-1 ContainerCreating']);
  settle(cluster, 40);
  put(cluster, web('nginx:1.27', 3));
  settle(cluster, 10);
  expect(waiting(cluster)).toEqual(['node-1 runs', 'node-1 runs', 'node-1 runs']);
});

test('endpoints that travel slowly lose requests, of traffic and of programs', () => {
  const lost = (seconds: number) => {
    const cluster = newCluster();
    cluster.inject({ kind: 'propagation-delay', seconds });
    put(cluster, web('nginx:1.27', 2));
    put(
      cluster,
      'apiVersion: v1\nkind: Pod\nmetadata: {name: c}\nspec: {containers: [{name: c, image: busybox, command: [sleep, infinity]}]}',
    );
    settle(cluster, 40);
    const traffic = cluster.traffic({ namespace: 'default', service: 'web', requestsPerSecond: 10 });
    const [pod] = cluster.client.list('Pod', { labelSelector: { app: 'web' } });
    cluster.client.delete('Pod', 'default', pod?.metadata.name ?? '');
    settle(cluster, 3);
    let failures = 0;
    for (let index = 0; index < 4; index++) {
      const command = ['sh', '-c', 'wget -q -T 1 -O /dev/null http://web'];
      cluster.agents.get('node-1')?.exec('default', 'c', 'c', command, (outcome) => {
        if (outcome.ok && outcome.value.exitCode !== 0) failures++;
      });
    }
    settle(cluster, 60);
    const { requests, served } = traffic.total();
    return { requests: Math.round(requests - served), programs: failures };
  };
  const quick = lost(0);
  expect(quick.programs).toBe(0);
  expect(quick.requests).toBeLessThanOrEqual(1);
  // Half of ten a second for the eight seconds after the pod has gone, and half of what asks meanwhile.
  const slow = lost(8);
  expect(slow.programs).toBe(2);
  expect(slow.requests).toBeGreaterThan(30);
  expect(slow.requests).toBeLessThanOrEqual(41);
});

test('a cluster of stand-ins takes such faults as well', () => {
  expect(smallCluster(1).inject({ kind: 'registry-slow' }).ok).toBe(true);
});
