/** The runs behind a result, to be looked at one by one and step by step: the answer's own, or one for each option. */
import type { Text } from '#base/text.ts';
import type { Grading, Run } from '../grading.ts';
import type { Scenario } from '../scenario.ts';
import type { RunView } from '../screen.ts';

export function runsOf(scenario: Scenario, { answer, options, run }: Grading): readonly RunView[] {
  const own = run ? [viewOf({ es: 'Tu respuesta', en: 'Your answer' }, run)] : [];
  const asked = 'options' in scenario ? (scenario.options ?? []) : [];
  // One run stands behind all predictions, and none behind a written key.
  const isShared = scenario.type === 'predict' || scenario.type === 'documented';
  if (!options || options.length === 0 || isShared) return own;
  const chosen = answer.kind === 'choice' ? [answer.option] : answer.kind === 'picks' ? answer.options : [];
  return options.map(({ option, right, run: its }) => {
    const index = asked.findIndex(({ id }) => id === option);
    const name = index < 0 ? option : String.fromCharCode(65 + index);
    const title = chosen.includes(option)
      ? { es: `${name} (tu respuesta)`, en: `${name} (your answer)` }
      : { es: name, en: name };
    return { ...viewOf(title, its), mark: right ? 'right' : 'wrong', chosen: chosen.includes(option) };
  });
}

function viewOf(title: Text, { timeline, failedAt, picture, passed }: Run): RunView {
  return {
    title,
    mark: passed ? 'right' : 'wrong',
    chosen: true,
    entries: timeline,
    ...(failedAt !== undefined && { failedAt }),
    ...(picture && { picture }),
  };
}
