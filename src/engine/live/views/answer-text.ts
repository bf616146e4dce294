/** An answer in a line: an option by its letter and text, several by their letters, words as they were typed. */
import { type Text, verbatim } from '#base/text.ts';
import type { Answer } from '../../answer.ts';
import type { Scenario } from '../../scenario.ts';

export function answerText(scenario: Scenario, answer: Answer): Text {
  if (answer.kind === 'words' || answer.kind === 'manifest')
    return verbatim(answer.text.replace(/\s+/g, ' ').slice(0, 60));
  const options = 'options' in scenario ? (scenario.options ?? []) : [];
  const letter = (option: string) => String.fromCharCode(65 + options.findIndex(({ id }) => id === option));
  if (answer.kind === 'picks') return verbatim(answer.options.map(letter).join(' '));
  const option = options.find(({ id }) => id === answer.option);
  const place = letter(answer.option);
  return option ? { es: `${place}. ${option.text.es}`, en: `${place}. ${option.text.en}` } : verbatim(answer.option);
}
