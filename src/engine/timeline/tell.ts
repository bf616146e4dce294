/**
 * Tells a run to people: one sentence in both languages for each entry of the trace that says something, repeats merged into
 * one line ("30 times, until 4:50"), notes of the script and broken checks between them. What is routine (a probe that
 * succeeds again, an object of the system) is left out.
 */
import type { Text } from '#base/text.ts';
import type { ObjectName, TraceEntry } from '#cluster/trace.ts';
import type { TimelineEntry } from '../grading.ts';
import { brokenAt, type Judged } from '../play/judge.ts';
import type { Play } from '../play/play.ts';
import { clockTime, inEach } from '../words.ts';
import { sentence } from './sentence.ts';

/** A line before it is shown: repeats still counted apart, and whom it is about. */
export interface ToldLine {
  readonly atMs: number;
  readonly text: Text;
  readonly tone: TimelineEntry['tone'];
  readonly about: ObjectName | undefined;
  /** The check that this line says is broken. */
  readonly breaks?: string;
  /** The container whose program speaks in this line. */
  container?: string;
  count: number;
  lastMs: number;
}

const mostLines = 60;

export function tell(play: Play, judged: readonly Judged[]): readonly ToldLine[] {
  const lines: ToldLine[] = [];
  const series = new Map<string, Series>();
  const probes = new Map<string, string>();
  for (const entry of play.entries) {
    const told = sentence(entry);
    if (!told) continue;
    if (entry.kind === 'container-started') forgetProbes(probes, entry);
    if (entry.kind === 'probe') {
      // Of a row of equal results the first is told; failures are counted, a success says something once.
      const who = probeKey(entry);
      const before = probes.get(who);
      probes.set(who, entry.result);
      if (before === entry.result) {
        if (entry.result === 'failure') repeatLast(series.get(seriesKey(entry)), entry.atMs);
        continue;
      }
    }
    const key = seriesKey(entry);
    const known = series.get(key);
    if (known && known.told >= mostTold(entry)) {
      repeatLast(known, entry.atMs);
      continue;
    }
    const added = line(entry.atMs, told.text, told.tone, told.about);
    insert(lines, added, entry);
    series.set(key, { last: added, told: (known?.told ?? 0) + 1 });
  }
  return merge(lines, extras(play, judged));
}

/** Lines that say the same about the same thing, and the last of them that was told. */
interface Series {
  readonly last: ToldLine;
  readonly told: number;
}

/** How often a thing is told before its repeats are only counted: a crash loop is clear after its second round. */
function mostTold(entry: TraceEntry): number {
  if (entry.kind === 'event') return entry.reason === 'Killing' ? 3 : 1;
  return entry.kind === 'probe' ? 4 : 2;
}

function seriesKey(entry: TraceEntry): string {
  switch (entry.kind) {
    case 'event':
      return `${nameOf(entry.object)} event ${entry.reason} ${entry.message}`;
    case 'probe':
      return `${probeKey(entry)} ${entry.result}`;
    case 'endpoint':
      return `${nameOf(entry.service)} ${entry.pod} ${entry.ready}`;
    case 'container-started':
      return `${nameOf(entry.object)} ${entry.container} ${entry.run === 0 ? 'starts' : 'starts again'}`;
    case 'container-ended':
      return `${nameOf(entry.object)} ${entry.container} ends ${entry.exitCode}`;
    case 'program':
      return `${nameOf(entry.object)} ${entry.container} is ${entry.state}`;
    default:
      return `${entry.kind} ${'object' in entry && entry.object ? nameOf(entry.object) : ''}`;
  }
}

function probeKey({ object, container, probe }: Extract<TraceEntry, { kind: 'probe' }>): string {
  return `${nameOf(object)} ${container} ${probe}`;
}

function forgetProbes(
  probes: Map<string, string>,
  { object, container }: Extract<TraceEntry, { kind: 'container-started' }>,
): void {
  for (const probe of ['startup', 'liveness', 'readiness']) probes.delete(`${nameOf(object)} ${container} ${probe}`);
}

function repeatLast(series: Series | undefined, atMs: number): void {
  if (!series) return;
  series.last.count++;
  series.last.lastMs = atMs;
}

/** A program may speak before the start of its container was noticed: at the same instant the start is told first. */
function insert(lines: ToldLine[], added: ToldLine, entry: TraceEntry): void {
  let at = lines.length;
  if (entry.kind === 'container-started') {
    while (
      lines[at - 1]?.atMs === added.atMs &&
      lines[at - 1]?.container === entry.container &&
      lines[at - 1]?.about?.name === entry.object.name
    )
      at--;
  }
  if (entry.kind === 'program') added.container = entry.container;
  lines.splice(at, 0, added);
}

/** What is shown, with the index of the first line that breaks a check. */
export function shown(lines: readonly ToldLine[]): {
  readonly timeline: readonly TimelineEntry[];
  readonly failedAt?: number;
} {
  const kept = shorten(lines);
  const failedAt = kept.findIndex(({ breaks }) => breaks !== undefined);
  return { timeline: kept.map(asEntry), ...(failedAt < 0 ? {} : { failedAt }) };
}

export function asEntry({ atMs, text, tone, count, lastMs }: ToldLine): TimelineEntry {
  const repeated = inEach((language) => {
    if (count === 1) return text[language];
    const until = clockTime(lastMs);
    return language === 'es'
      ? `${text.es} (${count} veces, hasta ${until})`
      : `${text.en} (${count} times, until ${until})`;
  });
  return { seconds: atMs / 1000, text: repeated, tone };
}

/** Some tens of lines: the beginning, and the surroundings of the first line that breaks a check. */
function shorten(lines: readonly ToldLine[]): readonly ToldLine[] {
  if (lines.length <= mostLines) return lines;
  const broken = lines.findIndex(({ breaks }) => breaks !== undefined);
  const centre = broken < 0 ? lines.length - 1 : broken;
  const head = lines.slice(0, mostLines / 3);
  const from = Math.max(head.length, Math.min(centre - mostLines / 3, lines.length - (2 * mostLines) / 3));
  const tail = lines.slice(from, from + (2 * mostLines) / 3);
  const left = from - head.length;
  const gap = left > 0 && tail[0] ? [line(tail[0].atMs, ellipsis(left), 'plain', undefined)] : [];
  return [...head, ...gap, ...tail];
}

function ellipsis(count: number): Text {
  return { es: `… ${count} líneas más …`, en: `… ${count} more lines …` };
}

function line(atMs: number, text: Text, tone: TimelineEntry['tone'], about: ObjectName | undefined): ToldLine {
  return { atMs, text, tone, about, count: 1, lastMs: atMs };
}

function extras(play: Play, judged: readonly Judged[]): readonly ToldLine[] {
  const notes = play.notes.map(({ atMs, text, tone = 'script' }) => line(atMs, text, tone, undefined));
  const breaks = judged
    .filter(({ finding }) => !finding.passed && finding.brokenAtMs !== undefined)
    .map((one): ToldLine => {
      const text = {
        es: `No se cumple: ${one.statement.es} (${one.finding.observed.es})`,
        en: `Broken: ${one.statement.en} (${one.finding.observed.en})`,
      };
      return { ...line(brokenAt(one), text, 'bad', one.finding.subject), breaks: one.check.id };
    });
  return [...notes, ...breaks];
}

/** Notes of an instant come before what follows from them, broken checks after what broke them. */
function merge(lines: readonly ToldLine[], others: readonly ToldLine[]): readonly ToldLine[] {
  const rank = (one: ToldLine) => (one.tone === 'script' ? 0 : one.breaks === undefined ? 1 : 2);
  return [...lines, ...others]
    .map((one, index) => ({ one, index }))
    .sort((a, b) => a.one.atMs - b.one.atMs || rank(a.one) - rank(b.one) || a.index - b.index)
    .map(({ one }) => one);
}

function nameOf({ kind, namespace, name }: ObjectName): string {
  return `${kind}/${namespace}/${name}`;
}
