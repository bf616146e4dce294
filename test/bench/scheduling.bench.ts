/**
 * Pods scheduled a second: the workloads of scheduling-work.ts, in a Node process of their own. The test runner reaches every
 * imported function through a getter, which makes such code a third slower than it is in the program.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Measured } from './scheduling-work.ts';

test('pods scheduled a second', { timeout: 900_000 }, () => {
  const work = path.join(import.meta.dirname, 'scheduling-work.ts');
  const words = process.env['WORKLOAD'] === undefined ? [] : [process.env['WORKLOAD']];
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--expose-gc', work, ...words], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const all = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Measured);
  console.table(
    all.map(({ workload, perSecond, alone, bound, megabytes }) => ({
      workload: workload.name,
      nodes: workload.nodes,
      pods: bound,
      'pods/s': Math.round(perSecond),
      'pods/s once created': Math.round(alone),
      'real pods/s': workload.real ?? '',
      ratio: workload.real ? `${(perSecond / workload.real).toFixed(1)} ×` : '',
      'ratio once created': workload.real ? `${(alone / workload.real).toFixed(1)} ×` : '',
      'RSS MB': Math.round(megabytes),
    })),
  );
  for (const { workload, bound, already } of all) {
    expect([already, bound]).toEqual([workload.before[1], workload.measured[1]]);
  }
});
