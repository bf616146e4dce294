/** What Tab offers behind the words of a line; the last word is being typed. */
import { expect, test } from 'vitest';
import { commands } from '#cli/commands/index.ts';
import { candidatesFor } from '#cli/completion/candidates.ts';

const facts = {
  commands,
  language: 'en',
  questions: () => [
    { word: 'pod-one', meaning: 'One' },
    { word: 'volume-two', meaning: 'Two' },
  ],
  quizzes: () => [{ word: 'pod-quiz', meaning: 'Quiz' }],
} as const;

function check(words: readonly string[], ...expected: readonly string[]): void {
  expect(candidatesFor(words, facts).map(({ word }) => word)).toEqual(expected);
}

test('the command, by what is typed of it, and those that help speaks of', () => {
  check(['gra'], 'grade');
  check(['he'], 'help');
  check(['help', 'gra'], 'grade');
  expect(candidatesFor([''], facts).length).toBe(commands.length + 1);
});

test('questions and quizzes where they may stand', () => {
  check(['play', 'pod'], 'pod-one', 'pod-quiz');
  check(['show', ''], 'pod-one', 'volume-two');
  check(['grade', 'answer.yaml', '--scenario', 'v'], 'volume-two');
  check(['--lang', 'en', 'show', 'p'], 'pod-one');
});

test('words of a parameter and values of a flag', () => {
  check(['data', ''], 'export', 'import', 'delete');
  check(['config', 'set', 'ed'], 'editor');
  check(['list', '--output', ''], 'text', 'json');
  check(['list', '-o', 'j'], 'json');
  check(['--lang', ''], 'es', 'en');
  check(['--lang=e'], '--lang=es', '--lang=en');
  check(['list', '--output=j'], '--output=json');
  check(['--accessible=']);
});

test('flags of the command and of all commands', () => {
  check(['grade', '--se'], '--seed');
  check(['--acc'], '--accessible');
});

test('nothing where a file is wanted, or where nothing is known', () => {
  check(['grade', '']);
  check(['--db', '']);
  check(['nonsense', '']);
  check(['list', 'scenarios', '']);
});
