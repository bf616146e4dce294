// The bot's own manifests in readyz's own simulator: taken without a word, ready, and ready again after what happens to pods.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { openCluster } from '#engine/play/open-cluster.ts';
import { root } from '../helpers/source-file.ts';

const images = new ImageCatalogue(readImages(root).images);

function clusterWith(file: string) {
  const nodes = ['node-1', 'node-2', 'node-3'].map((name) => ({ name }));
  const cluster = openCluster(
    { nodes, namespace: 'default', objects: [], images: {} },
    { seed: 1, images, story: 'the manifests of the bot' },
  );
  const secrets = [
    'name: readyz-discord}\nstringData: {token: t',
    'name: readyz-database}\nstringData: {url: postgres://db/readyz',
  ];
  for (const rest of secrets) cluster.apply(`apiVersion: v1\nkind: Secret\nmetadata: {${rest}}\n`);
  for (const answer of cluster.apply(readFileSync(path.join(root, 'src', 'deploy', file), 'utf8'))) {
    if (!answer.ok) throw new Error(answer.status.message);
  }
  const pods = () =>
    cluster.client.list('Pod', { namespace: 'default' }).map((pod) => ({
      name: pod.metadata.name ?? '',
      node: (pod as { spec?: { nodeName?: string } }).spec?.nodeName,
      ready: (
        pod as { status?: { conditions?: readonly { type: string; status: string }[] } }
      ).status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'),
    }));
  return { cluster, pods };
}

test.each([
  ['kubernetes.yaml', ['readyz-bot-0']],
  ['kubernetes-shards.yaml', ['readyz-shard-0', 'readyz-shard-1', 'readyz-shard-2']],
])('%s runs: its pods are ready within a minute, and again after one was deleted', (file, names) => {
  const { cluster, pods } = clusterWith(file);
  const areReady = () => names.every((name) => pods().find((pod) => pod.name === name)?.ready === true);
  cluster.advance({ seconds: 60, until: areReady, eventLimit: 100_000 });
  const standing = pods().map(({ name, ready }) => [name, ready]);
  expect(standing.sort()).toEqual(names.map((name) => [name, true]));
  cluster.client.delete('Pod', 'default', names[0]!);
  cluster.advance({ seconds: 5, eventLimit: 100_000 });
  cluster.advance({ seconds: 90, until: areReady, eventLimit: 100_000 });
  expect(areReady()).toBe(true);
  // Nothing was restarted or complained about on the way.
  const warnings = cluster.trace.entries.flatMap((entry) =>
    entry.kind === 'event' && entry.type === 'Warning' && entry.reason !== 'FailedScheduling' ? [entry.message] : [],
  );
  expect(warnings).toEqual([]);
});

test('the shards of kubernetes-shards.yaml are on as many nodes as there are', () => {
  const { cluster, pods } = clusterWith('kubernetes-shards.yaml');
  cluster.advance({ seconds: 60, eventLimit: 100_000 });
  expect(new Set(pods().map(({ node }) => node)).size).toBe(3);
});
