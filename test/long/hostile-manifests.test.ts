import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkText } from '#cli/validate/check-text.ts';
import { bloatedTexts, corpusFolder, hostileTexts } from '../helpers/hostile-manifests.ts';

const count = Number(process.env['READYZ_HOSTILE_COUNT'] ?? 1_000_000);

test(`${count} poisoned manifests: no crash, no hang, no growing memory${existsSync(corpusFolder) ? '' : ' (own manifests only: no corpus beside the project)'}`, {
  timeout: 3_600_000,
}, () => {
  const poisoned = hostileTexts(20_260_105);
  const bloated = bloatedTexts(20_260_105);
  const random = randomTexts(20_260_105);
  let slowestMilliseconds = 0;
  let heapBytes = 0;
  for (let index = 0; index < count; index++) {
    const text = index % 1000 === 999 ? bloated() : index % 10 === 9 ? random() : poisoned();
    let milliseconds = cost(text);
    // What a pause for garbage adds is no hang: the best of some more tries counts.
    if (milliseconds > 50) milliseconds = Math.min(...Array.from({ length: 4 }, () => cost(text)));
    if (milliseconds > slowestMilliseconds) {
      slowestMilliseconds = milliseconds;
      console.log(`${index}: ${milliseconds.toFixed(1)} ms, ${text.length} letters`);
    }
    expect(milliseconds, text).toBeLessThan(100);
    if (index === Math.floor(count / 10)) heapBytes = usedHeapBytes();
  }
  const grownBytes = usedHeapBytes() - heapBytes;
  console.log(
    `${count} texts, the slowest ${slowestMilliseconds.toFixed(1)} ms; heap ${heapBytes} + ${grownBytes} bytes`,
  );
  expect(grownBytes).toBeLessThan(50 * 1024 * 1024);
});

function cost(text: string): number {
  const began = process.threadCpuUsage();
  checkText(text);
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / 1000;
}

/** After a while of garbage collection, where the process lets us ask for it. */
function usedHeapBytes(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed;
}

/** Anything at all, and manifests with anything at all in them. */
function randomTexts(seed: number): () => string {
  const json = fc.json({ maxDepth: 5 });
  const kinds = fc.constantFrom('v1/Pod', 'v1/Service', 'apps/v1/Deployment', 'batch/v1/CronJob', 'v1/ConfigMap');
  const manifest = fc.tuple(kinds, json).map(([kind, body]) => {
    const at = kind.lastIndexOf('/');
    return `apiVersion: ${kind.slice(0, at)}\nkind: ${kind.slice(at + 1)}\nmetadata: {name: x}\nspec: ${body}\n`;
  });
  const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), json, manifest);
  let batch: string[] = [];
  return () => {
    if (batch.length === 0) batch = fc.sample(texts, { numRuns: 1000, seed: seed++ });
    return batch.pop() as string;
  };
}
