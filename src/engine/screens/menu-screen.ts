/** All scenarios in the order of the course, each with how the learner stands with it. */
import { type Text, verbatim } from '#base/text.ts';
import type { QuestionResult } from '../ports.ts';
import type { ScenarioSummary } from '../scenario.ts';
import type { MenuItem, Screen } from '../screen.ts';

export interface MenuRecord {
  /** Ids of scenarios with a session that was left open. */
  readonly open: ReadonlySet<string>;
  readonly results: readonly QuestionResult[];
}

export function menuScreen(scenarios: readonly ScenarioSummary[], record: MenuRecord): Screen {
  const results = new Map(record.results.map((result) => [result.scenario, result]));
  return {
    kind: 'menu',
    title: verbatim('readyz'),
    blocks: [
      {
        kind: 'prose',
        text: {
          es: 'Elige una pregunta. Cada respuesta se pone en marcha en un Kubernetes simulado y se muestra qué habría pasado.',
          en: 'Pick a question. Every answer is run on a simulated Kubernetes, and you see what would have happened.',
        },
      },
      { kind: 'menu', items: scenarios.map((scenario) => item(scenario, results.get(scenario.id), record.open)) },
    ],
    offers: [],
  };
}

function item(scenario: ScenarioSummary, result: QuestionResult | undefined, open: ReadonlySet<string>): MenuItem {
  return {
    id: scenario.id,
    title: scenario.title,
    detail: detail(scenario, result),
    state: open.has(scenario.id) ? 'open' : !result || result.verdict === 'skipped' ? 'new' : mark(result),
  };
}

function mark(result: QuestionResult): 'right' | 'wrong' {
  return result.verdict === 'right' ? 'right' : 'wrong';
}

function detail(scenario: ScenarioSummary, result: QuestionResult | undefined): Text {
  const place = (language: 'es' | 'en', level: string) => `${scenario.section[language]} · ${level} ${scenario.level}`;
  const points = result && result.verdict !== 'skipped' ? result.points : undefined;
  return {
    es: place('es', 'nivel') + (points === undefined ? '' : ` · ${points} puntos`),
    en: place('en', 'level') + (points === undefined ? '' : ` · ${points} points`),
  };
}
