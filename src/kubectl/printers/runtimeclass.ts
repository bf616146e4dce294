/** RuntimeClasses. */
import { ageColumn, column, nameColumn, type Printer } from './printer.ts';

export const runtimeClassPrinter: Printer = {
  kind: 'RuntimeClass',
  columns: [nameColumn, column('HANDLER', ({ handler }) => handler), ageColumn],
};
