/** bash's `[[ … ]]`: like `test`, with `==` and `!=` as patterns, `=~`, `&&`, `||`, `!` and brackets. */

import { evaluateTest } from '../../commands/test.ts';
import { matchesPattern } from '../pattern.ts';
import type { Builtin, Shell } from '../shell.ts';

export const condition: Builtin = {
  names: ['[['],
  run(shell, words) {
    const reader = { at: 0 };
    return or(shell, words, reader) ? 0 : 1;
  },
};

interface Reader {
  at: number;
}

function or(shell: Shell, words: readonly string[], reader: Reader): boolean {
  let value = and(shell, words, reader);
  while (words[reader.at] === '||') {
    reader.at++;
    const right = and(shell, words, reader);
    value ||= right;
  }
  return value;
}

function and(shell: Shell, words: readonly string[], reader: Reader): boolean {
  let value = not(shell, words, reader);
  while (words[reader.at] === '&&') {
    reader.at++;
    const right = not(shell, words, reader);
    value &&= right;
  }
  return value;
}

function not(shell: Shell, words: readonly string[], reader: Reader): boolean {
  if (words[reader.at] === '!') {
    reader.at++;
    return !not(shell, words, reader);
  }
  if (words[reader.at] === '(') {
    reader.at++;
    const value = or(shell, words, reader);
    reader.at++;
    return value;
  }
  return primary(shell, words, reader);
}

function primary(shell: Shell, words: readonly string[], reader: Reader): boolean {
  const [left = '', operator, right = ''] = words.slice(reader.at, reader.at + 3);
  if (operator === '==' || operator === '=' || operator === '!=') {
    reader.at += 3;
    return matchesPattern(left, right) === (operator !== '!=');
  }
  if (operator === '=~') {
    reader.at += 3;
    return regularExpression(shell, left, right);
  }
  if (operator === '<' || operator === '>') {
    reader.at += 3;
    return operator === '<' ? left < right : left > right;
  }
  const length =
    operator !== undefined && /^-(eq|ne|lt|gt|le|ge|nt|ot|ef)$/.test(operator)
      ? 3
      : /^-[a-zA-Z]$/.test(left) && operator !== undefined
        ? 2
        : 1;
  const part = words.slice(reader.at, reader.at + length);
  reader.at += length;
  return evaluateTest(part, shell.call('[[', [], shell.io)) === 0;
}

/** Groups go to BASH_REMATCH. Patterns that could take long (a repetition inside a repetition) count as no match. */
function regularExpression(shell: Shell, text: string, pattern: string): boolean {
  if (pattern.length > 200 || text.length > 4096 || /[+*}]\)?[+*{]|\([^)]*[+*][^)]*\)[+*{]/.test(pattern)) return false;
  let match: RegExpExecArray | null;
  try {
    match = new RegExp(
      pattern
        .replaceAll('[:digit:]', '0-9')
        .replaceAll('[:alpha:]', 'A-Za-z')
        .replaceAll('[:alnum:]', 'A-Za-z0-9')
        .replaceAll('[:space:]', '\\s'),
    ).exec(text);
  } catch {
    return false;
  }
  for (const [index, group] of (match ?? []).entries()) shell.variables.put(`BASH_REMATCH[${index}]`, group ?? '');
  return match !== null;
}
