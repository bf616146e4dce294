/**
 * YAML by choosing, for whoever has a phone: whole answers to pick from instead of writing one. They are the beginning, a
 * reference answer, and the reference with one thing as the beginning has it; each runs as if it had been written.
 */
import { dump } from 'js-yaml';
import { SeededRandom } from '#simulation/seeded-random.ts';
import { documentsOf, editsToward, withEdit } from '../explore/edits.ts';
import { shuffled } from '../quiz.ts';
import type { Scenario } from '../scenario.ts';

const mostChoices = 4;

/** Empty where the question is not answered in YAML, or there is nothing to choose between. */
export function choosableAnswers(scenario: Scenario, seed: number): readonly string[] {
  if (scenario.type !== 'manifest' && scenario.type !== 'fix') return [];
  const reference = documentsOf(scenario.references?.[0] ?? '');
  if (reference.length === 0) return [];
  const starter = documentsOf(scenario.starter);
  // The largest changes first: they are the least alike.
  const nearly = editsToward(reference, [starter])
    .toReversed()
    .map((edit) => withEdit(reference, edit));
  const all = [reference, ...(starter.length > 0 ? [starter] : []), ...nearly];
  // All written by the same hand, or the layout would tell which is the reference.
  const texts = [...new Set(all.map((documents) => documents.map(written).join('---\n')))].slice(0, mostChoices);
  return texts.length < 2 ? [] : shuffled(texts, new SeededRandom(seed).fork(`choices of ${scenario.id}`));
}

function written(document: Readonly<Record<string, unknown>>): string {
  return dump(document, { lineWidth: -1, noRefs: true });
}
