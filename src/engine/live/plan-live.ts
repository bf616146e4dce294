/** From a quiz to the live session of it: which questions, how long each, under which rules. */

import type { Library } from '../ports.ts';
import { drawQuestions, type Quiz } from '../quiz.ts';
import type { Scenario } from '../scenario.ts';
import { readingSeconds } from '../scoring.ts';
import { variantFor } from '../variants.ts';
import { inEach } from '../words.ts';
import type { LiveKeys, LiveQuestion, LiveRules, LiveSession, RosterEntry } from './live-session.ts';

const mostSpeedPercent = 15;

export function planLive(
  quiz: Quiz,
  library: Library,
  parts: {
    readonly id: string;
    readonly seed: number;
    readonly keys: LiveKeys;
    readonly at: number;
    /** What the host wants otherwise than the quiz says. */
    readonly rules?: Partial<LiveRules>;
    readonly beginsAt?: number;
    readonly eraseAt?: number;
    readonly roster?: readonly RosterEntry[];
  },
): LiveSession {
  const { id, seed, keys, at, rules, beginsAt, eraseAt, roster } = parts;
  const { live } = quiz;
  const questions = drawQuestions(quiz, library, seed).flatMap(
    ({ scenario: drawn, version, weight }): LiveQuestion[] => {
      const whole = library.find(drawn);
      if (!whole) return [];
      const scenario = variantFor(whole, seed);
      const isWritten = scenario.type === 'manifest' || scenario.type === 'fix';
      const seconds = isWritten ? live.manifestSeconds : live.seconds;
      const reading = live.readingSeconds ?? readingSeconds(wordsOf(scenario));
      const faults = live.chaos.length > 0 ? { faults: live.chaos } : {};
      return [{ scenario: drawn, version, weight, readingSeconds: reading, seconds, ...faults }];
    },
  );
  return {
    id,
    quiz: quiz.id,
    version: quiz.version,
    title: quiz.title,
    seed,
    rules: {
      ...{ showBoard: live.showBoard, changes: true, approval: false },
      ...rules,
      // Whoever is right decides; who is quick only tells those apart.
      speedPercent: Math.min(mostSpeedPercent, Math.max(0, rules?.speedPercent ?? live.speedPercent)),
    },
    questions,
    keys,
    startedAt: at,
    ...(beginsAt !== undefined && { beginsAt }),
    ...(eraseAt !== undefined && { eraseAt }),
    ...(roster && roster.length > 0 && { roster }),
    actions: [],
  };
}

/** What there is to read in the longer of the two languages. YAML is looked at while answering. */
function wordsOf(scenario: Scenario): string {
  const { es, en } = inEach((language) =>
    [
      scenario.statement[language],
      ...scenario.given.map((fact) => fact[language]),
      ...('options' in scenario ? (scenario.options ?? []).map(({ text }) => text[language]) : []),
    ].join(' '),
  );
  return es.length > en.length ? es : en;
}
