/** Questions by words typed in either language, with or without accents: `atencion sonda` finds `Atención: qué sonda`. */
import type { Library } from './ports.ts';
import type { ScenarioSummary } from './scenario.ts';
import { topicTitle } from './topics.ts';

/** Those that have all the words, wherever: in the title, the topic, the heading of the course, the id; `nivel 2`, `manifest`. */
export function searchScenarios(library: Library, typed: string): readonly ScenarioSummary[] {
  const words = simplify(typed).split(' ').filter(Boolean);
  return library.list().filter((scenario) => {
    const searched = searchedIn(scenario);
    return words.every((word) => searched.includes(word));
  });
}

/** Worked out once for each question: somebody who types asks for all of them at every key. */
const known = new WeakMap<ScenarioSummary, string>();

function searchedIn(scenario: ScenarioSummary): string {
  const before = known.get(scenario);
  if (before !== undefined) return before;
  const { id, title, topic, section, level, type } = scenario;
  const kind = `nivel ${level} level ${level} ${type}`;
  const name = topicTitle(topic);
  const searched = simplify([id, title.es, title.en, topic, name.es, name.en, section.es, section.en, kind].join(' '));
  known.set(scenario, searched);
  return searched;
}

/** `¿Atención, Pods?` becomes `atencion pods`. */
export function simplify(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim();
}
