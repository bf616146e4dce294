// A thousand random scripts, each twice: every rule after every event, and the same seed, the same trace.
import { expect, test } from 'vitest';
import { checkInvariants, orphans, playScript } from '../cluster/random-script.ts';

test('a thousand random scripts keep the rules and repeat themselves exactly', () => {
  const broken: string[] = [];
  for (let seed = 1; seed <= 1000; seed++) {
    const cluster = playScript(seed, (now) => {
      if (broken.length < 20) broken.push(...checkInvariants(now).map((text) => `${seed}: ${text}`));
    });
    broken.push(...orphans(cluster).map((text) => `${seed}: ${text}`));
    const again = playScript(seed);
    if (JSON.stringify(cluster.trace.entries) !== JSON.stringify(again.trace.entries)) broken.push(`${seed}: differs`);
  }
  expect(broken).toEqual([]);
});
