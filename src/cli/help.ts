/**
 * The help, printed from what the commands say of themselves: examples first, then what each word means.
 */
import type { Language, Text } from '#base/text.ts';
import type { Command, Flag } from './command.ts';
import { globalFlags } from './command-line.ts';

export function generalHelp(commands: readonly Command[], language: Language): string {
  const say = (text: Text) => text[language];
  return [
    say({
      es: 'readyz: preguntas de diseño sobre contenedores y Kubernetes; tu respuesta se ejecuta en un clúster simulado.',
      en: 'readyz: design questions on containers and Kubernetes; your answer is run on a simulated cluster.',
    }),
    '',
    say({ es: 'Ejemplos', en: 'Examples' }),
    ...columns([
      ...commands.flatMap(({ examples }) => examples.slice(0, 1).map(({ line, meaning }): Row => [line, say(meaning)])),
    ]),
    '',
    say({ es: 'Comandos', en: 'Commands' }),
    ...columns(commands.map(({ name, summary }): Row => [name, say(summary)])),
    '',
    say({ es: 'Opciones', en: 'Flags' }),
    ...flagLines(globalFlags, language),
    '',
    say({ es: 'Más sobre un comando: readyz help COMANDO', en: 'More about a command: readyz help COMMAND' }),
    '',
  ].join('\n');
}

export function commandHelp(command: Command, language: Language): string {
  const say = (text: Text) => text[language];
  const { parameters = [], flags = {} } = command;
  const sections = [
    [`readyz ${command.name}: ${say(command.summary)}`],
    [
      say({ es: 'Ejemplos', en: 'Examples' }),
      ...columns(command.examples.map(({ line, meaning }): Row => [line, say(meaning)])),
    ],
    [say({ es: 'Uso', en: 'Usage' }), `  ${usage(command, language)}`],
    parameters.length > 0 && columns(parameters.map(({ name, meaning }): Row => [name, say(meaning)])),
    Object.keys(flags).length > 0 && [say({ es: 'Opciones', en: 'Flags' }), ...flagLines(flags, language)],
    [say({ es: 'Opciones de todos los comandos', en: 'Flags of all commands' }), ...flagLines(globalFlags, language)],
  ];
  return sections
    .filter((section) => section !== false)
    .map((section) => section.join('\n') + '\n')
    .join('\n');
}

/** `readyz grade FILE --scenario ID [--seed NUMBER]` */
export function usage({ name, parameters = [], flags = {} }: Command, language: Language): string {
  const optional = Object.values(flags).some((flag) => !flag.required);
  return [
    'readyz',
    name,
    ...parameters.map((parameter) => {
      const word = parameter.name + (parameter.repeated ? '…' : '');
      return parameter.optional ? `[${word}]` : word;
    }),
    ...Object.entries(flags).flatMap(([flag, { required, value = '' }]) =>
      required ? [`--${flag} ${value}`.trim()] : [],
    ),
    ...(optional ? [language === 'es' ? '[opciones]' : '[flags]'] : []),
  ].join(' ');
}

type Row = readonly [left: string, right: string];

function flagLines(flags: Readonly<Record<string, Flag>>, language: Language): string[] {
  return columns(
    Object.entries(flags).map(([name, { short, value, meaning }]): Row => {
      const left = `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
      return [left, meaning[language]];
    }),
  );
}

/** Two columns; a left side that is too long stands on a line of its own, so that the right side keeps its place. */
function columns(rows: readonly Row[]): string[] {
  const width = Math.max(4, ...rows.map(([left]) => left.length).filter((length) => length <= widest));
  return rows.flatMap(([left, right]) =>
    left.length > widest ? [`  ${left}`, `  ${' '.repeat(width)}  ${right}`] : [`  ${left.padEnd(width)}  ${right}`],
  );
}

const widest = 36;
