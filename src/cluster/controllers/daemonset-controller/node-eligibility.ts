/**
 * On which nodes a DaemonSet wants its pod. Its pods tolerate what befalls nodes (not ready, pressure, cordoned), so only
 * selectors, affinity and other taints decide. A NoSchedule taint that comes later does not drive out a pod that is there.
 */
import type { DaemonSet } from '#api/apps/daemonset.ts';
import type { Node } from '#api/core/node.ts';
import type { Pod } from '#api/core/pod.ts';
import { matchesNode } from '../../scheduler/node-selector.ts';
import { type Toleration, toleratesAny } from '../../scheduler/toleration.ts';

export interface Eligibility {
  readonly shouldRun: boolean;
  readonly shouldContinueRunning: boolean;
}

type PodSpec = Pod['spec'];

/** In the order in which Kubernetes appends them. */
const ownTolerations: readonly Toleration[] = [
  { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/memory-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/pid-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' },
];

const networkToleration: Toleration = {
  key: 'node.kubernetes.io/network-unavailable',
  operator: 'Exists',
  effect: 'NoSchedule',
};

export function daemonTolerations(spec: PodSpec): readonly Toleration[] {
  const given = (spec.tolerations ?? []) as readonly Toleration[];
  const added = spec.hostNetwork ? [...ownTolerations, networkToleration] : ownTolerations;
  const isThere = (one: Toleration) =>
    given.some(
      ({ key, operator, effect, value }) =>
        key === one.key && operator === one.operator && effect === one.effect && !value,
    );
  return [...given, ...added.filter((one) => !isThere(one))];
}

export function eligibility(set: DaemonSet, node: Node): Eligibility {
  const spec = set.spec.template.spec as PodSpec;
  const never = { shouldRun: false, shouldContinueRunning: false };
  if (spec.nodeName && spec.nodeName !== node.metadata.name) return never;
  if (!matchesNode({ spec } as Pod, node)) return never;
  const tolerations = daemonTolerations(spec);
  const untolerated = (node.spec?.taints ?? [])
    .map((taint) => ({
      key: taint.key,
      effect: taint.effect,
      ...(taint.value !== undefined && { value: taint.value }),
    }))
    .filter(({ effect }) => effect === 'NoSchedule' || effect === 'NoExecute')
    .filter((taint) => !toleratesAny(tolerations, taint));
  return {
    shouldRun: untolerated.length === 0,
    shouldContinueRunning: !untolerated.some(({ effect }) => effect === 'NoExecute'),
  };
}
