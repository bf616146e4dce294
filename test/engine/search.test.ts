// Words of either language, accents or none, find questions by what they are about.
import { expect, test } from 'vitest';
import { searchScenarios } from '#engine/search.ts';
import { smallLibrary } from '../helpers/small-quiz.ts';

const checkFound = (typed: string, ...wanted: readonly string[]) =>
  expect(searchScenarios(smallLibrary, typed).map(({ id }) => id)).toEqual(wanted);

test('accents, capitals and signs make no difference', () => {
  checkFound('¡CUANTOS pods?', 'pods');
  checkFound('que próbe', 'probe');
});
test('all words have to be there, in the title, the topic, the level or the kind of question', () => {
  checkFound('pods', 'pods', 'probe');
  checkFound('pods manifest', 'probe');
  checkFound('nivel 1 choice', 'pods');
  checkFound('pods nothing');
});
test('no words find everything, and signs alone are no words', () => {
  checkFound('', 'pods', 'probe');
  checkFound('!?', 'pods', 'probe');
});
