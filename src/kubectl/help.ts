/** Help in the learner's language; each page opens with examples. */
import type { Text } from '#base/text.ts';
import type { FlagSpec } from './arguments/flags.ts';
import type { Command } from './command.ts';
import { commands } from './commands/index.ts';
import { globalFlags } from './global-flags.ts';

export const helpFlag: FlagSpec = { name: 'help', short: 'h', type: 'bool' };

type Language = 'es' | 'en';

const words = {
  examples: { es: 'Ejemplos:', en: 'Examples:' },
  commands: { es: 'Órdenes:', en: 'Commands:' },
  usage: { es: 'Uso:', en: 'Usage:' },
  flags: { es: 'Opciones:', en: 'Options:' },
  everywhere: { es: 'Opciones de todas las órdenes:', en: 'Options of every command:' },
  about: {
    es: 'kubectl, sobre un clúster simulado. Lo que se teclea aquí es lo que se teclea en uno de verdad.',
    en: 'kubectl, on a simulated cluster. What you type here is what you type at a real one.',
  },
  more: {
    es: 'Más sobre una orden: kubectl <orden> --help',
    en: 'More on a command: kubectl <command> --help',
  },
} satisfies Record<string, Text>;

export function rootHelp(language: Language): string {
  const say = (text: Text) => text[language];
  const examples: readonly string[] = ['kubectl get pods', 'kubectl describe pod web-0', 'kubectl apply -f web.yaml'];
  return [
    say(words.examples),
    ...examples.map((line) => `  ${line}`),
    '',
    say(words.about),
    '',
    say(words.commands),
    ...list(commands, language),
    '',
    say(words.more),
    '',
  ].join('\n');
}

/** `kubectl options`: the flags of every command. */
export function optionsHelp(language: Language): string {
  return [words.everywhere[language], ...globalFlags.map(flagLine), ''].join('\n');
}

export function commandHelp(command: Command, path: string, language: Language): string {
  const say = (text: Text) => text[language];
  const { examples, summary, subcommands = [], flags = [], usage } = command;
  const lines = [say(words.examples)];
  for (const [line, does] of examples) lines.push(`  # ${say(does)}`, `  ${line}`);
  lines.push('', say(summary));
  if (subcommands.length > 0) lines.push('', say(words.commands), ...list(subcommands, language));
  lines.push('', say(words.usage), `  ${path}${usage ? ` ${usage}` : ''}`);
  if (flags.length > 0) lines.push('', say(words.flags), ...flags.map(flagLine));
  return `${lines.join('\n')}\n`;
}

function list(some: readonly Command[], language: Language): string[] {
  const width = Math.max(...some.map(({ name }) => name.length)) + 2;
  return some.map(({ name, summary }) => `  ${name.padEnd(width)}${summary[language]}`);
}

function flagLine({ name, short, type, bare }: FlagSpec): string {
  const value = type === 'bool' ? '' : bare === undefined ? `=${type}` : `[=${type}]`;
  return `  ${short ? `-${short}, ` : '    '}--${name}${value}`;
}
