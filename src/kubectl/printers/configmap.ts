/** ConfigMaps. */
import { ageColumn, column, nameColumn, type Printer } from './printer.ts';

export const configMapPrinter: Printer = {
  kind: 'ConfigMap',
  columns: [
    nameColumn,
    column('DATA', ({ data, binaryData }) =>
      String(Object.keys(data ?? {}).length + Object.keys(binaryData ?? {}).length),
    ),
    ageColumn,
  ],
};
