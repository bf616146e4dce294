/** What a pod's status says before anybody has looked at it. */
import type { PodDraft } from './model.ts';
import { qosClassOf } from './qos.ts';

export function initialStatus({ metadata, spec = {} }: PodDraft): NonNullable<PodDraft['status']> {
  const isGated = (spec.schedulingGates ?? []).length > 0;
  return {
    phase: 'Pending',
    qosClass: qosClassOf(spec),
    ...(isGated && {
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'SchedulingGated',
          message: 'Scheduling is blocked due to non-empty scheduling gates',
          lastTransitionTime: metadata?.creationTimestamp,
        },
      ],
    }),
  };
}
