/** DaemonSets. */
import { ageColumn, column, labelsText, nameColumn, type Printer, selectorColumn, templateColumns } from './printer.ts';

export const daemonSetPrinter: Printer = {
  kind: 'DaemonSet',
  columns: [
    nameColumn,
    column('DESIRED', ({ status }) => String(status?.desiredNumberScheduled ?? 0)),
    column('CURRENT', ({ status }) => String(status?.currentNumberScheduled ?? 0)),
    column('READY', ({ status }) => String(status?.numberReady ?? 0)),
    column('UP-TO-DATE', ({ status }) => String(status?.updatedNumberScheduled ?? 0)),
    column('AVAILABLE', ({ status }) => String(status?.numberAvailable ?? 0)),
    column('NODE SELECTOR', ({ spec }) => labelsText(spec.template.spec.nodeSelector)),
    ageColumn,
    ...templateColumns(({ spec }) => spec.template),
    selectorColumn,
  ],
};
