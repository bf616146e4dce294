/**
 * What a learner hands in. `choice` names an option's id; `manifest` is YAML as typed, one or more documents.
 * More types come with more kinds of questions; each is one member here and one file in questions/.
 */
export type Answer =
  | { readonly kind: 'choice'; readonly option: string }
  | { readonly kind: 'manifest'; readonly text: string };

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
