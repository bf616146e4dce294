/** What the class is shown with the answers, and the runs behind them: nobody is named in it. */
import type { Grading } from '../../grading.ts';
import type { Scenario } from '../../scenario.ts';
import type { Block, RunView } from '../../screen.ts';
import { explanationBlocks, revealBlocks } from '../../screens/result-screen.ts';
import { runsOf } from '../../screens/runs.ts';
import { type LiveQuestionState, type LiveState, present } from '../live-state.ts';
import { brokenTable } from '../tally.ts';

export interface RevealView {
  readonly voided: boolean;
  readonly blocks: readonly Block[];
}

/** Without who said what: the wall shows options, marks and runs. */
export function revealOf(state: LiveState, shown: LiveQuestionState, scenario: Scenario): RevealView {
  const { key } = shown;
  const runs = key && 'options' in scenario ? revealBlocks(scenario, withoutAnswer(key)) : [];
  const solution: readonly Block[] =
    key && runs.length === 0 && key.checks.length > 0 && scenario.type !== 'manifest' && scenario.type !== 'fix'
      ? [
          {
            kind: 'table',
            columns: [
              { es: 'Lo que se mide', en: 'What is measured' },
              { es: 'Resultado', en: 'Result' },
            ],
            rows: key.checks.map(({ statement, observed, truth }) => [statement, truth ?? observed]),
          },
        ]
      : [];
  const isWritten = scenario.type === 'manifest' || scenario.type === 'fix';
  const broken = isWritten ? brokenTable(shown, present(state)) : [];
  const explanation = state.phase === 'explained' || state.phase === 'board' ? explanationBlocks(scenario, key) : [];
  return { voided: shown.voided, blocks: [...runs, ...solution, ...broken, ...explanation] };
}

/** What happens with each option, or where there is but one run, what it is. */
export function runsBehind(scenario: Scenario, key: Grading): readonly RunView[] {
  const runs = runsOf(scenario, withoutAnswer(key));
  const [only] = runs;
  if (!only || runs.length > 1) return runs;
  const isWritten = scenario.type === 'manifest' || scenario.type === 'fix';
  const title = isWritten
    ? { es: 'Una respuesta correcta', en: 'A right answer' }
    : { es: 'Lo que pasa', en: 'What happens' };
  return [{ ...only, title, mark: isWritten ? only.mark : 'none' }];
}

export function withoutAnswer(grading: Grading): Grading {
  return { ...grading, answer: { kind: 'words', text: '' } };
}
