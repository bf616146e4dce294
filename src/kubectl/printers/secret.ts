/** Secrets: how many keys, never what they hold. */
import { ageColumn, column, nameColumn, type Printer } from './printer.ts';

export const secretPrinter: Printer = {
  kind: 'Secret',
  columns: [
    nameColumn,
    column('TYPE', ({ type }) => type),
    column('DATA', ({ data }) => String(Object.keys(data ?? {}).length)),
    ageColumn,
  ],
};
