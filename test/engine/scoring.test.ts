// Points: accuracy first, hints cost, and speed decides little, and only where a host wants it.
import { describe, expect, test } from 'vitest';
import { readingSeconds, score, speedFactor } from '#engine/scoring.ts';

const checkPoints = (factors: Parameters<typeof score>[0], points: number) =>
  expect(score(factors).points).toBe(points);

test('points are weight × score × hints, and each factor is told', () => {
  checkPoints({ weight: 1, score: 1, hints: 0 }, 100);
  checkPoints({ weight: 2, score: 1, hints: 0 }, 200);
  expect(score({ weight: 1, score: 0.75, hints: 1 })).toEqual({
    points: 64,
    weight: 1,
    score: 0.75,
    hintFactor: 0.85,
    speedFactor: 1,
  });
});

test('hints cost ever less, and nothing beyond the third', () => {
  const factors = [0, 1, 2, 3, 4, 9].map((hints) => score({ weight: 1, score: 1, hints }).hintFactor);
  expect(factors).toEqual([1, 0.85, 0.7, 0.5, 0.5, 0.5]);
});

describe('speed', () => {
  const rules = { limitSeconds: 30, readingSeconds: 5, percent: 15 };
  const checkSpeed = (seconds: number, points: number) =>
    expect(score({ weight: 10, score: 1, hints: 0, speed: { ...rules, seconds } }).points).toBe(points);
  test('counts for nothing while others still read', () => {
    checkSpeed(0.4, 1000);
    checkSpeed(5, 1000);
  });
  test('costs little by little afterwards, and at the end no more than its share', () => {
    checkSpeed(15, 940);
    checkSpeed(29, 856);
    checkSpeed(30, 850);
    checkSpeed(300, 850);
  });
  test('is held to 15 %, whatever was asked for, and a limit shorter than the reading takes nothing', () => {
    expect(speedFactor({ ...rules, percent: 90, seconds: 30 })).toBeCloseTo(0.85);
    expect(speedFactor({ ...rules, percent: -5, seconds: 30 })).toBe(1);
    expect(speedFactor({ seconds: 9, limitSeconds: 5, readingSeconds: 8, percent: 15 })).toBe(1);
  });
  test('leaves three words a second to read, and five seconds at least', () => {
    expect(readingSeconds('short')).toBe(5);
    expect(readingSeconds('word '.repeat(60))).toBe(20);
  });
});
