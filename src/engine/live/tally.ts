/** What a class answered, counted: for the wall, where nobody is named. */
import type { Text } from '#base/text.ts';
import { verbatim } from '#base/text.ts';
import type { Scenario } from '../scenario.ts';
import type { Block, Mark } from '../screen.ts';
import { acceptedKey, type LiveAnswer, type LiveQuestionState, type Participant, verdictOn } from './live-state.ts';

export interface TallyRow {
  readonly text: Text;
  readonly count: number;
  /** How many said so before the discussion; absent where there was none. */
  readonly before?: number;
  readonly mark: Mark;
}

/** `revealed`: with marks; without, nothing tells what is right. */
export function tally(
  scenario: Scenario,
  question: LiveQuestionState,
  people: readonly Participant[],
  revealed: boolean,
): readonly TallyRow[] {
  const now = countsOf(scenario, question, question.answers, people);
  const before = question.firstRound && countsOf(scenario, question, question.firstRound, people);
  const options = optionsOf(scenario);
  const keys = options ? options.map(({ id }) => id) : [...new Set([...now.keys(), ...(before?.keys() ?? [])])];
  const rows = keys.map((key, index): TallyRow => {
    const option = options?.[index];
    const text = option ? lettered(index, option.text) : (verdictWords.get(key) ?? verbatim(shortened(key)));
    const right = option ? isRightOption(question, option.id) : verdictOf(question, key);
    const mark: Mark = !revealed || right === undefined ? 'none' : right ? 'right' : 'wrong';
    return { text, count: now.get(key) ?? 0, ...(before && { before: before.get(key) ?? 0 }), mark };
  });
  return options ? rows : rows.toSorted((one, other) => other.count - one.count).slice(0, mostRows);
}

const mostRows = 8;

/** YAML is counted by what became of it. */
const verdictWords: ReadonlyMap<string, Text> = new Map([
  ['right', { es: 'Correcta', en: 'Right' }],
  ['wrong', { es: 'Incorrecta', en: 'Wrong' }],
  ['refused', { es: 'No válida', en: 'Not valid' }],
  ['not-graded', { es: 'Sin evaluar', en: 'Not graded' }],
]);

/** What broke, and in how many answers: what a class has to talk about after a round of YAML. */
export function brokenTable(question: LiveQuestionState, people: readonly Participant[]): Block[] {
  const counts = new Map<string, { readonly statement: Text; count: number }>();
  for (const { id } of people) {
    const given = question.answers.get(id);
    const grading = given && verdictOn(question, given.answer);
    for (const { id: check, passed, statement } of grading?.checks ?? []) {
      if (passed || grading?.verdict === 'right') continue;
      const known = counts.get(check) ?? { statement, count: 0 };
      known.count++;
      counts.set(check, known);
    }
  }
  if (counts.size === 0) return [];
  const rows = [...counts.values()].sort((one, other) => other.count - one.count);
  return [
    {
      kind: 'table',
      columns: [
        { es: 'Qué no se cumplió', en: 'What did not hold' },
        { es: 'Respuestas', en: 'Answers' },
      ],
      rows: rows.map(({ statement, count }) => [statement, verbatim(String(count))]),
    },
  ];
}

/** Options that are picked, alone or several; what is typed, ordered or matched is counted as a whole. */
function optionsOf(scenario: Scenario): readonly { readonly id: string; readonly text: Text }[] | undefined {
  if (!('options' in scenario) || scenario.type === 'order' || scenario.type === 'match') return undefined;
  return scenario.options;
}

function countsOf(
  scenario: Scenario,
  question: LiveQuestionState,
  answers: ReadonlyMap<string, LiveAnswer>,
  people: readonly Participant[],
): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { id } of people) {
    const given = answers.get(id)?.answer;
    if (!given) continue;
    switch (given.kind) {
      case 'choice':
        count(given.option);
        break;
      case 'picks':
        if (optionsOf(scenario)) for (const option of given.options) count(option);
        else count(given.options.map((option) => letterOf(scenario, option)).join(' '));
        break;
      case 'words':
        count(given.text.trim().toLowerCase());
        break;
      case 'manifest':
        // Until they have run, that there are so many is all there is to say.
        count(verdictOn(question, given)?.verdict ?? 'YAML');
    }
  }
  return counts;
}

/** By its run, or because the host lets it count. */
function isRightOption({ key, accepted }: LiveQuestionState, option: string): boolean | undefined {
  if (accepted.has(acceptedKey({ kind: 'choice', option }))) return true;
  return key?.options?.find((one) => one.option === option)?.right;
}

function verdictOf(question: LiveQuestionState, key: string): boolean | undefined {
  if (key === 'right') return true;
  for (const { answer } of question.answers.values()) {
    if (answer.kind === 'words' && answer.text.trim().toLowerCase() === key)
      return verdictOn(question, answer)?.verdict === 'right';
  }
  return key === 'wrong' || key === 'refused' ? false : undefined;
}

function letterOf(scenario: Scenario, option: string): string {
  const index = 'options' in scenario ? (scenario.options ?? []).findIndex(({ id }) => id === option) : -1;
  return index < 0 ? option : letter(index);
}

function lettered(index: number, text: Text): Text {
  return { es: `${letter(index)}. ${text.es}`, en: `${letter(index)}. ${text.en}` };
}

function letter(index: number): string {
  return String.fromCharCode(65 + index);
}

function shortened(words: string): string {
  const flat = words.replace(/\s+/g, ' ');
  return flat.length > 60 ? `${flat.slice(0, 59)}…` : flat;
}
