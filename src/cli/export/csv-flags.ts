/** The flags of commands that write tables: what parts cells, and the mark that Excel expects. */
import type { Argv, Flag } from '../command.ts';
import type { CsvStyle } from './csv.ts';

const separators = { comma: ',', semicolon: ';', tab: '\t' } as const;

export const csvFlags = {
  separator: {
    meaning: { es: 'qué separa las celdas (por defecto, la coma)', en: 'what parts cells (a comma by default)' },
    value: 'comma|semicolon|tab',
    oneOf: Object.keys(separators),
  },
  bom: {
    meaning: {
      es: 'empieza con la marca de UTF-8 que espera Excel',
      en: 'begin with the mark of UTF-8 that Excel expects',
    },
  },
} satisfies Readonly<Record<string, Flag>>;

export function csvStyleOf(argv: Argv): CsvStyle {
  const separator = separators[(argv.value('separator') ?? 'comma') as keyof typeof separators];
  return { separator, byteOrderMark: argv.has('bom') };
}
