/** What commands that print results share. */
import type { Flag } from './command.ts';

export const outputFlag: Flag = {
  meaning: {
    es: 'text (por defecto) para personas, json para programas',
    en: 'text (default) for people, json for programs',
  },
  value: 'text|json',
  oneOf: ['text', 'json'],
  short: 'o',
};

export function writeJson(out: NodeJS.WritableStream, value: unknown): void {
  out.write(`${JSON.stringify(value, undefined, 2)}\n`);
}
