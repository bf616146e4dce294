/** The question as asked: statement, given facts, options or the YAML to begin from, and the hints taken so far. */
import type { Text } from '#base/text.ts';
import type { Confidence } from '../action.ts';
import { hintsOf } from '../hints/hints-of.ts';
import type { Scenario } from '../scenario.ts';
import { hintFactor } from '../scoring.ts';
import type { Block, Offer, Screen } from '../screen.ts';
import type { QuestionState, State } from '../state.ts';
import { bullets, givenBlocks, hintBlocks, progressBlocks } from './common.ts';
import { labels } from './labels.ts';

export function questionScreen(state: State, question: QuestionState, scenario: Scenario): Screen {
  return {
    kind: 'question',
    question: scenario.id,
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
      ...confidenceOffers(question, scenario),
      ...(takesHints(state) ? hintOffers(question, scenario) : []),
      { kind: 'skip', label: labels.skip },
      { kind: 'finish', label: labels.finish },
    ],
  };
}

/** A quiz may go without hints; a test of what one knows has none, nor has somebody else's answer. */
export function takesHints({ occasion }: State): boolean {
  if (occasion?.kind === 'quiz') return occasion.hints;
  return occasion?.kind !== 'placement' && occasion?.kind !== 'replay';
}

/**
 * Asked where it teaches: of what can be guessed. To have been sure and wrong is what people learn most from; YAML is not
 * guessed, and its run says enough.
 */
function confidenceOffers({ confidence }: QuestionState, { type }: Scenario): Offer[] {
  if (type === 'manifest' || type === 'fix' || type === 'command') return [];
  return (['sure', 'unsure', 'guess'] as const).map((each) => ({
    kind: 'confidence',
    confidence: each,
    chosen: each === confidence,
    label: confidenceLabels[each],
  }));
}

export const confidenceLabels: Readonly<Record<Confidence, Text>> = {
  sure: { es: 'Con seguridad', en: 'Sure' },
  unsure: { es: 'Con dudas', en: 'In doubt' },
  guess: { es: 'A ojo', en: 'A guess' },
};

export function hintOffers(question: QuestionState, scenario: Scenario): Offer[] {
  const hints = hintsOf(question, scenario);
  // A repair that was found for an earlier answer does not mend this one.
  if (question.hints >= hints.length && hints.at(-1) !== 'repair') return [];
  return [{ kind: 'hint', label: labels.hint, hintFactor: hintFactor(question.hints + 1) }];
}

function answerBlocks(question: QuestionState, scenario: Scenario): Block[] {
  switch (scenario.type) {
    case 'choice':
    case 'design':
    case 'documented':
    case 'multi': {
      const options = scenario.options.map(({ id, text }) => ({ id, text, chosen: false, mark: 'none' as const }));
      return [{ kind: 'choices', options }];
    }
    case 'manifest':
    case 'fix':
      return [starterBlock(question, scenario.starter, scenario.type === 'fix')];
    case 'predict': {
      const title = { es: 'Se aplica esto', en: 'This is applied' };
      const given: Block = { kind: 'manifest', title, yaml: scenario.manifests, marks: [] };
      const options = scenario.options?.map(({ id, text }) => ({ id, text, chosen: false, mark: 'none' as const }));
      return options ? [given, { kind: 'choices', options }] : [given];
    }
    case 'order': {
      const title = { es: 'Se aplica esto', en: 'This is applied' };
      return [{ kind: 'manifest', title, yaml: scenario.manifests, marks: [] }, choicesOf(scenario.options)];
    }
    case 'match':
      return [{ kind: 'prose', text: bullets(scenario.items.map(({ text }) => text)) }, choicesOf(scenario.options)];
    case 'short':
    case 'command':
      return [];
  }
}

function starterBlock(question: QuestionState, starter: string, isBroken: boolean): Block {
  const own = question.answer?.kind === 'manifest';
  const title = own
    ? { es: 'Tu última respuesta', en: 'Your last answer' }
    : isBroken
      ? { es: 'Esto es lo que falla', en: 'This is what fails' }
      : { es: 'Un punto de partida', en: 'Something to start from' };
  const errors = question.grading?.errors ?? [];
  const marks = own ? errors.map(({ line, column, message }) => ({ line, column, message })) : [];
  return { kind: 'manifest', title, yaml: draft(question, starter), marks };
}

function answerOffers(question: QuestionState, scenario: Scenario): Offer[] {
  switch (scenario.type) {
    case 'choice':
    case 'design':
      return chooseOne(scenario.options);
    case 'documented':
      return scenario.several ? pickSet(scenario.options) : chooseOne(scenario.options);
    case 'multi':
      return pickSet(scenario.options);
    case 'predict':
      return (
        scenario.options?.map(({ id, text }) => ({ kind: 'choose', option: id, label: text })) ?? [
          { kind: 'type', label: labels.type },
        ]
      );
    case 'order':
      return [{ kind: 'pick', manner: 'sequence', options: named(scenario.options), slots: [], label: labels.answer }];
    case 'match': {
      const slots = scenario.items.map(({ text }) => text);
      return [{ kind: 'pick', manner: 'partners', options: named(scenario.options), slots, label: labels.answer }];
    }
    case 'short':
      return [{ kind: 'type', label: labels.type }];
    case 'command':
      return [{ kind: 'type', label: labels.typeCommand, completes: true }];
    case 'manifest':
    case 'fix': {
      const label = question.answer ? labels.writeAgain : labels.write;
      return [{ kind: 'write', draft: draft(question, scenario.starter), label }];
    }
  }
}

type Named = readonly { readonly id: string; readonly text: Text }[];

function chooseOne(options: Named): Offer[] {
  return options.map(({ id, text }) => ({ kind: 'choose', option: id, label: text }));
}

function pickSet(options: Named): Offer[] {
  return [{ kind: 'pick', manner: 'set', options: named(options), slots: [], label: labels.answer }];
}

function choicesOf(options: readonly { readonly id: string; readonly text: Text }[]): Block {
  const marked = options.map(({ id, text }) => ({ id, text, chosen: false, mark: 'none' as const }));
  return { kind: 'choices', options: marked };
}

function named(options: readonly { readonly id: string; readonly text: Text }[]) {
  return options.map(({ id, text }) => ({ id, text }));
}

function draft(question: QuestionState, starter: string): string {
  return question.answer?.kind === 'manifest' ? question.answer.text : starter;
}
