/**
 * The binding subresource: the scheduler's word on where a pod runs. It holds once; a bound pod never moves.
 */
import type { KubernetesObject } from '#api/meta/object.ts';
import type { Status } from '#api/meta/status.ts';
import { fail, ok, type Result } from '#base/result.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import { conflict } from './status-errors.ts';

interface Condition {
  readonly type: string;
  readonly status: string;
}

type Pod = KubernetesObject & {
  readonly spec?: { readonly nodeName?: string; readonly schedulingGates?: readonly unknown[] };
  readonly status?: { readonly conditions?: readonly Condition[]; readonly nominatedNodeName?: string };
};

/** The pod as it is once bound; `labels` are what it learns of its node. */
export function boundPod(
  object: KubernetesObject,
  nodeName: string,
  labels: Readonly<Record<string, string>>,
  clock: VirtualClock,
): Result<KubernetesObject, Status> {
  const pod = object as Pod;
  const { name, deletionTimestamp } = pod.metadata;
  const refuse = (why: string) => fail(conflict('pods/binding', name, why));
  if (deletionTimestamp !== undefined) return refuse(`pod ${name} is being deleted, cannot be assigned to a host`);
  if (pod.spec?.nodeName) return refuse(`pod ${name} is already assigned to node "${pod.spec.nodeName}"`);
  if (pod.spec?.schedulingGates?.length) return refuse(`pod ${name} has non-empty .spec.schedulingGates`);
  const scheduled = {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: clock.timestamp(),
  };
  // Where it was expected to go is of no interest once it is there.
  const { nominatedNodeName: _, ...status } = pod.status ?? {};
  const { conditions = [] } = status;
  const known = conditions.some(({ type }) => type === 'PodScheduled');
  return ok({
    ...pod,
    metadata:
      Object.keys(labels).length === 0
        ? pod.metadata
        : { ...pod.metadata, labels: { ...pod.metadata.labels, ...labels } },
    spec: { ...pod.spec, nodeName },
    status: {
      ...status,
      conditions: known
        ? conditions.map((condition) => (condition.type === 'PodScheduled' ? scheduled : condition))
        : [...conditions, scheduled],
    },
  } as KubernetesObject);
}
