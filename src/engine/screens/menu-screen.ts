/** Questions to pick from, in the order of the course, each with how the learner stands with it. */
import type { Text } from '#base/text.ts';
import type { Library, QuestionResult } from '../ports.ts';
import type { ScenarioSummary } from '../scenario.ts';
import type { MenuItem, Screen } from '../screen.ts';
import { searchScenarios } from '../search.ts';
import { topicTitle } from '../topics.ts';
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
  const title = { es: 'Todas las preguntas', en: 'All questions' };
  return { ...questionsScreen(title, prose, scenarios, record), offers: [] };
}

export function topicScreen(library: Library, topic: string, record: MenuRecord): Screen {
  const found = library.list().filter((summary) => summary.topic === topic);
  const prose = { es: 'Elige una pregunta de este tema.', en: 'Pick a question on this topic.' };
  return questionsScreen(topicTitle(topic), prose, found, record);
}

export function foundScreen(library: Library, words: string, record: MenuRecord): Screen {
  const found = searchScenarios(library, words);
  const prose =
    found.length === 0
      ? { es: `Nada contiene «${words}».`, en: `Nothing has "${words}" in it.` }
      : { es: `Con «${words}»:`, en: `With "${words}":` };
  return questionsScreen({ es: 'Preguntas encontradas', en: 'Questions found' }, prose, found, record);
}

function questionsScreen(
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
