/** ReplicaSets. */
import { ageColumn, column, nameColumn, type Printer, selectorColumn, templateColumns } from './printer.ts';

export const replicaSetPrinter: Printer = {
  kind: 'ReplicaSet',
  columns: [
    nameColumn,
    column('DESIRED', ({ spec }) => String(spec.replicas ?? 1)),
    column('CURRENT', ({ status }) => String(status?.replicas ?? 0)),
    column('READY', ({ status }) => String(status?.readyReplicas ?? 0)),
    ageColumn,
    ...templateColumns(({ spec }) => spec.template),
    selectorColumn,
  ],
};
