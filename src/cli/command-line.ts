/**
 * Reads a command line against the list of commands: which command, with which flags, or what is wrong with it.
 * Pure: it knows no process. `node:util`'s parseArgs cuts the line into tokens; the judgement and its sentences are here,
 * so that a mistyped flag is answered in the user's language and with the flag that was probably meant.
 */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { didYouMean } from '#base/did-you-mean.ts';
import { type Language, languages, type Text } from '#base/text.ts';
import type { Argv, Command, Flag } from './command.ts';
import { quoted } from './output.ts';

/** Understood before and after the command's name. */
export const globalFlags = {
  lang: {
    meaning: {
      es: 'idioma de los textos (por defecto, el de tu sistema)',
      en: 'language of the texts (default: your system’s)',
    },
    value: 'es|en',
    oneOf: languages,
  },
  db: {
    meaning: {
      es: 'archivo con tus respuestas y puntos (por defecto, en tu carpeta de datos)',
      en: 'file with your answers and scores (default: in your data folder)',
    },
    value: 'PATH',
  },
  content: {
    meaning: {
      es: 'carpeta con tus propias preguntas (scenarios/) y cuestionarios (quizzes/); se puede repetir',
      en: 'folder with your own questions (scenarios/) and quizzes (quizzes/); may be repeated',
    },
    value: 'DIR',
    repeated: true,
  },
  'no-color': { meaning: { es: 'sin colores, como con NO_COLOR=1', en: 'no colours, as with NO_COLOR=1' } },
  accessible: {
    meaning: {
      es: 'para lectores de pantalla: todo en una columna, nada se redibuja (también INK_SCREEN_READER=true)',
      en: 'for screen readers: all in one column, nothing is redrawn (also INK_SCREEN_READER=true)',
    },
  },
  help: { meaning: { es: 'muestra esta ayuda', en: 'show this help' }, short: 'h' },
  version: { meaning: { es: 'muestra la versión', en: 'show the version' }, short: 'v' },
} satisfies Record<string, Flag>;

export interface GlobalChoices {
  readonly language?: Language;
  readonly databaseFile?: string;
  readonly contentFolders: readonly string[];
  readonly color: boolean;
  readonly accessible: boolean;
}

export type CommandLine = GlobalChoices &
  (
    | { readonly kind: 'version' }
    /** `readyz --help`, `readyz help play`, `readyz play --help`. */
    | { readonly kind: 'help'; readonly command?: Command }
    | { readonly kind: 'bare' }
    | { readonly kind: 'run'; readonly command: Command; readonly argv: Argv }
    | { readonly kind: 'mistake'; readonly command?: Command; readonly text: Text }
  );

export function readCommandLine(words: readonly string[], commands: readonly Command[]): CommandLine {
  const known = new Map(commands.map((command) => [command.name, command]));
  // First with the flags of all commands, to find the first word that is no flag and no flag's value: the command's name.
  const allFlags: Record<string, Flag> = Object.assign({}, ...commands.map(({ flags }) => flags), globalFlags);
  const firstTokens = tokensOf(words, allFlags);
  const name = firstTokens.find((token) => token.kind === 'positional');
  const wantsHelp = name?.value === 'help';
  const rest = name ? words.toSpliced(name.index, 1) : words;
  const command = name && !wantsHelp ? known.get(name.value) : undefined;

  const flags: Record<string, Flag> = { ...command?.flags, ...globalFlags };
  const tokens = tokensOf(rest, flags);
  const choices = globalChoices(tokens);
  const mistake = (text: Text): CommandLine => ({ ...choices, kind: 'mistake', text, ...(command && { command }) });

  if (name && !command && !wantsHelp) {
    // `--lan en list`: the word after a mistyped flag is not the mistake.
    const before = firstTokens.find((token) => token.kind === 'option' && !Object.hasOwn(allFlags, token.name));
    if (before?.kind === 'option' && before.index < name.index) return mistake(mistakeIn(before, allFlags)!);
    return mistake(unknownCommand(name.value, [...known.keys(), 'help']));
  }
  for (const token of tokens) {
    const text = token.kind === 'option' ? mistakeIn(token, flags) : undefined;
    if (text) return mistake(text);
  }

  const positionals = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const given = (flag: string) => tokens.some((token) => token.kind === 'option' && token.name === flag);
  if (given('version')) return { ...choices, kind: 'version' };
  if (wantsHelp) {
    const [asked] = positionals;
    if (asked === undefined) return { ...choices, kind: 'help' };
    const about = known.get(asked);
    return about ? { ...choices, kind: 'help', command: about } : mistake(unknownCommand(asked, known.keys()));
  }
  if (given('help')) return { ...choices, kind: 'help', ...(command && { command }) };
  if (!command) return { ...choices, kind: 'bare' };

  const text = mistakeInCount(positionals, command) ?? missingFlag(command, given);
  return text ? mistake(text) : { ...choices, kind: 'run', command, argv: argvOf(positionals, tokens) };
}

/** What parseArgs says of each word. Written out, because its own type cannot be named. */
type Token =
  | OptionToken
  | { readonly kind: 'positional'; readonly index: number; readonly value: string }
  | { readonly kind: 'option-terminator'; readonly index: number };

interface OptionToken {
  readonly kind: 'option';
  readonly index: number;
  readonly name: string;
  /** As typed: `-o` or `--output`. */
  readonly rawName: string;
  readonly value?: string | undefined;
  /** `--output=json` rather than `--output json`. */
  readonly inlineValue?: boolean | undefined;
}

function tokensOf(words: readonly string[], flags: Readonly<Record<string, Flag>>): readonly Token[] {
  const options: ParseArgsConfig['options'] = Object.fromEntries(
    Object.entries(flags).map(([name, { value, short }]) => [
      name,
      { type: value === undefined ? 'boolean' : 'string', ...(short && { short }) },
    ]),
  );
  return parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

function globalChoices(tokens: readonly Token[]): GlobalChoices {
  const last = (name: string) =>
    tokens.findLast((token): token is OptionToken => token.kind === 'option' && token.name === name);
  const language = languages.find((known) => known === last('lang')?.value);
  const databaseFile = last('db')?.value;
  const contentFolders = tokens.flatMap((token) =>
    token.kind === 'option' && token.name === 'content' && token.value ? [token.value] : [],
  );
  return {
    color: !last('no-color'),
    accessible: last('accessible') !== undefined,
    contentFolders,
    ...(language && { language }),
    ...(databaseFile && { databaseFile }),
  };
}

function argvOf(positionals: readonly string[], tokens: readonly Token[]): Argv {
  const all = (name: string) =>
    tokens.flatMap((token) => (token.kind === 'option' && token.name === name && token.value ? [token.value] : []));
  return {
    positionals,
    all,
    value: (name) => all(name).at(-1),
    has: (name) => tokens.some((token) => token.kind === 'option' && token.name === name),
  };
}

function mistakeIn(token: OptionToken, flags: Readonly<Record<string, Flag>>): Text | undefined {
  const flag = Object.hasOwn(flags, token.name) ? flags[token.name] : undefined;
  const { rawName, value } = token;
  if (!flag) {
    const near = didYouMean(token.name, Object.keys(flags));
    return {
      es: `No existe la opción ${quoted(rawName)}.${near ? ` ¿Quisiste decir --${near}?` : ''}`,
      en: `There is no flag ${quoted(rawName)}.${near ? ` Did you mean --${near}?` : ''}`,
    };
  }
  if (flag.value === undefined) {
    if (value === undefined) return undefined;
    return { es: `La opción ${rawName} no lleva ningún valor.`, en: `The flag ${rawName} takes no value.` };
  }
  // `--seed --output json`: the value was forgotten. Whoever means a value with a dash writes `--seed=-1`.
  if (!value || (!token.inlineValue && value.startsWith('-') && value !== '-')) {
    return {
      es: `Falta el valor de ${rawName}: escribe ${rawName} ${flag.value}.`,
      en: `${rawName} needs a value: write ${rawName} ${flag.value}.`,
    };
  }
  if (flag.oneOf && !flag.oneOf.includes(value)) {
    const near = didYouMean(value, flag.oneOf);
    return {
      es: `${rawName} no admite ${quoted(value)}: elige ${flag.oneOf.join(' o ')}.${near ? ` ¿Quisiste decir ${near}?` : ''}`,
      en: `${rawName} does not take ${quoted(value)}: choose ${flag.oneOf.join(' or ')}.${near ? ` Did you mean ${near}?` : ''}`,
    };
  }
  return undefined;
}

function mistakeInCount(positionals: readonly string[], { name, parameters = [] }: Command): Text | undefined {
  const missing = parameters[positionals.length];
  if (missing && !missing.optional) {
    return {
      es: `A readyz ${name} le falta ${missing.name}: ${missing.meaning.es}.`,
      en: `readyz ${name} needs ${missing.name}: ${missing.meaning.en}.`,
    };
  }
  const surplus = positionals[parameters.length];
  if (surplus === undefined || parameters.at(-1)?.repeated) return undefined;
  return {
    es: `Sobra ${quoted(surplus)} en readyz ${name}.`,
    en: `readyz ${name} does not know what to do with ${quoted(surplus)}.`,
  };
}

function missingFlag(command: Command, given: (flag: string) => boolean): Text | undefined {
  const missing = Object.entries(command.flags ?? {}).find(([name, flag]) => flag.required && !given(name));
  if (!missing) return undefined;
  const [name, { value = '' }] = missing;
  return {
    es: `A readyz ${command.name} le falta la opción --${name} ${value}.`.replace(/ \.$/, '.'),
    en: `readyz ${command.name} needs the flag --${name} ${value}.`.replace(/ \.$/, '.'),
  };
}

function unknownCommand(typed: string, known: Iterable<string>): Text {
  const near = didYouMean(typed, known);
  return {
    es: `No existe el comando ${quoted(typed)}.${near ? ` ¿Quisiste decir ${near}?` : ''}`,
    en: `There is no command ${quoted(typed)}.${near ? ` Did you mean ${near}?` : ''}`,
  };
}
