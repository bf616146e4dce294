/** NetworkPolicies. */
import { ageColumn, column, nameColumn, type Printer, selectorText } from './printer.ts';

export const networkPolicyPrinter: Printer = {
  kind: 'NetworkPolicy',
  columns: [nameColumn, column('POD-SELECTOR', ({ spec }) => selectorText(spec.podSelector)), ageColumn],
};
