/** What is proposed while somebody types: titles and topics, with or without accents. */
import type { Language } from '#base/text.ts';
import type { Library } from '#engine/ports.ts';
import { searchScenarios, simplify } from '#engine/search.ts';
import { topicTitle } from '#engine/topics.ts';
import { label } from '../markdown.ts';

const most = 25;

export function proposeScenarios(library: Library, typed: string, language: Language, filter = (_id: string) => true) {
  return searchScenarios(library, typed)
    .filter(({ id }) => filter(id))
    .slice(0, most)
    .map((scenario) => ({ name: label(scenario.title[language], 100), value: scenario.id }));
}

export function proposeTopics(library: Library, typed: string, language: Language) {
  const words = simplify(typed).split(' ');
  const topics = [...new Set(library.list().map(({ topic }) => topic))].map((topic) => ({
    topic,
    title: topicTitle(topic),
  }));
  return topics
    .filter(({ topic, title }) => {
      const searched = simplify(`${topic} ${title.es} ${title.en}`);
      return words.every((word) => searched.includes(word));
    })
    .slice(0, most)
    .map(({ topic, title }) => ({ name: label(title[language], 100), value: topic }));
}

/** A topic by its id, or by words that fit one. */
export function topicMeant(library: Library, typed: string, language: Language): string {
  const [proposed] = proposeTopics(library, typed, language);
  return library.list().some(({ topic }) => topic === typed) ? typed : (proposed?.value ?? typed);
}

/** What was typed where nothing was picked: an id, or words that fit one question alone. */
export function scenarioMeant(library: Library, typed: string): string {
  if (library.find(typed)) return typed;
  const found = searchScenarios(library, typed);
  return found.length === 1 ? found[0]!.id : typed;
}
