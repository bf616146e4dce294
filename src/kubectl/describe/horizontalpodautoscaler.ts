/** HorizontalPodAutoscalers. */
import type { Anything } from '../api.ts';
import type { Describer } from './describer.ts';
import { describeEvents } from './events.ts';

export const horizontalPodAutoscalerDescriber: Describer = {
  kind: 'HorizontalPodAutoscaler',
  describe(call, writer, autoscaler) {
    const { metadata, spec, status = {} } = autoscaler;
    writer.line(`Name:\t${metadata.name}`);
    writer.line(`Namespace:\t${metadata.namespace}`);
    writer.labels('Labels', metadata.labels);
    writer.annotations('Annotations', metadata.annotations);
    writer.time('CreationTimestamp', metadata.creationTimestamp);
    writer.line(`Reference:\t${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`);
    writer.line('Metrics:\t( current / target )');
    ((spec.metrics ?? []) as readonly Anything[]).forEach((metric, index) => {
      writer.line(metricText(metric, status.currentMetrics?.[index]), 1);
    });
    writer.line(`Min replicas:\t${spec.minReplicas ?? '<unset>'}`);
    writer.line(`Max replicas:\t${spec.maxReplicas}`);
    if (spec.behavior) {
      writer.line('Behavior:');
      for (const [title, rules] of [
        ['Scale Up', spec.behavior.scaleUp],
        ['Scale Down', spec.behavior.scaleDown],
      ] as const) {
        if (!rules) continue;
        writer.line(`${title}:`, 1);
        if (rules.stabilizationWindowSeconds !== undefined) {
          writer.line(`Stabilization Window: ${rules.stabilizationWindowSeconds} seconds`, 2);
        }
        if ((rules.policies ?? []).length > 0) {
          writer.line(`Select Policy: ${rules.selectPolicy ?? 'Max'}`, 2);
          writer.line('Policies:', 2);
          for (const { type, value, periodSeconds } of rules.policies as readonly Anything[]) {
            writer.line(`- Type: ${type}\tValue: ${value}\tPeriod: ${periodSeconds} seconds`, 3);
          }
        }
      }
    }
    writer.line(
      `${spec.scaleTargetRef.kind} pods:\t${status.currentReplicas ?? 0} current / ${status.desiredReplicas ?? 0} desired`,
    );
    const conditions = (status.conditions ?? []) as readonly Anything[];
    if (conditions.length > 0) {
      writer.line('Conditions:');
      writer.line('Type\tStatus\tReason\tMessage', 1);
      writer.line('----\t------\t------\t-------', 1);
      for (const { type, status: value, reason, message } of conditions) {
        writer.line(`${type}\t${value}\t${reason}\t${message}`, 1);
      }
    }
    describeEvents(call, writer, autoscaler);
  },
};

function metricText(metric: Anything, current: Anything | undefined): string {
  const type = metric['type'] as string;
  const field = `${type[0]?.toLowerCase()}${type.slice(1)}`;
  const { target, name, metric: named, container } = metric[field];
  const now = current?.[field]?.current;
  if (field === 'resource' || field === 'containerResource') {
    const where = field === 'resource' ? 'on pods' : `of container "${container}" on pods`;
    if (target.averageValue !== undefined) {
      return `resource ${name} ${where}:\t${now?.averageValue ?? '<unknown>'} / ${target.averageValue}`;
    }
    const used =
      now?.averageUtilization === undefined ? '<unknown>' : `${now.averageUtilization}% (${now.averageValue})`;
    return `resource ${name} ${where}  (as a percentage of request):\t${used} / ${target.averageUtilization ?? '<auto>'}%`;
  }
  if (field === 'pods') return `"${named.name}" on pods:\t${now?.averageValue ?? '<unknown>'} / ${target.averageValue}`;
  const goal = target.averageValue === undefined ? target.value : `${target.averageValue} (avg)`;
  return `"${named?.name}" (${field === 'external' ? 'external' : 'target'} metric):\t${now?.value ?? now?.averageValue ?? '<unknown>'} / ${goal}`;
}
