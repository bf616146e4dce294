/** HorizontalPodAutoscalers: what is measured over what is wanted. */
import type { Anything } from '../api.ts';
import { ageColumn, column, nameColumn, type Printer } from './printer.ts';

export const horizontalPodAutoscalerPrinter: Printer = {
  kind: 'HorizontalPodAutoscaler',
  columns: [
    nameColumn,
    column('REFERENCE', ({ spec }) => `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`),
    column('TARGETS', targetsText),
    column('MINPODS', ({ spec }) => (spec.minReplicas === undefined ? '<unset>' : String(spec.minReplicas))),
    column('MAXPODS', ({ spec }) => String(spec.maxReplicas)),
    column('REPLICAS', ({ status }) => String(status?.currentReplicas ?? 0)),
    ageColumn,
  ],
};

function targetsText({ spec, status }: Anything): string {
  const metrics = (spec.metrics ?? []) as readonly Anything[];
  if (metrics.length === 0) return '<none>';
  const shown = metrics.map((metric, index) => targetText(metric, status?.currentMetrics?.[index]));
  return shown.length > 2 ? `${shown.slice(0, 2).join(', ')} + ${shown.length - 2} more...` : shown.join(', ');
}

function targetText(metric: Anything, current: Anything | undefined): string {
  const type = metric['type'] as string;
  const field = `${type[0]?.toLowerCase()}${type.slice(1)}`;
  const { target, name } = metric[field];
  const now = current?.[field]?.current;
  if (field === 'resource' || field === 'containerResource') {
    if (target.averageValue !== undefined) return `${name}: ${now?.averageValue ?? '<unknown>'}/${target.averageValue}`;
    const used = now?.averageUtilization;
    return `${name}: ${used === undefined ? '<unknown>' : `${used}%`}/${target.averageUtilization ?? '<auto>'}%`;
  }
  if (target.averageValue !== undefined) {
    const suffix = field === 'pods' ? '' : ' (avg)';
    return `${now?.averageValue ?? '<unknown>'}/${target.averageValue}${suffix}`;
  }
  return `${now?.value ?? '<unknown>'}/${target.value}`;
}
