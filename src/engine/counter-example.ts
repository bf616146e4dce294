/**
 * The shortest telling up to the first broken check: what the script did, and what became of the pod it broke for. Other
 * pods, and what came later, are left out.
 */
import type { TimelineEntry } from './grading.ts';
import { asEntry, type ToldLine } from './timeline.ts';

const mostLines = 12;

export function counterExample(lines: readonly ToldLine[]): readonly TimelineEntry[] {
  const end = lines.findIndex(({ breaks }) => breaks !== undefined);
  const last = lines[end];
  if (!last) return [];
  const telling = lines
    .slice(0, end)
    .filter(
      (line) =>
        line.tone === 'script' ||
        (line.breaks === undefined &&
          (last.about === undefined || line.about?.name === last.about.name || line.about?.kind !== 'Pod')),
    );
  // The beginning says what is being looked at, the end says what went wrong; the middle is what can be spared.
  const kept =
    telling.length < mostLines ? telling : [...telling.slice(0, 3), ...telling.slice(telling.length - (mostLines - 4))];
  return [...kept, last].map(asEntry);
}
