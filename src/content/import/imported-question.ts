/** A question as other programs know it, before it becomes a scenario file. */
import type { Text } from '#base/text.ts';

export interface ImportedQuestion {
  /** Where it begins in the file it comes from. */
  readonly line: number;
  readonly title?: string;
  readonly statement: string;
  readonly answers: readonly ImportedAnswer[];
  readonly explanation?: string;
  readonly topic?: string;
  readonly level?: 1 | 2 | 3;
  /** `terms`: typed, and every answer is right. */
  readonly kind: 'options' | 'terms';
  readonly several: boolean;
}

export interface ImportedAnswer {
  /** In one language, whichever it is; in both only where the format itself has the word. */
  readonly text: string | Text;
  readonly right: boolean;
  readonly feedback?: string;
}

/** What could not be taken over, where it stands, and why. The rest is. */
export interface ImportProblem {
  readonly line: number;
  readonly text: Text;
}

export interface Imported {
  readonly questions: readonly ImportedQuestion[];
  readonly problems: readonly ImportProblem[];
}

export const importLimits = { questions: 2000, options: 9, characters: 8000 };
