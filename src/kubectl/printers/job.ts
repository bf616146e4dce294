/** Jobs. */
import type { Anything } from '../api.ts';
import { humanDuration } from '../output/age.ts';
import { conditionOf } from './pod.ts';
import { ageColumn, column, nameColumn, type Printer, selectorColumn, templateColumns } from './printer.ts';

export const jobPrinter: Printer = {
  kind: 'Job',
  columns: [
    nameColumn,
    column('STATUS', jobStatus),
    column('COMPLETIONS', ({ spec, status }) => {
      const succeeded = status?.succeeded ?? 0;
      if (spec.completions !== undefined && spec.completions !== null) return `${succeeded}/${spec.completions}`;
      const parallelism = spec.parallelism ?? 0;
      return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
    }),
    column('DURATION', ({ status }, { nowMs }) => {
      if (!status?.startTime) return '';
      const end = status.completionTime ? Date.parse(status.completionTime) : nowMs;
      return humanDuration((end - Date.parse(status.startTime)) / 1000);
    }),
    ageColumn,
    ...templateColumns(({ spec }) => spec.template),
    selectorColumn,
  ],
};

function jobStatus({ metadata, status }: Anything): string {
  const has = (type: string) => conditionOf(status, type)?.['status'] === 'True';
  if (has('Complete')) return 'Complete';
  if (has('Failed')) return 'Failed';
  if (metadata.deletionTimestamp) return 'Terminating';
  for (const type of ['Suspended', 'FailureTarget', 'SuccessCriteriaMet']) if (has(type)) return type;
  return 'Running';
}
