/** Keeps pods off cordoned nodes, unless they tolerate the taint that stands for it. */
import { type Plugin, unresolvable } from '../framework.ts';
import { type Toleration, toleratesAny } from '../toleration.ts';

const taint = { key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' };

function toleratesCordon(tolerations: unknown): boolean {
  return toleratesAny(tolerations as readonly Toleration[] | undefined, taint);
}

export const nodeUnschedulable: Plugin = {
  name: 'NodeUnschedulable',
  filter(_state, { pod }, { node }) {
    if (!node.spec?.unschedulable || toleratesCordon(pod.spec.tolerations)) return undefined;
    return unresolvable('node(s) were unschedulable');
  },
  wakes(event, { pod }) {
    if (event.kind === 'node-added') return !event.node.spec?.unschedulable;
    if (event.kind === 'node-updated') return Boolean(event.old.spec?.unschedulable) && !event.node.spec?.unschedulable;
    return event.kind === 'self-updated' && toleratesCordon(pod.spec.tolerations);
  },
};
