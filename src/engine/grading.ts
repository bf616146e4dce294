/**
 * What became of an answer: plain data, written into the session once and kept for ever. It holds all that a screen shows,
 * so that showing a finished session never runs anything again.
 */
import type { Text } from '#base/text.ts';
import type { Answer, AnswerError } from './answer.ts';
import type { Misconception } from './misconceptions.ts';
import type { RunPicture } from './timeline/picture.ts';

/**
 * `right` and `wrong` were decided by the run (or by a documented key). `refused`: the answer is no manifest that the API
 * server accepts; it counts as wrong. `not-graded`: the safety net of real time or memory was hit; nothing is recorded, try again.
 */
export type VerdictKind = 'right' | 'wrong' | 'refused' | 'not-graded';

export interface CheckResult {
  readonly id: string;
  readonly passed: boolean;
  /** The check's own sentence: what must hold, with its bound. */
  readonly statement: Text;
  /** The figure or fact seen in the run: "3 reinicios", "fuera a los 21 s". */
  readonly observed: Text;
  /** What is so whoever answered, where `observed` compares it with what was said. */
  readonly truth?: Text;
  readonly weight: number;
}

/** One line of a run told to the learner. `seconds` since the run began. */
export interface TimelineEntry {
  readonly seconds: number;
  readonly text: Text;
  readonly tone: 'plain' | 'good' | 'bad' | 'script';
}

/** One run of one set of manifests under the scenario's script. */
export interface Run {
  readonly passed: boolean;
  readonly checks: readonly CheckResult[];
  /** The telling of the run: what a person would want to know, in order, at most some tens of lines. */
  readonly timeline: readonly TimelineEntry[];
  /** Index in `timeline` of the first entry that breaks a check. */
  readonly failedAt?: number;
  /** Pods, nodes and requests over the time of the run; absent where no pod was, and in results of earlier versions. */
  readonly picture?: RunPicture;
  /** How long the simulated run took, in simulated seconds, and how many events it had. */
  readonly simulatedSeconds: number;
  readonly eventCount: number;
}

export interface Grading {
  readonly scenario: string;
  readonly version: number;
  readonly seed: number;
  readonly answer: Answer;
  readonly verdict: VerdictKind;
  /** 0 to 1: the weighted share of checks that passed, before hints are counted. */
  readonly score: number;
  readonly checks: readonly CheckResult[];
  readonly errors: readonly AnswerError[];
  /** What the API server warned of in YAML that it took. */
  readonly warnings?: readonly AnswerError[];
  /** The run of the answer; absent where it was refused. */
  readonly run?: Run;
  /** For choice questions: each option's own run, in the order of the options, for the side-by-side reveal. */
  readonly options?: readonly { readonly option: string; readonly right: boolean; readonly run: Run }[];
  /** The shortest telling of how it breaks; absent where nothing broke. */
  readonly counterExample?: readonly TimelineEntry[];
  /** Worked out from what broke, for an answer that can be mended: where to look, which object, which field. */
  readonly hints?: readonly Text[];
  /** What the run took for granted: image behaviours and simplifications, with their source. */
  readonly assumptions: readonly Text[];
  /** A typed line that can be mended and handed in again, as YAML always can. */
  readonly again?: true;
  /** Named misconceptions that the answer fell for. */
  readonly misconceptions?: readonly Misconception[];
  /** With `not-graded`: why. */
  readonly trouble?: Text;
}
