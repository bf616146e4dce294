/**
 * Whether a typed term is the one meant: accents, capitals and signs between words do not matter, and a slip of the finger is
 * forgiven in longer words: one from 5 letters on, two from 10 on.
 */
export function isSameTerm(typed: string, meant: string): boolean {
  const [one, other] = [plain(typed), plain(meant)];
  if (one === '' || Math.abs(one.length - other.length) > 2) return false;
  const forgiven = other.length >= 10 ? 2 : other.length >= 5 ? 1 : 0;
  // A digit is no slip: node-1 is not node-2.
  const digits = (text: string) => text.replace(/\D/g, '');
  return one === other || (digits(one) === digits(other) && distance(one, other) <= forgiven);
}

function plain(text: string): string {
  return text
    .slice(0, 200)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Letters to put in, take out, change or swap with their neighbour. */
function distance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row[j] = Math.min(
        (rows[i - 1]?.[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (rows[i - 1]?.[j - 1] ?? 0) + same,
        swapped ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    rows.push(row);
  }
  return rows[one.length]?.[other.length] ?? 0;
}
