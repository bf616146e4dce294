/**
 * Points of one question: accuracy first, hints cost, speed never (a host may turn it on; that comes with live sessions).
 * All four factors are shown to the learner. Example: 3 of 4 equal checks with one hint: 100 × 1 × 0.75 × 0.85 × 1 = 64.
 */
import type { Points } from './screen.ts';

const hintFactors = [1, 0.85, 0.7, 0.5] as const;

/** Hints beyond the third cost no more. */
export function hintFactor(hints: number): number {
  return hintFactors[Math.min(hints, hintFactors.length - 1)] ?? 1;
}

export function score(factors: { readonly weight: number; readonly score: number; readonly hints: number }): Points {
  const speedFactor = 1;
  const factor = hintFactor(factors.hints);
  return {
    points: Math.round(100 * factors.weight * factors.score * factor * speedFactor),
    weight: factors.weight,
    score: factors.score,
    hintFactor: factor,
    speedFactor,
  };
}
