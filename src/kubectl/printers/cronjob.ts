/** CronJobs. */
import { age } from '../output/age.ts';
import { ageColumn, column, nameColumn, type Printer, selectorText, templateColumns, wide } from './printer.ts';

export const cronJobPrinter: Printer = {
  kind: 'CronJob',
  columns: [
    nameColumn,
    column('SCHEDULE', ({ spec }) => spec.schedule),
    column('TIMEZONE', ({ spec }) => spec.timeZone ?? '<none>'),
    column('SUSPEND', ({ spec }) => (spec.suspend ? 'True' : 'False')),
    column('ACTIVE', ({ status }) => String((status?.active ?? []).length)),
    column('LAST SCHEDULE', ({ status }, { nowMs }) =>
      status?.lastScheduleTime ? age(status.lastScheduleTime, nowMs) : '<none>',
    ),
    ageColumn,
    ...templateColumns(({ spec }) => spec.jobTemplate.spec.template),
    wide('SELECTOR', ({ spec }) => selectorText(spec.jobTemplate.spec.selector)),
  ],
};
