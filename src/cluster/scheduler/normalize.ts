/**
 * Raw scores to 0…100 in proportion to the largest, in whole numbers cut off as Kubernetes does.
 * `[80, 20, 0]` → `[100, 25, 0]`; in reverse `[0, 1, 2]` → `[100, 50, 0]`.
 */
export const maxNodeScore = 100;

export function normalizeToMax(scores: number[], direction: 'straight' | 'reverse'): void {
  const max = scores.reduce((most, score) => Math.max(most, score), 0);
  for (let index = 0; index < scores.length; index++) {
    const share = max === 0 ? 0 : Math.trunc(((scores[index] ?? 0) * maxNodeScore) / max);
    scores[index] = direction === 'reverse' ? maxNodeScore - share : share;
  }
}
