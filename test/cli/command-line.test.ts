import { expect, test } from 'vitest';
import type { Text } from '#base/text.ts';
import type { Command } from '#cli/command.ts';
import { readCommandLine } from '#cli/command-line.ts';
import { commands } from '#cli/commands/index.ts';
import { commandHelp, generalHelp, usage } from '#cli/help.ts';

const meaning = { es: 'algo', en: 'something' };
const grade: Command = {
  name: 'grade',
  summary: { es: 'evalúa un archivo', en: 'grade a file' },
  examples: [{ line: 'readyz grade answer.yaml --scenario probes', meaning }],
  parameters: [{ name: 'FILE', meaning: { es: 'tu respuesta', en: 'your answer' } }],
  flags: {
    scenario: { meaning, value: 'ID', required: true },
    seed: { meaning, value: 'NUMBER' },
    output: { meaning, value: 'text|json', oneOf: ['text', 'json'], short: 'o' },
    label: { meaning, value: 'NAME', repeated: true },
    quiet: { meaning },
  },
  run: async () => 0,
};
const check: Command = {
  name: 'check',
  summary: { es: 'revisa', en: 'check' },
  examples: [],
  parameters: [{ name: 'PATH', meaning, optional: true, repeated: true }],
  run: async () => 0,
};

const read = (line: string) => readCommandLine(line.split(' ').filter(Boolean), [grade, check]);

function checkMistake(line: string, english: string): void {
  const mistake = read(line);
  if (mistake.kind !== 'mistake') throw new Error(`"${line}" was read as ${mistake.kind}`);
  expect(mistake.text.en).toBe(english);
  expect(mistake.text.es).not.toBe(english);
}

test('flags stand before or after what they belong to, with a space or an equals sign', () => {
  for (const line of [
    'grade a.yaml --scenario probes --seed 7 -o json',
    '--seed=7 grade -o json --scenario=probes a.yaml',
    '--output json grade a.yaml --seed 3 --seed 7 --scenario probes',
  ]) {
    const run = read(line);
    if (run.kind !== 'run') throw new Error(`"${line}" was read as ${run.kind}`);
    expect(run.command).toBe(grade);
    expect(run.argv.positionals).toEqual(['a.yaml']);
    expect(['scenario', 'seed', 'output', 'label'].map((name) => run.argv.value(name))).toEqual([
      'probes',
      '7',
      'json',
      undefined,
    ]);
    expect(run.argv.has('quiet')).toBe(false);
  }
});

test('a repeated flag keeps all its values', () => {
  const run = read('grade - --scenario p --label a --label b --quiet');
  expect(run.kind === 'run' && run.argv.all('label')).toEqual(['a', 'b']);
  expect(run.kind === 'run' && run.argv.positionals).toEqual(['-']);
  expect(run.kind === 'run' && run.argv.has('quiet')).toBe(true);
});

test('after -- all words are arguments', () => {
  const run = read('check -- --odd-name.yaml');
  expect(run.kind === 'run' && run.argv.positionals).toEqual(['--odd-name.yaml']);
});

test('global flags are understood anywhere', () => {
  expect(read('--lang en check --db scores.sqlite --no-color')).toMatchObject({
    kind: 'run',
    language: 'en',
    databaseFile: 'scores.sqlite',
    color: false,
  });
});

test('help is asked for in three ways', () => {
  expect(read('--help').kind).toBe('help');
  expect(read('help')).toMatchObject({ kind: 'help' });
  expect(read('help grade')).toMatchObject({ kind: 'help', command: grade });
  expect(read('grade --help')).toMatchObject({ kind: 'help', command: grade });
  expect(read('-h grade')).toMatchObject({ kind: 'help', command: grade });
});

test('nothing at all is a line too', () => expect(read('')).toMatchObject({ kind: 'bare', color: true }));
test('--version wins over what else is said', () => expect(read('--version grade').kind).toBe('version'));

test('a mistyped command is answered with the one that was meant', () =>
  checkMistake('grdae a.yaml', 'There is no command "grdae". Did you mean grade?'));
test('a word far from every command gets no guess', () =>
  checkMistake('frobnicate', 'There is no command "frobnicate".'));
test('a mistyped flag is answered with the one that was meant', () =>
  checkMistake('grade a.yaml --scenrio probes', 'There is no flag "--scenrio". Did you mean --scenario?'));
test('the mistyped flag is told, not the word after it', () =>
  checkMistake('--lan en grade', 'There is no flag "--lan". Did you mean --lang?'));
test('a flag of the object prototype is unknown like any other', () =>
  checkMistake('check --constructor', 'There is no flag "--constructor".'));
test('a flag without its value is told what to write', () =>
  checkMistake('grade a.yaml --scenario', '--scenario needs a value: write --scenario ID.'));
test('another flag is not taken for a value', () =>
  checkMistake('grade a.yaml --scenario --output json', '--scenario needs a value: write --scenario ID.'));
test('a value that is not offered is told the choice', () =>
  checkMistake(
    'grade a.yaml --scenario p --output jsno',
    '--output does not take "jsno": choose text or json. Did you mean json?',
  ));
test('a switch takes no value', () => checkMistake('check --no-color=yes', 'The flag --no-color takes no value.'));
test('a missing argument is told by its name', () =>
  checkMistake('grade --scenario probes', 'readyz grade needs FILE: your answer.'));
test('a surplus argument is told', () =>
  checkMistake('grade a.yaml b.yaml --scenario p', 'readyz grade does not know what to do with "b.yaml".'));
test('a missing flag that is required is told', () =>
  checkMistake('grade a.yaml', 'readyz grade needs the flag --scenario ID.'));
test('what was typed cannot steer the terminal', () =>
  checkMistake('gra\x1b[2Jde\u202e', 'There is no command "gra\\u001b[2Jde\\u202e".'));

test('the help of a command begins with its examples and says its usage', () => {
  expect(usage(grade, 'en')).toBe('readyz grade FILE --scenario ID [flags]');
  expect(usage(check, 'es')).toBe('readyz check [PATH…]');
  const help = commandHelp(grade, 'es');
  expect(help).toMatch(/^readyz grade: evalúa un archivo\n\nEjemplos\n {2}readyz grade answer\.yaml/);
  expect(help).toContain('-o, --output text|json');
  expect(generalHelp([grade, check], 'en')).toMatch(/Commands\n {2}grade {2}grade a file\n {2}check {2}check/);
});

test('every command of readyz has its help in one voice: small letters, no full stop, both languages, examples that parse', () => {
  for (const { name, summary, examples, parameters = [], flags = {} } of commands) {
    const texts: readonly Text[] = [
      summary,
      ...[...examples, ...parameters, ...Object.values(flags)].map((one) => one.meaning),
    ];
    for (const { es, en } of texts) expect(`${name}: ${es} / ${en}`).not.toMatch(/\.( \/|$)/);
    expect(summary.es.charAt(0) + summary.en.charAt(0)).toMatch(/^\p{Lowercase}{2}$/u);
    expect(examples.length).toBeGreaterThan(0);
    for (const { line } of examples) {
      const words = line
        .split(/(?:^| )readyz(?: |$)/)
        .at(-1)!
        .replace(/ [<|>].*$/, '')
        .split(' ')
        .filter(Boolean);
      expect({ line, kind: readCommandLine(words, commands).kind }).toEqual({
        line,
        kind: words.length === 0 ? 'bare' : 'run',
      });
    }
  }
});
