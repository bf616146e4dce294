/** PodDisruptionBudgets. */
import { ageColumn, column, nameColumn, type Printer } from './printer.ts';

export const podDisruptionBudgetPrinter: Printer = {
  kind: 'PodDisruptionBudget',
  columns: [
    nameColumn,
    column('MIN AVAILABLE', ({ spec }) => String(spec.minAvailable ?? 'N/A')),
    column('MAX UNAVAILABLE', ({ spec }) => String(spec.maxUnavailable ?? 'N/A')),
    column('ALLOWED DISRUPTIONS', ({ status }) => String(status?.disruptionsAllowed ?? 0)),
    ageColumn,
  ],
};
