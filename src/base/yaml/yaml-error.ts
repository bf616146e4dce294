/**
 * Why a document could not be read, for people: the place, a sentence in both languages, and the parser's own words.
 */
import type { Text } from '../text.ts';

export interface YamlError {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** The parser's words, in English, as a server would pass them on: `did not find expected key`. */
  readonly reason: string;
  readonly text: Text;
}

/** What a learner reads for each complaint of the parser that people meet; anything else gets the general sentence. */
const sentences: readonly (readonly [RegExp, Text])[] = [
  [
    /tab characters must not be used/,
    {
      es: 'Hay un tabulador en la sangría. YAML solo admite espacios: cambia el tabulador por espacios.',
      en: 'There is a tab in the indentation. YAML only takes spaces: replace the tab by spaces.',
    },
  ],
  [
    /bad indentation of a mapping entry/,
    {
      es: 'La sangría no encaja: las claves de un mismo objeto empiezan en la misma columna. Si el valor lleva `: ` dentro, escríbelo entre comillas.',
      en: 'The indentation does not fit: the keys of one object start in the same column. If the value has `: ` in it, put it in quotes.',
    },
  ],
  [
    /bad indentation of a sequence entry/,
    {
      es: 'La sangría no encaja: los guiones de una misma lista empiezan en la misma columna.',
      en: 'The indentation does not fit: the dashes of one list start in the same column.',
    },
  ],
  [
    /deficient indentation/,
    {
      es: 'Esta línea sigue un texto o una lista que empezó antes y necesita más sangría.',
      en: 'This line goes on with a text or list that began before, and needs more indentation.',
    },
  ],
  [
    /multiline key|expected ':' after a mapping key|a whitespace character is expected after the key-value separator/,
    {
      es: 'Falta `: ` después de la clave. Escribe la clave, dos puntos, un espacio y el valor.',
      en: 'There is no `: ` after the key. Write the key, a colon, a space and the value.',
    },
  ],
  [
    /within a (single|double) quoted scalar/,
    {
      es: 'Falta cerrar las comillas de este texto.',
      en: 'The quotes of this text are not closed.',
    },
  ],
  [
    /within a flow collection|missed comma between flow collection/,
    {
      es: 'A esta lista o a este objeto le falta una coma, un `]` o un `}`.',
      en: 'This list or object lacks a comma, a `]` or a `}`.',
    },
  ],
  [
    /unidentified alias/,
    {
      es: 'El `*` remite a un nombre que nadie definió antes con `&`. Si es un texto que empieza por `*`, escríbelo entre comillas.',
      en: 'The `*` refers to a name that nothing before defined with `&`. If it is text that starts with `*`, put it in quotes.',
    },
  ],
  [
    /escape sequence|hexadecimal character/,
    {
      es: 'Dentro de comillas dobles, `\\` empieza una secuencia especial y esta no existe. Usa comillas simples.',
      en: 'Inside double quotes `\\` begins a special sequence, and there is no such one. Use single quotes.',
    },
  ],
  [
    /non-printable|null byte|valid JSON character/,
    {
      es: 'Hay un carácter invisible que YAML no admite. Bórralo y escribe la línea de nuevo.',
      en: 'There is an invisible character that YAML does not take. Delete it and type the line again.',
    },
  ],
  [
    /end of the stream or a document separator is expected/,
    {
      es: 'Aquí tendría que acabar el documento. Revisa la sangría de esta línea, o separa los documentos con `---`.',
      en: 'The document should end here. Check the indentation of this line, or separate documents with `---`.',
    },
  ],
  [
    /cannot start any token/,
    {
      es: 'Un texto no puede empezar por este carácter. Escríbelo entre comillas.',
      en: 'Text cannot start with this character. Put it in quotes.',
    },
  ],
];

export function yamlError(line: number, column: number, reason: string): YamlError {
  const known = sentences.find(([pattern]) => pattern.test(reason));
  const text = known?.[1] ?? {
    es: 'Aquí el YAML no está bien formado. Revisa la sangría, los dos puntos y las comillas.',
    en: 'The YAML is not well formed here. Check the indentation, the colons and the quotes.',
  };
  return { line, column, reason, text };
}
