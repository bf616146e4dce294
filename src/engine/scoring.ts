/**
 * Points of one question: accuracy first, hints cost, speed never unless a host turns it on, and then it decides at most 15 %.
 * All four factors are shown to the learner. Example: 3 of 4 equal checks with one hint: 100 × 1 × 0.75 × 0.85 × 1 = 64.
 */
import type { Points } from './screen.ts';

const hintFactors = [1, 0.85, 0.7, 0.5] as const;

/** Hints beyond the third cost no more. */
export function hintFactor(hints: number): number {
  return hintFactors[Math.min(hints, hintFactors.length - 1)] ?? 1;
}

const mostSpeedPercent = 15;

export interface Speed {
  /** From when the question was shown. */
  readonly seconds: number;
  readonly limitSeconds: number;
  readonly readingSeconds: number;
  readonly percent: number;
}

/** Whoever answers while others still read gains nothing; at the limit the whole share is gone: 20 s of 30, 5 to read, 15 %: 0.91. */
export function speedFactor({ seconds, limitSeconds, readingSeconds, percent }: Speed): number {
  const share = Math.min(mostSpeedPercent, Math.max(0, percent)) / 100;
  const room = limitSeconds - readingSeconds;
  const late = room <= 0 ? 0 : Math.min(1, Math.max(0, (seconds - readingSeconds) / room));
  return 1 - share * late;
}

/** Three words a second, five seconds at least. */
export function readingSeconds(words: string): number {
  return Math.max(5, Math.ceil(words.split(/\s+/).filter(Boolean).length / 3));
}

export function score(factors: {
  readonly weight: number;
  readonly score: number;
  readonly hints: number;
  readonly speed?: Speed;
}): Points {
  const speed = factors.speed ? speedFactor(factors.speed) : 1;
  const factor = hintFactor(factors.hints);
  return {
    points: Math.round(100 * factors.weight * factors.score * factor * speed),
    weight: factors.weight,
    score: factors.score,
    hintFactor: factor,
    speedFactor: speed,
  };
}
