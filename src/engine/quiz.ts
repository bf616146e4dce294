/**
 * A quiz as the engine knows it: a list of questions, or a mix drawn from topics, played in one session. Read from
 * `quizzes/<id>.yaml` by content, which has checked it. A draw is decided by a seed: the quiz's own, so that everybody gets
 * the same questions, or else the session's.
 */
import type { Text } from '#base/text.ts';
import { SeededRandom } from '#simulation/seeded-random.ts';
import type { Library } from './ports.ts';
import type { Scenario, ScenarioSummary } from './scenario.ts';

export interface Quiz {
  /** The file's name; stable for ever. */
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  readonly description?: Text;
  readonly questions: readonly QuizPart[];
  /** `written`: as the file has them; `level`: from easy to hard; `course`: in the order of the course; `shuffled`. */
  readonly order: 'written' | 'level' | 'course' | 'shuffled';
  /** The same draw for everybody; without it each session draws its own. */
  readonly seed?: number;
  /** Whether hints may be taken. */
  readonly hints: boolean;
  /** From this share of the points on the quiz is passed; without it there is no such line. */
  readonly passPercent?: number;
  readonly live: LiveSettings;
}

export type QuizPart =
  /** One scenario, worth `weight` times its usual points. */
  | { readonly scenario: string; readonly weight?: number }
  /** `count` of those that match; all of them where it is absent. */
  | {
      readonly topics: readonly string[];
      readonly levels: readonly Scenario['level'][];
      readonly types: readonly Scenario['type'][];
      readonly count?: number;
    };

/** How an instructor's live session of this quiz runs unless the instructor says otherwise. */
export interface LiveSettings {
  /** For one answer, beside the time to read. */
  readonly seconds: number;
  /** For one answer in YAML. */
  readonly manifestSeconds: number;
  /** Before answers are taken; without it as long as the words of the question need. */
  readonly readingSeconds?: number;
  /** Of the points of a right answer, the share that speed decides: at most 15. */
  readonly speedPercent: number;
  readonly showBoard: 'never' | 'at-the-end' | 'after-each';
  /** Faults that the class may vote for in a round of YAML. */
  readonly chaos: readonly string[];
}

export interface DrawnQuestion {
  readonly scenario: string;
  readonly version: number;
  readonly weight: number;
}

/** The questions of one session. No scenario comes twice, and one that no longer exists is left out. */
export function drawQuestions(quiz: Quiz, library: Library, sessionSeed: number): readonly DrawnQuestion[] {
  const random = new SeededRandom(quiz.seed ?? sessionSeed).fork(quiz.id);
  const all = library.list();
  const byId = new Map(all.map((summary) => [summary.id, summary]));
  const named = new Set(quiz.questions.flatMap((part) => ('scenario' in part ? [part.scenario] : [])));
  const drawn = new Map<string, { readonly summary: ScenarioSummary; readonly weight: number }>();
  for (const part of quiz.questions) {
    if ('scenario' in part) {
      const summary = byId.get(part.scenario);
      if (summary) drawn.set(summary.id, { summary, weight: summary.weight * (part.weight ?? 1) });
      continue;
    }
    // What the quiz names elsewhere is not drawn here, or it would come at another place than its author wrote.
    const candidates = all.filter((one) => matches(one, part) && !named.has(one.id) && !drawn.has(one.id));
    const chosen = new Set(shuffled(candidates, random).slice(0, part.count ?? candidates.length));
    for (const summary of candidates)
      if (chosen.has(summary)) drawn.set(summary.id, { summary, weight: summary.weight });
  }
  return inOrder([...drawn.values()], quiz.order, random).map(({ summary, weight }) => ({
    scenario: summary.id,
    version: summary.version,
    weight,
  }));
}

/** An empty list asks for nothing in particular. */
export function matches(
  summary: ScenarioSummary,
  part: { readonly topics: readonly string[]; readonly levels: readonly number[]; readonly types: readonly string[] },
): boolean {
  const fits = <Value>(wanted: readonly Value[], value: Value) => wanted.length === 0 || wanted.includes(value);
  return fits(part.topics, summary.topic) && fits(part.levels, summary.level) && fits(part.types, summary.type);
}

export function shuffled<Item>(items: readonly Item[], random: SeededRandom): Item[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = random.integer(0, last);
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}

function inOrder<Drawn extends { readonly summary: ScenarioSummary }>(
  drawn: readonly Drawn[],
  order: Quiz['order'],
  random: SeededRandom,
): readonly Drawn[] {
  switch (order) {
    case 'written':
      return drawn;
    case 'shuffled':
      return shuffled(drawn, random);
    case 'course':
      return drawn.toSorted((a, b) => a.summary.order - b.summary.order);
    case 'level':
      return drawn.toSorted((a, b) => a.summary.level - b.summary.level || a.summary.order - b.summary.order);
  }
}
