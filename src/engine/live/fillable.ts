/**
 * YAML on a phone by its lines: a reference answer with gaps where it differs from the beginning and from answers known to be
 * wrong, and for each gap the lines of all of them to choose from. Where it is the value of one field it may be typed instead.
 * What is handed in is the filled text, which runs as any YAML does, so a gap has no key: only runs say what is right.
 */
import { dump } from 'js-yaml';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { documentsOf, editsToward, withEdit } from '../explore/edits.ts';
import { shuffled } from '../quiz.ts';
import type { FixScenario, ManifestScenario, Scenario } from '../scenario.ts';

/** Whole lines, each with its line break: put together in order they are the answer. */
export type FillPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'gap';
      /** Empty leaves the lines out. */
      readonly options: readonly string[];
      /** What stands before a value that may be typed: `  replicas: `; absent where lines can only be chosen. */
      readonly typed?: string;
    };

const mostGaps = 6;
const mostOptions = 4;

/** Empty where the question is not answered in YAML, or nothing differs. */
export function fillableParts(scenario: Scenario, seed: number): readonly FillPart[] {
  if (scenario.type !== 'manifest' && scenario.type !== 'fix') return [];
  for (const reference of scenario.references ?? []) {
    const parts = partsOf(scenario, documentsOf(reference), seed);
    if (parts.length > 0) return parts;
  }
  return [];
}

function partsOf(
  scenario: ManifestScenario | FixScenario,
  reference: ReturnType<typeof documentsOf>,
  seed: number,
): readonly FillPart[] {
  if (reference.length === 0) return [];
  const others = [scenario.starter, ...(scenario.mistakes ?? [])].map(documentsOf).filter((one) => one.length > 0);
  const whole = linesOf(reference);
  const changes = others.flatMap((other) =>
    // A whole object that others bring is no line of this one.
    editsToward(reference, [other])
      .filter(({ path }) => path.length > 0)
      .flatMap((edit) => changeBetween(whole, linesOf(withEdit(reference, edit))) ?? []),
  );
  const gaps = gapsOf(changes).slice(0, mostGaps);
  const random = new SeededRandom(seed).fork(`gaps of ${scenario.id}`);
  const parts: FillPart[] = [];
  let reached = 0;
  for (const { from, to, changed } of gaps.toSorted((one, other) => one.from - other.from)) {
    if (from > reached) parts.push({ kind: 'text', text: textOf(whole.slice(reached, from)) });
    const own = textOf(whole.slice(from, to));
    const different = [...new Set(changed.map(textOf))].filter((text) => text !== own).slice(0, mostOptions - 1);
    const typed = to - from === 1 ? /^(\s*(?:- )?[\w./-]+: )\S/.exec(own)?.[1] : undefined;
    parts.push({
      kind: 'gap',
      options: shuffled([own, ...different], random),
      ...(typed !== undefined && { typed }),
    });
    reached = to;
  }
  if (parts.length === 0) return [];
  if (reached < whole.length) parts.push({ kind: 'text', text: textOf(whole.slice(reached)) });
  return parts;
}

/** `chosen`: for each gap in order the number of an option, or the value typed. Nothing until all gaps are filled. */
export function filledText(parts: readonly FillPart[], chosen: readonly (number | string)[]): string | undefined {
  let [text, gap] = ['', 0];
  for (const part of parts) {
    if (part.kind === 'text') {
      text += part.text;
      continue;
    }
    const said = chosen[gap++];
    const lines =
      typeof said === 'number'
        ? part.options[said]
        : said !== undefined && part.typed !== undefined && said.trim() !== ''
          ? // One line, whatever was pasted.
            `${part.typed}${said.replace(/\s+/g, ' ').trim()}\n`
          : undefined;
    if (lines === undefined) return undefined;
    text += lines;
  }
  return text;
}

interface Change {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** What one edit does to the lines: those from `from` to before `to` become `lines`. */
function changeBetween(before: readonly string[], after: readonly string[]): Change | undefined {
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from++;
  let rest = 0;
  const most = Math.min(before.length, after.length) - from;
  while (rest < most && before[before.length - 1 - rest] === after[after.length - 1 - rest]) rest++;
  const [to, lines] = [before.length - rest, after.slice(from, after.length - rest)];
  if (from === to && lines.length === 0) return undefined;
  // Lines that an edit would add stand at a line that stays, or there would be nothing to put a gap on.
  if (from === to) return from === 0 ? undefined : { from: from - 1, to, lines: [before[from - 1] ?? '', ...lines] };
  return { from, to, lines };
}

interface Gap {
  readonly from: number;
  readonly to: number;
  readonly changed: readonly (readonly string[])[];
}

/** Those that most answers get wrong first; a change that overlaps a gap without being of the same lines is left out. */
function gapsOf(changes: readonly Change[]): readonly Gap[] {
  const byPlace = new Map<string, Gap>();
  for (const { from, to, lines } of changes) {
    const key = `${from} ${to}`;
    const known = byPlace.get(key) ?? { from, to, changed: [] };
    byPlace.set(key, { ...known, changed: [...known.changed, lines] });
  }
  const gaps: Gap[] = [];
  for (const gap of [...byPlace.values()].sort((one, other) => other.changed.length - one.changed.length)) {
    if (gaps.every(({ from, to }) => gap.to <= from || gap.from >= to)) gaps.push(gap);
  }
  return gaps;
}

function linesOf(documents: readonly object[]): readonly string[] {
  const texts = documents.map((document) => dump(document, { lineWidth: -1, noRefs: true }));
  return texts.join('---\n').replace(/\n$/, '').split('\n');
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
