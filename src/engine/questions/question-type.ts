/** What a type of question is: how an answer of its kind becomes a verdict. One type = one file, listed in index.ts. */
import type { Text } from '#base/text.ts';
import type { Answer } from '../answer.ts';
import type { Grading } from '../grading.ts';
import type { Simulation } from '../play/simulate.ts';
import type { Scenario } from '../scenario.ts';

/** The kind of answer that each type of question takes. */
export interface Takes {
  readonly choice: 'choice';
  readonly design: 'choice';
  readonly multi: 'picks';
  readonly manifest: 'manifest';
  readonly fix: 'manifest';
  readonly predict: 'choice' | 'words';
  readonly short: 'words';
  readonly order: 'picks';
  readonly match: 'picks';
  readonly documented: 'choice' | 'picks';
  readonly command: 'words';
}

export interface QuestionType<Type extends Scenario['type'] = Scenario['type']> {
  readonly type: Type;
  takes(scenario: Extract<Scenario, { type: Type }>): Takes[Type];
  /** Said to an answer of another kind: what it should be. */
  readonly wanted: { readonly message: string; readonly advice: Text };
  grade(question: {
    readonly scenario: Extract<Scenario, { type: Type }>;
    readonly answer: Extract<Answer, { kind: Takes[Type] }>;
    readonly seed: number;
    /** Runs manifests under the scenario's script. */
    readonly simulate: (manifests: string, fileName: string) => Simulation;
  }): Grading;
}
