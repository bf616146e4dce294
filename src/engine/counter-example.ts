/**
 * The shortest telling up to the first broken check: what the script did, how the pod it broke for came up, and what became
 * of it after the last thing the script did. Other pods, and what came later, are left out.
 */
import type { TimelineEntry } from './grading.ts';
import { brokenAt, firstBroken, type Judged } from './play/judge.ts';
import type { Play } from './play/play.ts';
import { asEntry, type ToldLine, tell } from './timeline/tell.ts';

/** Lines told of what followed the script's last deed. */
const mostAftermath = 9;

export function counterExample(play: Play, judged: readonly Judged[]): readonly TimelineEntry[] {
  const broken = firstBroken(judged);
  if (!broken) return [];
  const endMs = Math.min(brokenAt(broken), play.endMs);
  const upToThere: Play = {
    ...play,
    entries: play.entries.filter(({ atMs }) => atMs <= endMs),
    notes: play.notes.filter(({ atMs }) => atMs <= endMs),
  };
  const lines = tell(upToThere, [broken]);
  const end = lines.findIndex(({ breaks }) => breaks !== undefined);
  const last = lines[end];
  if (!last) return [];
  const telling = lines.slice(0, end).filter((line) => line.tone === 'script' || isAbout(line, last));
  const lastDeed = telling.findLastIndex(({ tone }) => tone === 'script');
  // A deed of the very instant in which it broke explains nothing yet: what led there does.
  const from =
    telling[lastDeed]?.atMs === last.atMs
      ? telling.findLastIndex(({ tone, atMs }) => tone === 'script' && atMs < last.atMs)
      : lastDeed;
  const before = telling
    .slice(0, Math.max(0, from))
    .filter(
      ({ tone, text }, index, all) =>
        tone === 'script' || (tone === 'good' && all.findIndex((other) => other.text.en === text.en) === index),
    );
  const aftermath = telling.slice(Math.max(0, from));
  const kept =
    aftermath.length <= mostAftermath ? aftermath : [...aftermath.slice(0, 2), ...aftermath.slice(2 - mostAftermath)];
  return [...before, ...kept, last].map(asEntry);
}

function isAbout(line: ToldLine, last: ToldLine): boolean {
  return (
    line.breaks === undefined &&
    (last.about === undefined || line.about?.name === last.about.name || line.about?.kind !== 'Pod')
  );
}
