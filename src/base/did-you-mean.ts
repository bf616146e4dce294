/**
 * The nearest known word to one that was probably mistyped: `grdae` → `grade`, `comand` → `command`.
 * Undefined when nothing is near enough to be meant, because a far-fetched guess helps less than none.
 */
export function didYouMean(typed: string, known: Iterable<string>): string | undefined {
  // A word of 3 letters may differ by 1 edit, one of 6 by 2, one of 12 by 4: beyond a third it is another word.
  const allowed = Math.max(1, Math.floor(typed.length / 3));
  let nearest: string | undefined;
  let nearestDistance = allowed + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - typed.length) >= nearestDistance) continue;
    const distance = editDistance(fold(typed), fold(candidate));
    if (distance < nearestDistance) {
      nearest = candidate;
      nearestDistance = distance;
    }
  }
  return nearest;
}

function fold(word: string): string {
  return word.toLowerCase();
}

/** Insertions, deletions, replacements and swaps of neighbours ("grdae") each count one. */
function editDistance(one: string, other: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      let cost = Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) cost = Math.min(cost, beforePrevious[column - 2]! + 1);
      current.push(cost);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[other.length]!;
}
