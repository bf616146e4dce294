import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkText } from '#cli/validate/check-text.ts';
import { corpusFolder, hostileTexts } from '../helpers/hostile-manifests.ts';

const count = Number(process.env['READYZ_HOSTILE_COUNT'] ?? 1_000_000);

test(`${count} poisoned manifests: no crash, no hang, no growing memory${existsSync(corpusFolder) ? '' : ' (own manifests only: no corpus beside the project)'}`, {
  timeout: 3_600_000,
}, () => {
  const next = hostileTexts(20_260_105);
  let heapBytes = 0;
  for (let index = 0; index < count; index++) {
    const text = next();
    const began = process.cpuUsage().user;
    checkText(text);
    const cpuMilliseconds = (process.cpuUsage().user - began) / 1000;
    // What a pause for garbage adds is no hang: the text is tried again before it counts.
    if (cpuMilliseconds > 100) expect(slowest(text), text).toBeLessThan(100);
    if (index === Math.floor(count / 10)) heapBytes = process.memoryUsage().heapUsed;
  }
  expect(process.memoryUsage().heapUsed).toBeLessThan(heapBytes + 200 * 1024 * 1024);
});

function slowest(text: string): number {
  const began = process.cpuUsage().user;
  for (let round = 0; round < 3; round++) checkText(text);
  return (process.cpuUsage().user - began) / 3000;
}
