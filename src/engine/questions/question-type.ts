/** What a type of question is: how an answer of its kind becomes a verdict. One type = one file, listed in index.ts. */
import type { Answer } from '../answer.ts';
import type { Grading } from '../grading.ts';
import type { Simulation } from '../play/simulate.ts';
import type { Scenario } from '../scenario.ts';

export interface QuestionType<Type extends Scenario['type'] = Scenario['type']> {
  readonly type: Type;
  grade(question: {
    readonly scenario: Extract<Scenario, { type: Type }>;
    readonly answer: Extract<Answer, { kind: Type }>;
    readonly seed: number;
    /** Runs manifests under the scenario's script. */
    readonly simulate: (manifests: string, fileName: string) => Simulation;
  }): Grading;
}
