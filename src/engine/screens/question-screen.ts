/** The question as asked: statement, given facts, options or the YAML to begin from, and the hints taken so far. */
import type { Scenario } from '../scenario.ts';
import { hintFactor } from '../scoring.ts';
import type { Block, Offer, Screen } from '../screen.ts';
import type { QuestionState, State } from '../state.ts';
import { givenBlocks, hintBlocks, progressBlocks } from './common.ts';
import { labels } from './labels.ts';

export function questionScreen(state: State, question: QuestionState, scenario: Scenario): Screen {
  return {
    kind: 'question',
    title: scenario.title,
    blocks: [
      ...progressBlocks(state),
      { kind: 'prose', text: scenario.statement },
      ...givenBlocks(scenario),
      ...answerBlocks(question, scenario),
      ...hintBlocks(question, scenario),
    ],
    offers: [
      ...answerOffers(question, scenario),
      ...hintOffers(question, scenario),
      { kind: 'skip', label: labels.skip },
      { kind: 'finish', label: labels.finish },
    ],
  };
}

export function hintOffers(question: QuestionState, scenario: Scenario): Offer[] {
  if (question.hints >= scenario.hints.length) return [];
  return [{ kind: 'hint', label: labels.hint, hintFactor: hintFactor(question.hints + 1) }];
}

function answerBlocks(question: QuestionState, scenario: Scenario): Block[] {
  if (scenario.type === 'choice') {
    const options = scenario.options.map(({ id, text }) => ({ id, text, chosen: false, mark: 'none' as const }));
    return [{ kind: 'choices', options }];
  }
  const own = question.answer?.kind === 'manifest';
  const title = own
    ? { es: 'Tu última respuesta', en: 'Your last answer' }
    : { es: 'Un punto de partida', en: 'Something to start from' };
  const errors = question.grading?.errors ?? [];
  const marks = own ? errors.map(({ line, column, message }) => ({ line, column, message })) : [];
  return [{ kind: 'manifest', title, yaml: draft(question, scenario.starter), marks }];
}

function answerOffers(question: QuestionState, scenario: Scenario): Offer[] {
  if (scenario.type === 'choice') {
    return scenario.options.map(({ id, text }) => ({ kind: 'choose', option: id, label: text }));
  }
  const label = question.answer ? labels.writeAgain : labels.write;
  return [{ kind: 'write', draft: draft(question, scenario.starter), label }];
}

function draft(question: QuestionState, starter: string): string {
  return question.answer?.kind === 'manifest' ? question.answer.text : starter;
}
