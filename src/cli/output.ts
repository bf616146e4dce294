/** What commands that print results share. */
import { acting, sanitize } from '#terminal/sanitize.ts';
import type { Flag, Io } from './command.ts';

export const outputFlag: Flag = {
  meaning: {
    es: 'text (por defecto) para personas, json para programas',
    en: 'text (default) for people, json for programs',
  },
  value: 'text|json',
  oneOf: ['text', 'json'],
  short: 'o',
};

/** The same value to a program; to a terminal nothing in it can act, because what would is written as `\u202e`. */
export function writeJson(out: NodeJS.WritableStream, value: unknown): void {
  out.write(`${JSON.stringify(value, undefined, 2).replace(acting, escaped)}\n`);
}

function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** Whether somebody sits at a terminal. One that can only print (TERM=dumb) is talked to line by line. */
export function hasScreen({ in: input, out }: Pick<Io, 'in' | 'out'>): boolean {
  return Boolean(input.isTTY && out.isTTY);
}

/** As a conversation: for a screen reader, and on a terminal that can only print. */
export function isLinear({ accessible, env }: Pick<Io, 'accessible' | 'env'>): boolean {
  return accessible || env['TERM'] === 'dumb';
}

/** What somebody typed, between quotes and on one line, with nothing in it that could steer the terminal. */
export function quoted(typed: string): string {
  return sanitize(JSON.stringify(typed));
}
