/** ServiceAccounts. Version 1.36 no longer counts their secrets. */
import { ageColumn, nameColumn, type Printer } from './printer.ts';

export const serviceAccountPrinter: Printer = { kind: 'ServiceAccount', columns: [nameColumn, ageColumn] };
