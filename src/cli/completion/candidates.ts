/**
 * What can be typed next on readyz' command line: pure, from what the commands say of themselves. The shells' scripts ask for
 * it at each Tab, so what they offer is never older than the program.
 */
import type { Language } from '#base/text.ts';
import type { Command, Flag, Suggestions } from '../command.ts';
import { globalFlags } from '../command-line.ts';

export interface CompletionFacts {
  readonly commands: readonly Command[];
  readonly language: Language;
  /** Ids, asked for only where one can stand. */
  questions(): readonly Candidate[];
  quizzes(): readonly Candidate[];
}

export interface Candidate {
  readonly word: string;
  readonly meaning: string;
}

/** `words` after `readyz`; the last one is being typed and may be empty. Nothing where a file may stand: the shell knows files. */
export function candidatesFor(words: readonly string[], facts: CompletionFacts): readonly Candidate[] {
  const { commands, language } = facts;
  const typed = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const all: Readonly<Record<string, Flag>> = Object.assign({}, ...commands.map(({ flags }) => flags), globalFlags);
  const plain = positionals(before, all);
  const command = commands.find(({ name }) => name === plain[0]);
  const flags: Readonly<Record<string, Flag>> = { ...command?.flags, ...globalFlags };

  const asked = flagWithValue(before.at(-1), flags);
  if (asked) return starting(typed, valuesOf(asked, facts));
  // `--lang=e`: the word is the flag and its value at once.
  const [, name, value] = /^(--[^=]+)=(.*)$/s.exec(typed) ?? [];
  if (name !== undefined && value !== undefined) {
    const flag = flagWithValue(name, flags);
    const values = flag ? starting(value, valuesOf(flag, facts)) : [];
    return values.map(({ word, meaning }) => ({ word: `${name}=${word}`, meaning }));
  }
  if (typed.startsWith('-')) {
    const list = Object.entries(flags).map(([name, { meaning }]) => ({
      word: `--${name}`,
      meaning: meaning[language],
    }));
    return starting(typed, list);
  }
  const names = commands.map(({ name, summary }) => ({ word: name, meaning: summary[language] }));
  const help = { word: 'help', meaning: language === 'es' ? 'ayuda de un comando' : 'help on a command' };
  if (plain.length === 0) return starting(typed, [...names, help]);
  if (plain[0] === 'help') return plain.length === 1 ? starting(typed, names) : [];
  const { parameters = [] } = command ?? {};
  const parameter = parameters[plain.length - 1] ?? (parameters.at(-1)?.repeated ? parameters.at(-1) : undefined);
  return starting(typed, parameter?.suggests ? suggestionsOf(parameter.suggests, facts) : []);
}

/** The words that are no flag and no flag's value. */
function positionals(words: readonly string[], flags: Readonly<Record<string, Flag>>): readonly string[] {
  return words.filter((word, index) => !word.startsWith('-') && !flagWithValue(words[index - 1], flags));
}

/** The flag that a word names and that takes the next word as its value. */
function flagWithValue(word: string | undefined, flags: Readonly<Record<string, Flag>>): Flag | undefined {
  if (word === undefined || !/^-/.test(word) || word.includes('=')) return undefined;
  const found = Object.entries(flags).find(([name, { short }]) => word === `--${name}` || word === `-${short}`)?.[1];
  return found?.value === undefined ? undefined : found;
}

function valuesOf({ oneOf, suggests }: Flag, facts: CompletionFacts): readonly Candidate[] {
  if (oneOf) return oneOf.map((word) => ({ word, meaning: '' }));
  return suggests ? suggestionsOf(suggests, facts) : [];
}

function suggestionsOf(suggests: Suggestions, facts: CompletionFacts): readonly Candidate[] {
  switch (suggests) {
    case 'questions':
      return facts.questions();
    case 'questions and quizzes':
      return [...facts.questions(), ...facts.quizzes()];
    default:
      return suggests.map((word) => ({ word, meaning: '' }));
  }
}

function starting(typed: string, candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(({ word }) => word.startsWith(typed));
}
