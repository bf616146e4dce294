/** Deployments. */
import { ageColumn, column, nameColumn, type Printer, selectorColumn, templateColumns } from './printer.ts';

export const deploymentPrinter: Printer = {
  kind: 'Deployment',
  columns: [
    nameColumn,
    column('READY', ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec.replicas ?? 1}`),
    column('UP-TO-DATE', ({ status }) => String(status?.updatedReplicas ?? 0)),
    column('AVAILABLE', ({ status }) => String(status?.availableReplicas ?? 0)),
    ageColumn,
    ...templateColumns(({ spec }) => spec.template),
    selectorColumn,
  ],
};
