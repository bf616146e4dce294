/** Questions to pick from, in the order of the course, each with how the learner stands with it. */
import { type Text, verbatim } from '#base/text.ts';
import type { QuestionResult } from '../ports.ts';
import type { ScenarioSummary } from '../scenario.ts';
import type { MenuItem, Screen } from '../screen.ts';
import { labels } from './labels.ts';

export interface MenuRecord {
  /** Ids of scenarios with a session that was left open. */
  readonly open: ReadonlySet<string>;
  readonly results: readonly QuestionResult[];
}

export function menuScreen(scenarios: readonly ScenarioSummary[], record: MenuRecord): Screen {
  const prose = {
    es: 'Elige una pregunta. Cada respuesta se pone en marcha en un Kubernetes simulado y se muestra qué habría pasado.',
    en: 'Pick a question. Every answer is run on a simulated Kubernetes, and you see what would have happened.',
  };
  return { ...questionsScreen(verbatim('readyz'), prose, scenarios, record), offers: [] };
}

/** Those of a topic, or those that a search found. */
export function questionsScreen(
  title: Text,
  prose: Text,
  scenarios: readonly ScenarioSummary[],
  { results, open }: MenuRecord,
): Screen {
  const best = new Map(results.map((result) => [result.scenario, result]));
  return {
    kind: 'menu',
    title,
    blocks: [
      { kind: 'prose', text: prose },
      { kind: 'menu', items: scenarios.map((scenario) => item(scenario, best.get(scenario.id), open)) },
    ],
    offers: [{ kind: 'go', to: 'go:home', label: labels.home }],
  };
}

function item(scenario: ScenarioSummary, result: QuestionResult | undefined, open: ReadonlySet<string>): MenuItem {
  return {
    id: scenario.id,
    title: scenario.title,
    detail: detail(scenario, result),
    state: open.has(scenario.id) ? 'open' : standing(result),
  };
}

export function standing(result: QuestionResult | undefined): 'new' | 'right' | 'wrong' {
  if (!result || result.verdict === 'skipped') return 'new';
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
