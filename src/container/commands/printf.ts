/** `printf format words…`: `%s %d %i %u %x %o %c %f %e %g %b %%` with width and precision; the format repeats while words are left. */
import type { Command } from '../call.ts';

export const printf: Command = {
  names: ['printf'],
  directory: '/usr/bin',
  run({ args, output }) {
    const [format = '', ...words] = args[0] === '--' ? args.slice(1) : args;
    let rest = words;
    do {
      const { text, used } = once(format, rest);
      output.write(text);
      if (used === 0) break;
      rest = rest.slice(used);
    } while (rest.length > 0);
    return 0;
  },
};

function once(format: string, words: readonly string[]): { text: string; used: number } {
  let used = 0;
  const text = unescapeText(format).replace(
    /%([-+ 0#]*)(\*|\d*)(?:\.(\d+))?([sdiuxXocbfeEgGq%])/g,
    (_whole, flags: string, width: string, precision: string | undefined, kind: string) => {
      if (kind === '%') return '%';
      const wide = Math.min(1000, width === '*' ? Number(words[used++] ?? 0) : Number(width || 0));
      const word = words[used++] ?? '';
      const value = convert(kind, word, precision === undefined ? undefined : Math.min(100, Number(precision)));
      const signed = flags.includes('+') && /[difeg]/.test(kind) && !value.startsWith('-') ? `+${value}` : value;
      if (flags.includes('-')) return signed.padEnd(wide);
      return flags.includes('0') && kind !== 's' ? signed.padStart(wide, '0') : signed.padStart(wide);
    },
  );
  return { text, used };
}

function convert(kind: string, word: string, precision: number | undefined): string {
  const number = Number(word) || 0;
  switch (kind) {
    case 's':
      return precision === undefined ? word : word.slice(0, precision);
    case 'b':
      return unescapeText(word);
    case 'q':
      return /^[\w./-]+$/.test(word) ? word : `'${word}'`;
    case 'c':
      return word.slice(0, 1);
    case 'x':
      return Math.trunc(number).toString(16);
    case 'X':
      return Math.trunc(number).toString(16).toUpperCase();
    case 'o':
      return Math.trunc(number).toString(8);
    case 'f':
      return number.toFixed(precision ?? 6);
    case 'e':
    case 'E':
      return number.toExponential(precision ?? 6);
    case 'g':
    case 'G':
      return String(number);
    default:
      return String(Math.trunc(number)).padStart(precision ?? 0, '0');
  }
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\u001b',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

export function unescapeText(text: string): string {
  return text.replace(/\\(0[0-7]{1,3}|[0-7]{1,3}|x[0-9a-fA-F]{1,2}|[\s\S])/g, (whole, code: string) => {
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 255);
    if (/^x[0-9a-fA-F]/.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return escapes[code] ?? whole;
  });
}
