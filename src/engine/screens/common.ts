/** Blocks that several screens share. */
import type { Text } from '#base/text.ts';
import { hintsOf } from '../hints/hints-of.ts';
import { mostQuestions } from '../learning/placement.ts';
import type { Scenario } from '../scenario.ts';
import type { Block } from '../screen.ts';
import { askedQuestions, type QuestionState, type State, totalPoints } from '../state.ts';

/** Where the learner stands; left out when there is a single question. */
export function progressBlocks(state: State): Block[] {
  const points = totalPoints(state);
  if (state.occasion?.kind === 'placement') {
    // How many there will be depends on the answers: at most these.
    const total = Math.min(mostQuestions, state.questions.length);
    return [{ kind: 'progress', done: askedQuestions(state).length, total, points }];
  }
  if (state.questions.length < 2) return [];
  const answered = state.phase === 'result' ? 1 : 0;
  return [{ kind: 'progress', done: state.position + answered, total: state.questions.length, points }];
}

export function givenBlocks(scenario: Scenario): Block[] {
  return scenario.given.length === 0 ? [] : [{ kind: 'prose', text: bullets(scenario.given) }];
}

export function hintBlocks(question: QuestionState, scenario: Scenario): Block[] {
  return hintsOf(question, scenario)
    .slice(0, question.hints)
    .flatMap((text, index) => (text === 'repair' ? [] : [{ kind: 'hint', stage: index + 1, text }]));
}

export function bullets(texts: readonly Text[]): Text {
  const list = (sentences: readonly string[]) => sentences.map((sentence) => `• ${sentence.trim()}`).join('\n');
  return { es: list(texts.map(({ es }) => es)), en: list(texts.map(({ en }) => en)) };
}
