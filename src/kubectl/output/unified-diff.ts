/** Two texts as `diff -u` compares them: three lines around each change. */

const context = 3;

/** '' where they are equal. */
export function unifiedDiff(before: string, after: string, beforeName: string, afterName: string): string {
  if (before === after) return '';
  const [old, now] = [linesOf(before), linesOf(after)];
  const edits = editsBetween(old, now);
  const changed = edits.flatMap(({ kind }, index) => (kind === ' ' ? [] : [index]));
  const stamp = '2026-01-05 00:00:00.000000000 +0000';
  let out = `--- ${beforeName}\t${stamp}\n+++ ${afterName}\t${stamp}\n`;
  for (let at = 0; at < changed.length; ) {
    let last = at;
    while (last + 1 < changed.length && (changed[last + 1] as number) - (changed[last] as number) <= 2 * context)
      last++;
    const from = Math.max(0, (changed[at] as number) - context);
    const to = Math.min(edits.length, (changed[last] as number) + context + 1);
    out += hunk(edits, from, to);
    at = last + 1;
  }
  return out;
}

interface Edit {
  readonly kind: ' ' | '-' | '+';
  readonly line: string;
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

function hunk(edits: readonly Edit[], from: number, to: number): string {
  const count = (some: readonly Edit[], kind: '-' | '+') =>
    some.filter((edit) => edit.kind !== (kind === '-' ? '+' : '-')).length;
  const above = edits.slice(0, from);
  const own = edits.slice(from, to);
  const range = (kind: '-' | '+') => {
    const length = count(own, kind);
    const start = count(above, kind) + (length === 0 ? 0 : 1);
    return length === 1 ? String(start) : `${start},${length}`;
  };
  return `@@ -${range('-')} +${range('+')} @@\n${own.map(({ kind, line }) => `${kind}${line}\n`).join('')}`;
}

/** The longest common subsequence, by the usual table. */
function editsBetween(old: readonly string[], now: readonly string[]): Edit[] {
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        old[i] === now[j]
          ? (lengths[(i + 1) * width + j + 1] as number) + 1
          : Math.max(lengths[(i + 1) * width + j] as number, lengths[i * width + j + 1] as number);
    }
  }
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      edits.push({ kind: ' ', line: old[i] as string });
      i++;
      j++;
    } else if (
      i < old.length &&
      (j >= now.length || (lengths[(i + 1) * width + j] as number) >= (lengths[i * width + j + 1] as number))
    ) {
      edits.push({ kind: '-', line: old[i++] as string });
    } else edits.push({ kind: '+', line: now[j++] as string });
  }
  return edits;
}
