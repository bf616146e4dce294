/** Namespaces. */
import { ageColumn, column, nameColumn, type Printer } from './printer.ts';

export const namespacePrinter: Printer = {
  kind: 'Namespace',
  columns: [nameColumn, column('STATUS', ({ status }) => status?.phase ?? ''), ageColumn],
};
