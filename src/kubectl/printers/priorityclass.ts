/** PriorityClasses. */
import { ageColumn, column, nameColumn, type Printer } from './printer.ts';

export const priorityClassPrinter: Printer = {
  kind: 'PriorityClass',
  columns: [
    nameColumn,
    column('VALUE', ({ value }) => String(value)),
    column('GLOBAL-DEFAULT', ({ globalDefault }) => String(globalDefault ?? false)),
    ageColumn,
    column('PREEMPTIONPOLICY', ({ preemptionPolicy }) => preemptionPolicy ?? 'PreemptLowerPriority'),
  ],
};
