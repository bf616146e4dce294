/** Lines typed before, in this lab and in earlier ones: up and down through them, and searching backwards. Plain data. */

export interface History {
  /** Oldest first; no two neighbours alike. */
  readonly lines: readonly string[];
}

export const mostLines = 1_000;

export function remember({ lines }: History, line: string): History {
  if (line.trim() === '' || lines.at(-1) === line) return { lines };
  return { lines: [...lines, line].slice(-mostLines) };
}

/** The index of the newest line before `before` that holds the words, whatever their case; of all that differ from `besides`. */
export function searchBack(
  { lines }: History,
  words: string,
  before: number = lines.length,
  besides?: string,
): number | undefined {
  const wanted = words.toLowerCase();
  for (let at = Math.min(before, lines.length) - 1; at >= 0; at--) {
    const line = lines[at] as string;
    if (line !== besides && line.toLowerCase().includes(wanted)) return at;
  }
  return undefined;
}
