/**
 * What became of the answer, and why: verdict and checks, then the options side by side or the counter-example.
 * The explanation waits until the question is closed, so that a wrong manifest can still be mended by thinking.
 */

import { unreachable } from '#base/invariant.ts';
import { type Text, verbatim } from '#base/text.ts';
import type { Grading, Run } from '../grading.ts';
import { encodeReplayCode } from '../replay-code.ts';
import type { Scenario } from '../scenario.ts';
import type { Block, Offer, Screen } from '../screen.ts';
import { nextPosition, type QuestionState, type State } from '../state.ts';
import { bullets, hintBlocks, progressBlocks } from './common.ts';
import { labels } from './labels.ts';
import { hintOffers, takesHints } from './question-screen.ts';
import { runsOf } from './runs.ts';
import { supposeOffers, whatIfBlocks } from './what-if.ts';

export function resultScreen(state: State, question: QuestionState, scenario: Scenario): Screen {
  const { grading } = question;
  return {
    kind: 'result',
    title: scenario.title,
    blocks: [
      ...progressBlocks(state),
      ...(grading ? gradingBlocks(question, scenario, grading) : [skipped]),
      ...(question.undone ? [notCounted] : []),
      ...(question.closed ? explanationBlocks(scenario, grading) : hintBlocks(question, scenario)),
      ...(question.whatIf && grading ? whatIfBlocks(question.whatIf, grading) : []),
      ...(question.flag ? [flagged] : []),
      ...(question.shared && grading ? codeBlocks(grading) : []),
    ],
    offers: resultOffers(state, question, scenario),
    ...(grading?.run && { runs: runsOf(scenario, grading) }),
  };
}

/** The safety net was hit: nothing is recorded, the answer is kept for another try. */
export function notGradedScreen(state: State, scenario: Scenario, grading: Grading): Screen {
  const text = grading.trouble ?? { es: 'La respuesta no se pudo evaluar.', en: 'The answer could not be graded.' };
  return {
    kind: 'result',
    title: scenario.title,
    blocks: [
      ...progressBlocks(state),
      { kind: 'verdict', verdict: 'not-graded', checks: [] },
      { kind: 'notice', tone: 'warning', text },
    ],
    offers: [
      { kind: 'retry', label: labels.retry },
      { kind: 'finish', label: labels.finish },
    ],
  };
}

const skipped: Block = {
  kind: 'notice',
  tone: 'info',
  text: { es: 'Pregunta saltada: no suma puntos.', en: 'Question skipped: it adds no points.' },
};

const notCounted: Block = {
  kind: 'notice',
  tone: 'info',
  text: {
    es: 'Esta respuesta no cuenta: ni puntos, ni repaso.',
    en: 'This answer does not count: neither points nor review.',
  },
};

const flagged: Block = {
  kind: 'notice',
  tone: 'info',
  text: { es: 'Aviso anotado. ¡Gracias!', en: 'Your report is noted. Thank you!' },
};

/** A code up to this long is a line or two. */
const shortCode = 160;

/** What others need to see the same run: `readyz replay --code`, or pasted where questions are looked for. */
function codeBlocks(grading: Grading): Block[] {
  const title = { es: 'Código de esta respuesta', en: 'Code of this answer' };
  const code = encodeReplayCode(grading);
  if (code.length <= shortCode)
    return [
      { kind: 'heading', text: title },
      { kind: 'prose', text: verbatim(`\`${code}\``) },
    ];
  // In lines, which do a code no harm: a frontend shows them as it shows a file, or hands out the file.
  const lines = code.match(/.{1,72}/g) ?? [];
  return [{ kind: 'manifest', title, yaml: `${lines.join('\n')}\n`, marks: [] }];
}

export function gradingBlocks(question: QuestionState, scenario: Scenario, grading: Grading): Block[] {
  const blocks: Block[] = [];
  switch (grading.verdict) {
    case 'right':
    case 'wrong':
      blocks.push({
        kind: 'verdict',
        verdict: grading.verdict,
        ...(question.points ? { points: question.points } : {}),
        checks: grading.checks,
      });
      break;
    case 'refused':
    case 'not-graded':
      blocks.push({ kind: 'verdict', verdict: grading.verdict, checks: [] });
      break;
    default:
      unreachable(grading.verdict);
  }
  if (grading.trouble) blocks.push({ kind: 'notice', tone: 'warning', text: grading.trouble });
  if (grading.errors.length > 0) blocks.push(...refusalBlocks(grading));
  if (grading.warnings) blocks.push({ kind: 'errors', errors: grading.warnings, tone: 'warning' });
  if ('options' in scenario) blocks.push(...revealBlocks(scenario, grading));
  for (const { belief, remedy } of grading.misconceptions ?? []) {
    const text = {
      es: `No es así: «${belief.es}» ${remedy.es}`,
      en: `It is not so: “${belief.en}” ${remedy.en}`,
    };
    blocks.push({ kind: 'notice', tone: 'info', text });
  }
  if (grading.counterExample && grading.counterExample.length > 0) {
    const title = { es: 'Qué pasó con tu respuesta', en: 'What happened to your answer' };
    const failedAt = grading.counterExample.findLastIndex(({ tone }) => tone === 'bad');
    blocks.push({
      kind: 'timeline',
      title,
      entries: grading.counterExample,
      ...(failedAt >= 0 ? { failedAt } : {}),
      ...(grading.run?.picture && { picture: grading.run.picture }),
    });
  } else if (grading.run) {
    const title = { es: 'Qué pasó en la simulación', en: 'What happened in the simulation' };
    blocks.push(timeline(title, grading.run));
  }
  return blocks;
}

function refusalBlocks(grading: Grading): Block[] {
  const blocks: Block[] = [{ kind: 'errors', errors: grading.errors }];
  if (grading.answer.kind === 'manifest') {
    const marks = grading.errors.map(({ line, column, message }) => ({ line, column, message }));
    blocks.push({
      kind: 'manifest',
      title: { es: 'Tu respuesta', en: 'Your answer' },
      yaml: grading.answer.text,
      marks,
    });
  }
  return blocks;
}

/** The options with their marks, then one column each: every option was run under the same script. */
export function revealBlocks(
  scenario: Extract<Scenario, { type: 'choice' | 'multi' | 'predict' | 'order' | 'match' | 'design' | 'documented' }>,
  grading: Grading,
): Block[] {
  const runs = grading.options;
  const { options = [] } = scenario;
  const first = runs?.[0];
  if (!runs || !first) return [];
  const { answer } = grading;
  const chosen = answer.kind === 'choice' ? [answer.option] : answer.kind === 'picks' ? answer.options : [];
  const rightness = new Map(runs.map(({ option, right }) => [option, right]));
  const letter = (option: string) => {
    const index = options.findIndex(({ id }) => id === option);
    return index < 0 ? option : String.fromCharCode(65 + index);
  };
  const choices: Block = {
    kind: 'choices',
    options: options.map(({ id, text }) => ({
      id,
      text,
      chosen: chosen.includes(id),
      mark: rightness.get(id) ? 'right' : 'wrong',
    })),
  };
  // One run stands behind all predictions, and none behind a written key: there is nothing to compare.
  if (scenario.type === 'predict' || scenario.type === 'documented') return [choices];
  return [
    choices,
    {
      kind: 'comparison',
      columns: runs.map(({ option, right }) => {
        const name = letter(option);
        const title: Text = chosen.includes(option)
          ? { es: `${name} (tu respuesta)`, en: `${name} (your answer)` }
          : { es: name, en: name };
        return { title, mark: right ? 'right' : 'wrong' };
      }),
      rows: first.run.checks.map((check) => ({
        title: check.statement,
        cells: runs.map(({ run }) => {
          const cell = run.checks.find(({ id }) => id === check.id);
          return cell
            ? { mark: cell.passed ? 'right' : 'wrong', text: cell.observed }
            : { mark: 'none', text: { es: '—', en: '—' } };
        }),
      })),
    },
  ];
}

function timeline(title: Text, run: Run): Block {
  const failed = run.failedAt === undefined ? {} : { failedAt: run.failedAt };
  const drawn = run.picture ? { picture: run.picture } : {};
  return { kind: 'timeline', title, entries: run.timeline, ...failed, ...drawn };
}

export function explanationBlocks(scenario: Scenario, grading: Grading | undefined): Block[] {
  const assumptions = grading?.assumptions ?? scenario.assumptions;
  const blocks: Block[] = [
    { kind: 'heading', text: { es: 'Por qué', en: 'Why' } },
    { kind: 'prose', text: scenario.explanation },
  ];
  if (scenario.links.length > 0) blocks.push({ kind: 'links', links: scenario.links });
  if (assumptions.length > 0) {
    blocks.push(
      {
        kind: 'heading',
        text: { es: 'Lo que la simulación da por hecho', en: 'What the simulation takes for granted' },
      },
      { kind: 'prose', text: bullets(assumptions) },
    );
  }
  return blocks;
}

function resultOffers(state: State, question: QuestionState, scenario: Scenario): Offer[] {
  const isLast = nextPosition(state) === undefined;
  const next: Offer = { kind: 'next', label: isLast ? labels.toSummary : labels.next };
  const finish: Offer = { kind: 'finish', label: labels.finish };
  const about = [...supposeOffers(question, scenario), ...aboutOffers(state, question)];
  if (question.closed) return isLast ? [next, ...about] : [next, finish, ...about];
  const draft = question.answer?.kind === 'manifest' ? { draft: question.answer.text } : {};
  return [
    { kind: 'retry', ...draft, label: labels.writeAgain },
    ...(takesHints(state) ? hintOffers(question, scenario) : []),
    { kind: 'skip', label: labels.giveUp },
    next,
    finish,
    ...about,
  ];
}

/** What can be done with an answer beside going on. Where answers are compared with others', slips count as they do for all. */
function aboutOffers({ occasion }: State, { grading, undone, shared, flag }: QuestionState): Offer[] {
  if (!grading) return [];
  const isOwn = occasion === undefined || occasion.kind === 'review';
  return [
    ...(isOwn ? [{ kind: 'undo', label: undone ? labels.redo : labels.undo } as const] : []),
    ...(shared ? [] : [{ kind: 'share', label: labels.share } as const]),
    ...(flag ? [] : [{ kind: 'flag', label: labels.flag } as const]),
  ];
}
