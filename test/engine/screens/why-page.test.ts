import { expect, test } from 'vitest';
import { createCluster, type NodeShape } from '#cluster/cluster.ts';
import type { Attempt } from '#cluster/scheduler/explain.ts';
import { whyPage } from '#engine/screens/why-page.ts';

/** The page as lines of English, for the first pod of the manifest. */
function pageOf(podSpec: string, nodes: readonly NodeShape[]): string[] {
  const attempts: Attempt[] = [];
  const cluster = createCluster({ seed: 1, nodes, kubelet: 'stand-in', onAttempt: (one) => attempts.push(one) });
  cluster.apply(`apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  ${podSpec}`);
  cluster.advance({ seconds: 10 });
  const pod = cluster.client.get('Pod', 'default', 'web');
  const message = pod?.status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message;
  const page = whyPage({ attempt: attempts.at(-1)!, node: pod?.spec.nodeName, message });
  return page.blocks.flatMap((block) => {
    if (block.kind === 'table') return [block.columns, ...block.rows].map((row) => row.map(({ en }) => en).join(' | '));
    return 'text' in block ? [block.text.en] : [];
  });
}

const container = 'containers: [{name: web, image: nginx, resources: {requests: {cpu: "1"}}}]';

test('plugins beside nodes, their sum, and who was turned down by whom', () => {
  const lines = pageOf(container, [
    { name: 'small', capacity: { cpu: '2' } },
    { name: 'large', capacity: { cpu: '16' } },
    { name: 'tiny', capacity: { cpu: '500m' } },
  ]);
  expect(lines[0]).toBe('Pod web goes to node large, the one with the most points.');
  expect(lines).toContain('Plugin | large | small');
  expect(lines.find((line) => line.startsWith('Sum | '))).toMatch(/^Sum \| \d+ \| \d+$/);
  expect(lines.slice(-3)).toEqual([
    '1 node turned down',
    'Why | Node | Plugin',
    'Insufficient cpu | tiny | NodeResourcesFit',
  ]);
});

test('the only node is not compared with anything', () => {
  expect(pageOf(container, [{ name: 'only' }])[0]).toBe(
    'Pod web goes to node only, the only one that can take it, so there was nothing to compare.',
  );
});

test('a pod that fits nowhere is told so in the scheduler’s words', () => {
  const lines = pageOf(container, [{ name: 'tiny', capacity: { cpu: '500m' } }]);
  expect(lines.slice(0, 2)).toEqual([
    'Pod web fits on no node.',
    '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
  ]);
});

test('many nodes are shown a few at a time', () => {
  const nodes = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name }));
  const tables = pageOf(container, nodes).filter((line) => line.startsWith('Plugin | '));
  expect(tables.map((line) => line.split(' | ').length - 1)).toEqual([4, 2]);
});

test('what a plugin refuses before it looks at nodes', () => {
  const claim = `${container}\n  volumes: [{name: data, persistentVolumeClaim: {claimName: missing}}]`;
  expect(pageOf(claim, [{ name: 'node-1' }])[2]).toBe(
    '`VolumeRestrictions` turns it down before any node is looked at: persistentvolumeclaim "missing" not found',
  );
});
