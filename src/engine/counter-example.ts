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
    notes: play.notes.filter(
      ({ atMs }, index) =>
        atMs < endMs || (atMs === endMs && index < (broken.finding.noteCount ?? Number.MAX_SAFE_INTEGER)),
    ),
  };
  const lines = tell(upToThere, [broken]);
  const end = lines.findIndex(({ breaks }) => breaks !== undefined);
  const last = lines[end];
  if (!last) return [];
  const own = namesOf(play, broken);
  const telling = lines.slice(0, end).filter((line) => line.tone === 'script' || isAbout(line, last, own));
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

/** The pods that the broken check is about, where it names a role. */
function namesOf(play: Play, { check }: Judged): ReadonlySet<string> | undefined {
  if (play.host || typeof check['role'] !== 'string') return undefined;
  const roles = [check['role'], ...(typeof check['other'] === 'string' ? [check['other']] : [])];
  return new Set(roles.flatMap((role) => play.cast(role).map(({ name }) => name.name)));
}

function isAbout({ breaks, about }: ToldLine, last: ToldLine, own: ReadonlySet<string> | undefined): boolean {
  if (breaks !== undefined) return false;
  if (about === undefined || about.kind !== 'Pod') return true;
  return last.about === undefined ? (own?.has(about.name) ?? true) : about.name === last.about.name;
}
