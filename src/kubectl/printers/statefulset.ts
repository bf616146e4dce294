/** StatefulSets. */
import { ageColumn, column, nameColumn, type Printer, templateColumns } from './printer.ts';

export const statefulSetPrinter: Printer = {
  kind: 'StatefulSet',
  columns: [
    nameColumn,
    column('READY', ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec.replicas ?? 1}`),
    ageColumn,
    ...templateColumns(({ spec }) => spec.template),
  ],
};
