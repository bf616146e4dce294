/**
 * What a frontend shows: plain data, a closed union of blocks. Each frontend has exactly one renderer for each block
 * (`Record<Block['kind'], …>`), so a new block does not compile until both can show it. Texts come in both languages; the
 * frontend picks. Inside prose, `code` stands between backticks, lines of code between lines of three of them, and a blank line
 * parts paragraphs; there is no other markup.
 */
import type { Text } from '#base/text.ts';
import type { Confidence, FlagReason } from './action.ts';
import type { AnswerError } from './answer.ts';
import type { Change } from './explore/changes.ts';
import type { CheckResult, TimelineEntry, VerdictKind } from './grading.ts';
import type { RunPicture } from './timeline/picture.ts';

/** Something to read, with nothing to do. */
export interface Page {
  readonly title: Text;
  readonly blocks: readonly Block[];
}

export interface Screen extends Page {
  readonly kind: 'menu' | 'question' | 'working' | 'result' | 'flag' | 'summary' | 'outdated';
  /** What can be done from here, in order of importance. A frontend shows these and nothing else. */
  readonly offers: readonly Offer[];
  /** On a question: its id, for a frontend that helps with writing the answer. */
  readonly question?: string;
  /** On a result: the runs behind it, for a frontend that can show one step by step. */
  readonly runs?: readonly RunView[];
}

export interface RunView {
  readonly title: Text;
  readonly mark: Mark;
  readonly chosen: boolean;
  readonly entries: readonly TimelineEntry[];
  readonly failedAt?: number;
  readonly picture?: RunPicture;
}

export type Block =
  | { readonly kind: 'heading'; readonly text: Text }
  | { readonly kind: 'prose'; readonly text: Text }
  /** Something to mind: what was lost, what could not be done, what comes next. */
  | { readonly kind: 'notice'; readonly tone: 'info' | 'warning'; readonly text: Text }
  /** The options of a question. After grading each carries its mark. */
  | { readonly kind: 'choices'; readonly options: readonly ChoiceOption[] }
  /** YAML: given by the scenario, or the learner's own with marks where it was refused. */
  | {
      readonly kind: 'manifest';
      readonly title: Text;
      readonly yaml: string;
      readonly marks: readonly { readonly line: number; readonly column: number; readonly message: string }[];
    }
  /** `warning`: the text was taken all the same. */
  | { readonly kind: 'errors'; readonly errors: readonly AnswerError[]; readonly tone?: 'warning' }
  | {
      readonly kind: 'verdict';
      readonly verdict: VerdictKind;
      /** Points of this question after hints, and what it is made of; absent for refused and not-graded. */
      readonly points?: Points;
      readonly checks: readonly CheckResult[];
    }
  /** The runs of all options side by side: a row for each check, a column for each option. */
  | {
      readonly kind: 'comparison';
      readonly columns: readonly { readonly title: Text; readonly mark: Mark }[];
      readonly rows: readonly {
        readonly title: Text;
        readonly cells: readonly { readonly mark: Mark; readonly text: Text }[];
      }[];
    }
  | {
      readonly kind: 'timeline';
      readonly title: Text;
      readonly entries: readonly TimelineEntry[];
      readonly failedAt?: number;
      /** The same run drawn (timeline/lanes.ts lays it out). */
      readonly picture?: RunPicture;
    }
  | { readonly kind: 'table'; readonly columns: readonly Text[]; readonly rows: readonly (readonly Text[])[] }
  | { readonly kind: 'progress'; readonly done: number; readonly total: number; readonly points: number }
  | { readonly kind: 'hint'; readonly stage: number; readonly text: Text }
  | { readonly kind: 'links'; readonly links: readonly { readonly title: Text; readonly url: string }[] }
  | { readonly kind: 'menu'; readonly items: readonly MenuItem[] }
  /** A run is under way in a worker. */
  | { readonly kind: 'working'; readonly text: Text };

export type Mark = 'none' | 'right' | 'wrong' | 'chosen';

export interface ChoiceOption {
  readonly id: string;
  readonly text: Text;
  /** The learner's pick. */
  readonly chosen: boolean;
  /** `none` until the answer is known. */
  readonly mark: Mark;
}

export interface MenuItem {
  /** Where it leads: a scenario's id, or another place (place.ts). */
  readonly id: string;
  readonly title: Text;
  readonly detail: Text;
  /** `plain`: a place that is neither done nor to be done. */
  readonly state: 'new' | 'open' | 'wrong' | 'right' | 'plain';
}

/** `points = weight × score × hintFactor × speedFactor × 100`, each factor shown. */
export interface Points {
  readonly points: number;
  readonly weight: number;
  readonly score: number;
  readonly hintFactor: number;
  readonly speedFactor: number;
}

export interface PickRules {
  /** `set`: any of them, in no order. `sequence`: each once, in order. `partners`: one for each of `slots`, repeats allowed. */
  readonly manner: 'set' | 'sequence' | 'partners';
  readonly options: readonly { readonly id: string; readonly text: Text }[];
  /** What a partner is wanted for; empty but for `partners`. */
  readonly slots: readonly Text[];
}

/** One thing the learner may do: what it is called, and the action that does it. */
export type Offer =
  | { readonly kind: 'choose'; readonly option: string; readonly label: Text }
  /** Let several options be picked one by one (picks.ts says how), then send `submit` with them. */
  | ({ readonly kind: 'pick'; readonly label: Text } & PickRules)
  /** Ask for one line of text, then send `submit` with it. */
  | {
      readonly kind: 'type';
      readonly label: Text;
      /** It is a line for a shell, of which a frontend may complete the words. */
      readonly completes?: true;
    }
  /** Ask for YAML, prefilled with `draft`, then send `submit`. */
  | { readonly kind: 'write'; readonly draft: string; readonly label: Text }
  /** After the reveal: run it once more with something otherwise. */
  | { readonly kind: 'suppose'; readonly change: Change; readonly label: Text }
  | {
      readonly kind: 'hint';
      readonly label: Text /** What it costs, as a factor on the points. */;
      readonly hintFactor: number;
    }
  /** Back to the question. `draft`: the last attempt, for a frontend that can ask for YAML at once, then sends `retry` and `submit`. */
  | { readonly kind: 'retry'; readonly draft?: string; readonly label: Text }
  /** Say how sure one is before answering; the one said already is `chosen`. */
  | {
      readonly kind: 'confidence';
      readonly confidence: Confidence;
      readonly chosen: boolean;
      readonly label: Text;
    }
  /** Without a reason: show the reasons to pick from. */
  | { readonly kind: 'flag'; readonly reason?: FlagReason | 'none'; readonly label: Text }
  /** To another place (place.ts), leaving this one as it stands. */
  | { readonly kind: 'go'; readonly to: string; readonly label: Text }
  | { readonly kind: 'skip' | 'next' | 'undo' | 'share' | 'finish' | 'restart'; readonly label: Text };
