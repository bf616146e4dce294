/** Leases. */
import { ageColumn, column, nameColumn, type Printer } from './printer.ts';

export const leasePrinter: Printer = {
  kind: 'Lease',
  columns: [nameColumn, column('HOLDER', ({ spec }) => spec.holderIdentity ?? ''), ageColumn],
};
