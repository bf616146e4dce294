/** Options picked so far as a button carries them: their places, a digit each. `20` is C, then A. */
import type { PickRules } from '#engine/screen.ts';

export function encodePicks({ options }: PickRules, picks: readonly string[]): string {
  return picks.map((pick) => options.findIndex(({ id }) => id === pick)).join('');
}

/** A place that no option has is left out: the button is somebody's invention. */
export function decodePicks({ options }: PickRules, text: string): readonly string[] {
  return [...text].flatMap((digit) => options[Number(digit)]?.id ?? []);
}
