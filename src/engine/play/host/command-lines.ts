/**
 * Lines of docker as somebody types them into a terminal, read into words: quotes, `\` at the end of a line, `&&` and `;`
 * between commands, comments, `$PWD`, `$(docker …)`. Pipes, loops and the like are told to be too much: a line here is one call of docker.
 */
import type { Text } from '#base/text.ts';
import type { AnswerError } from '../../answer.ts';

/** A word, or the words that another command prints: `$(docker ps -aq)`. */
export type Word = string | { readonly printedBy: readonly string[] };

export interface CommandLine {
  /** From 1. */
  readonly line: number;
  readonly words: readonly Word[];
  /** Only when the one before succeeded. */
  readonly ifSucceeded: boolean;
}

/** Where the person stands: relative paths begin here. */
export const workFolder = '/app';

const mostLines = 100;

export function readCommandLines(
  text: string,
  file: string,
): { readonly lines: readonly CommandLine[]; readonly errors: readonly AnswerError[] } {
  const lines: CommandLine[] = [];
  const errors: AnswerError[] = [];
  const complain = (line: number, message: string, advice: Text) =>
    errors.push({ file, line, column: 1, message, advice });
  for (const { line, source } of logicalLines(text)) {
    const read = split(source);
    if (typeof read === 'string') {
      complain(line, `${read} is not understood here`, {
        es: `Aquí cada línea es una orden de docker; no se puede usar ${read}. Escribe las órdenes una por una.`,
        en: `Each line here is one docker command; ${read} cannot be used. Write the commands one by one.`,
      });
      continue;
    }
    for (const { words, ifSucceeded } of read) {
      const [first = ''] = words;
      const program = typeof first === 'string' ? first : '$';
      if (program === 'sudo') lines.push({ line, words: words.slice(1), ifSucceeded });
      else if (program === 'docker' || program === 'docker-compose') lines.push({ line, words, ifSucceeded });
      else {
        complain(line, `${program}: command not found`, {
          es: `Esta máquina solo entiende \`docker\`: "${program}" no es una orden de docker.`,
          en: `This machine only understands \`docker\`: "${program}" is no docker command.`,
        });
      }
    }
  }
  if (lines.length === 0 && errors.length === 0) {
    complain(1, 'no command', {
      es: 'La respuesta está vacía. Escribe una orden de docker en cada línea, o un archivo de Compose.',
      en: 'The answer is empty. Write one docker command a line, or a Compose file.',
    });
  }
  if (lines.length > mostLines) {
    complain(lines[mostLines]?.line ?? 1, 'too many commands', {
      es: `Son demasiadas órdenes: caben ${mostLines}.`,
      en: `There are too many commands: ${mostLines} fit.`,
    });
  }
  return { lines, errors };
}

/** Lines that `\` continues are one; what is empty or only a comment is none. */
function logicalLines(text: string): readonly { readonly line: number; readonly source: string }[] {
  const found: { line: number; source: string }[] = [];
  let open: { line: number; source: string } | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const isContinued = /\\$/.test(raw);
    const piece = isContinued ? raw.slice(0, -1) : raw;
    if (open) open.source += ` ${piece}`;
    else if (raw.trim() === '' || raw.trim().startsWith('#')) continue;
    else open = { line: index + 1, source: piece.replace(/^\s*\$\s+/, '') };
    if (isContinued) continue;
    found.push(open);
    open = undefined;
  }
  return open ? [...found, open] : found;
}

interface Words {
  readonly words: readonly Word[];
  readonly ifSucceeded: boolean;
}

/** The commands of a line; or the piece of shell that nobody understands here. */
function split(source: string): readonly Words[] | string {
  const commands: Words[] = [];
  let words: Word[] = [];
  let word: string | undefined;
  let ifSucceeded = false;
  const endWord = () => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = (nextIfSucceeded: boolean) => {
    endWord();
    if (words.length > 0) commands.push({ words, ifSucceeded });
    words = [];
    ifSucceeded = nextIfSucceeded;
  };
  for (let at = 0; at < source.length; at++) {
    const letter = source[at] as string;
    if (letter === "'") {
      const end = source.indexOf("'", at + 1);
      if (end < 0) return "'";
      word = `${word ?? ''}${source.slice(at + 1, end)}`;
      at = end;
    } else if (letter === '"') {
      word ??= '';
      for (at++; source[at] !== '"'; at++) {
        if (at >= source.length) return '"';
        const variable = variableAt(source, at);
        if (variable) {
          word += variable.value;
          at += variable.length - 1;
        } else if (source[at] === '$' || source[at] === '`') return source[at] as string;
        else if (source[at] === '\\' && '"\\$`'.includes(source[at + 1] ?? '')) word += source[++at];
        else word += source[at];
      }
    } else if (letter === '\\') word = `${word ?? ''}${source[++at] ?? ''}`;
    else if (/\s/.test(letter)) endWord();
    else if (letter === '#' && word === undefined) break;
    else if (letter === ';') endCommand(false);
    else if (letter === '&' && source[at + 1] === '&') {
      endCommand(true);
      at++;
    } else if ('|&<>`'.includes(letter)) return letter;
    else if (letter === '$' && word === undefined && source.startsWith('$(docker ', at)) {
      const end = source.indexOf(')', at);
      const [inner, more] = end < 0 ? [] : (splitAll(source.slice(at + 2, end)) ?? []);
      if (!inner || more || !inner.every((one) => typeof one === 'string')) return '$';
      words.push({ printedBy: inner as readonly string[] });
      at = end;
    } else if (letter === '$') {
      const variable = variableAt(source, at);
      if (!variable) return '$';
      word = `${word ?? ''}${variable.value}`;
      at += variable.length - 1;
    } else word = `${word ?? ''}${letter === '~' && word === undefined ? '/root' : letter}`;
  }
  endCommand(false);
  return commands;
}

function splitAll(source: string): readonly (readonly Word[])[] | undefined {
  const read = split(source);
  return typeof read === 'string' ? undefined : read.map(({ words }) => words);
}

/** The one variable that people write: where they stand. */
function variableAt(source: string, at: number): { readonly value: string; readonly length: number } | undefined {
  const found = ['$' + '{PWD}', '$PWD', '$(pwd)'].find((name) => source.startsWith(name, at));
  return found === undefined ? undefined : { value: workFolder, length: found.length };
}
