import { describe, expect, test } from 'vitest';
import { SeededRandom } from '#simulation/seeded-random.ts';

const draw = (random: SeededRandom, count: number) => Array.from({ length: count }, () => random.next());

describe('seeded chance', () => {
  test('the same seed gives the same draws, another seed others', () => {
    expect(draw(new SeededRandom(7), 50)).toEqual(draw(new SeededRandom(7), 50));
    expect(draw(new SeededRandom(7), 50)).not.toEqual(draw(new SeededRandom(8), 50));
  });

  test('a fork depends on seed and name, not on what was drawn before', () => {
    const fresh = new SeededRandom(3);
    const used = new SeededRandom(3);
    draw(used, 99);
    expect(draw(fresh.fork('scheduler'), 9)).toEqual(draw(used.fork('scheduler'), 9));
    expect(draw(fresh.fork('scheduler'), 9)).not.toEqual(draw(fresh.fork('kubelet'), 9));
  });

  test('integers fill their range evenly', () => {
    const random = new SeededRandom(1);
    const counts = new Map<number, number>();
    for (let index = 0; index < 60_000; index++) {
      const drawn = random.integer(1, 6);
      counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  test('generated names use Kubernetes’ letters; a uuid has its shape', () => {
    const random = new SeededRandom(5);
    for (let index = 0; index < 200; index++) expect(random.nameSuffix()).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    const uuids = new Set(Array.from({ length: 500 }, () => random.uuid()));
    expect(uuids.size).toBe(500);
    for (const uuid of uuids)
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
