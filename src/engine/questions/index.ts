/** All types of question. */
import type { Answer } from '../answer.ts';
import type { Scenario } from '../scenario.ts';
import { choice } from './choice.ts';
import { command } from './command.ts';
import { design } from './design.ts';
import { documented } from './documented.ts';
import { fix } from './fix.ts';
import { manifest } from './manifest.ts';
import { match } from './match.ts';
import { multi } from './multi.ts';
import { order } from './order.ts';
import { predict } from './predict.ts';
import type { QuestionType } from './question-type.ts';
import { short } from './short.ts';

const all: { readonly [Type in Scenario['type']]: QuestionType<Type> } = {
  choice,
  multi,
  manifest,
  fix,
  predict,
  short,
  order,
  match,
  documented,
  design,
  command,
};

/** The table ties each type to its own scenarios and answers; TypeScript cannot follow that through the lookup. */
export function questionTypeOf(scenario: Scenario) {
  return all[scenario.type] as unknown as Pick<QuestionType, 'wanted'> & {
    takes(scenario: Scenario): Answer['kind'];
    grade(question: object): ReturnType<QuestionType['grade']>;
  };
}
