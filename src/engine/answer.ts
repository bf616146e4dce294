/**
 * What a learner hands in. `choice` names an option's id; `manifest` is YAML as typed, one or more documents; `picks` names
 * several options: those that are right, or all in order, or the partner of each item in turn; `words` is a typed line.
 */
export type Answer =
  | { readonly kind: 'choice'; readonly option: string }
  | { readonly kind: 'manifest'; readonly text: string }
  | { readonly kind: 'picks'; readonly options: readonly string[] }
  | { readonly kind: 'words'; readonly text: string };

/** A place in the learner's text that keeps it from being run, or that the API server refused. Lines and columns start at 1. */
export interface AnswerError {
  /** Name of the file or document as the learner knows it; `answer.yaml` where there is none. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The server's own words where it refused, else a whole sentence; never a stack trace. */
  readonly message: string;
  /** What it means and what to write instead, where readyz knows. */
  readonly advice?: import('#base/text.ts').Text;
}
