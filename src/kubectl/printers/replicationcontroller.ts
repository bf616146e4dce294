/** ReplicationControllers. */
import { ageColumn, column, labelsText, nameColumn, type Printer, templateColumns, wide } from './printer.ts';

export const replicationControllerPrinter: Printer = {
  kind: 'ReplicationController',
  columns: [
    nameColumn,
    column('DESIRED', ({ spec }) => String(spec.replicas ?? 1)),
    column('CURRENT', ({ status }) => String(status?.replicas ?? 0)),
    column('READY', ({ status }) => String(status?.readyReplicas ?? 0)),
    ageColumn,
    ...templateColumns(({ spec }) => spec.template),
    wide('SELECTOR', ({ spec }) => labelsText(spec.selector)),
  ],
};
