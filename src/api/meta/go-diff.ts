/**
 * The unified diff that the API server puts into refusals of forbidden changes ("spec is immutable …"): both values printed as
 * Go's indented JSON, compared by the longest matching run of lines, then again on both sides of it (Ratcliff and Obershelp,
 * as in Python's difflib, which Go's library follows). Other algorithms give other, equally right diffs; this text is the server's.
 */
import { goJson } from './go-value.ts';

/** Empty when both print the same. The values carry Go's field names in Go's order, with nulls (see the callers). */
export function goDiff(before: unknown, after: unknown): string {
  return unifiedDiff(printedLines(before), printedLines(after));
}

function printedLines(value: unknown): string[] {
  return goJson(value, 1).split('\n');
}

interface Match {
  readonly before: number;
  readonly after: number;
  readonly length: number;
}

const contextLines = 3;

function unifiedDiff(before: readonly string[], after: readonly string[]): string {
  let text = '';
  for (const group of changeGroups(matchingBlocks(before, after), before.length, after.length)) {
    const first = group[0] as Change;
    const last = group.at(-1) as Change;
    text += `@@ -${range(first.before, last.beforeEnd)} +${range(first.after, last.afterEnd)} @@\n`;
    for (const change of group) {
      if (change.isEqual) {
        for (const line of before.slice(change.before, change.beforeEnd)) text += ` ${line}\n`;
      } else {
        for (const line of before.slice(change.before, change.beforeEnd)) text += `-${line}\n`;
        for (const line of after.slice(change.after, change.afterEnd)) text += `+${line}\n`;
      }
    }
  }
  return text;
}

function range(start: number, end: number): string {
  const length = end - start;
  if (length === 1) return `${start + 1}`;
  return `${length === 0 ? start : start + 1},${length}`;
}

interface Change {
  readonly isEqual: boolean;
  readonly before: number;
  readonly beforeEnd: number;
  readonly after: number;
  readonly afterEnd: number;
}

/** The stretches between matches, and of the matches what is context; two hunks nearer than six lines are one. */
function changeGroups(matches: readonly Match[], beforeLength: number, afterLength: number): Change[][] {
  const changes: Change[] = [];
  let at = { before: 0, after: 0 };
  for (const match of [...matches, { before: beforeLength, after: afterLength, length: 0 }]) {
    if (at.before < match.before || at.after < match.after) {
      changes.push({ isEqual: false, ...at, beforeEnd: match.before, afterEnd: match.after });
    }
    const end = { before: match.before + match.length, after: match.after + match.length };
    if (match.length > 0) {
      const { before, after } = match;
      changes.push({ isEqual: true, before, after, beforeEnd: end.before, afterEnd: end.after });
    }
    at = end;
  }

  const groups: Change[][] = [];
  let group: Change[] = [];
  for (const [index, change] of changes.entries()) {
    if (!change.isEqual) {
      group.push(change);
      continue;
    }
    const length = change.beforeEnd - change.before;
    const isFirst = index === 0;
    const isLast = index === changes.length - 1;
    const head = keepEnd(change, isFirst ? 0 : Math.min(length, contextLines));
    const tail = keepStart(change, isLast ? 0 : Math.min(length, contextLines));
    if (isFirst || isLast || length > 2 * contextLines) {
      if (!isFirst) groups.push([...group, head]);
      group = isLast ? [] : [tail];
    } else {
      group.push(change);
    }
  }
  if (group.some((change) => !change.isEqual)) groups.push(group);
  return groups.filter((candidate) => candidate.some((change) => !change.isEqual));
}

function keepEnd(change: Change, lines: number): Change {
  return { ...change, beforeEnd: change.before + lines, afterEnd: change.after + lines };
}

function keepStart(change: Change, lines: number): Change {
  return { ...change, before: change.beforeEnd - lines, after: change.afterEnd - lines };
}

/** All matching runs, in order; neighbours joined. */
function matchingBlocks(before: readonly string[], after: readonly string[]): Match[] {
  const places = placesOfLines(after);
  const found: Match[] = [];
  const search = (beforeStart: number, beforeEnd: number, afterStart: number, afterEnd: number): void => {
    const match = longestMatch(before, after, places, { beforeStart, beforeEnd, afterStart, afterEnd });
    if (match.length === 0) return;
    search(beforeStart, match.before, afterStart, match.after);
    found.push(match);
    search(match.before + match.length, beforeEnd, match.after + match.length, afterEnd);
  };
  search(0, before.length, 0, after.length);

  const joined: Match[] = [];
  for (const match of found) {
    const last = joined.at(-1);
    if (last && last.before + last.length === match.before && last.after + last.length === match.after) {
      joined[joined.length - 1] = { ...last, length: last.length + match.length };
    } else {
      joined.push(match);
    }
  }
  return joined;
}

/** Where each line stands. In a text of 200 lines and more, lines on more than 1 % of them are no place to start a match. */
function placesOfLines(lines: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [index, line] of lines.entries()) {
    const list = places.get(line);
    if (list) list.push(index);
    else places.set(line, [index]);
  }
  if (lines.length >= 200) {
    const most = Math.floor(lines.length / 100) + 1;
    for (const [line, list] of places) if (list.length > most) places.delete(line);
  }
  return places;
}

function longestMatch(
  before: readonly string[],
  after: readonly string[],
  places: ReadonlyMap<string, readonly number[]>,
  bounds: { beforeStart: number; beforeEnd: number; afterStart: number; afterEnd: number },
): Match {
  const { beforeStart, beforeEnd, afterStart, afterEnd } = bounds;
  let best = { before: beforeStart, after: afterStart, length: 0 };
  let lengths = new Map<number, number>();
  for (let index = beforeStart; index < beforeEnd; index++) {
    const next = new Map<number, number>();
    for (const place of places.get(before[index] as string) ?? []) {
      if (place < afterStart) continue;
      if (place >= afterEnd) break;
      const length = (lengths.get(place - 1) ?? 0) + 1;
      next.set(place, length);
      if (length > best.length) best = { before: index - length + 1, after: place - length + 1, length };
    }
    lengths = next;
  }
  // Lines too common to start a match may still lengthen one.
  while (best.before > beforeStart && best.after > afterStart && before[best.before - 1] === after[best.after - 1]) {
    best = { before: best.before - 1, after: best.after - 1, length: best.length + 1 };
  }
  while (
    best.before + best.length < beforeEnd &&
    best.after + best.length < afterEnd &&
    before[best.before + best.length] === after[best.after + best.length]
  ) {
    best = { ...best, length: best.length + 1 };
  }
  return best;
}
