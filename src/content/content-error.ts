/** What is wrong in an author's file, where, and what to write instead: `scenarios/jobs/retry.yaml:14:5: unknown check "pod-redy"; write "pods-ready"`. */
import type { Text } from '#base/text.ts';

export interface ContentError {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly text: Text;
}

/** A problem at a field, before it is known where the field stands. */
export interface FieldProblem {
  readonly path: readonly (string | number)[];
  readonly text: Text;
}
