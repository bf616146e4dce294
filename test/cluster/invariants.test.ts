// Random scripts on small clusters: what must hold after every event holds, and the same seed tells the same story.
import { expect, test } from 'vitest';
import { checkInvariants, orphans, playScript } from './random-script.ts';

const seeds = [
  ...Array.from({ length: 40 }, (_, index) => index + 1),
  691, // a rollout that took the pods which its own resizing was about to take
];

test.each(seeds)('script %i keeps the rules after every event', (seed) => {
  const broken: string[] = [];
  const cluster = playScript(seed, (now) => {
    if (broken.length === 0) broken.push(...checkInvariants(now));
  });
  broken.push(...orphans(cluster));
  expect(broken).toEqual([]);
});

test('the same script with the same seed leaves the same trace, byte for byte', () => {
  for (const seed of seeds.slice(0, 10)) {
    const [first, second] = [1, 2].map(() => JSON.stringify(playScript(seed).trace.entries));
    expect(second === first, `seed ${seed}`).toBe(true);
    expect(first?.length).toBeGreaterThan(500);
  }
});
