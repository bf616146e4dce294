/** IngressClasses. */
import { ageColumn, column, nameColumn, type Printer } from './printer.ts';

export const ingressClassPrinter: Printer = {
  kind: 'IngressClass',
  columns: [
    nameColumn,
    column('CONTROLLER', ({ spec }) => spec.controller),
    column('PARAMETERS', ({ spec }) => {
      const { parameters } = spec;
      if (!parameters) return '<none>';
      return `${parameters.kind}${parameters.apiGroup ? `.${parameters.apiGroup}` : ''}/${parameters.name}`;
    }),
    ageColumn,
  ],
};
