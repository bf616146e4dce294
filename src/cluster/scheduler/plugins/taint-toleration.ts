/**
 * Taints NoSchedule and NoExecute keep pods away that do not tolerate them; PreferNoSchedule makes a node less wanted:
 * 0, 1 and 2 untolerated ones among the nodes score 100, 50 and 0.
 */
import { type Plugin, unresolvable } from '../framework.ts';
import { normalizeToMax } from '../normalize.ts';
import { type Toleration, toleratesAny } from '../toleration.ts';

export const taintToleration: Plugin<undefined, readonly Toleration[]> = {
  name: 'TaintToleration',
  weight: 3,
  filter(_state, { pod }, node) {
    const tolerations = pod.spec.tolerations as readonly Toleration[] | undefined;
    for (const taint of node.hardTaints) {
      if (!toleratesAny(tolerations, taint)) return unresolvable('node(s) had untolerated taint(s)');
    }
    return undefined;
  },
  preScore({ pod }) {
    const tolerations = (pod.spec.tolerations ?? []) as readonly Toleration[];
    return tolerations.filter(({ effect }) => !effect || effect === 'PreferNoSchedule');
  },
  score: (tolerations, _pod, node) => {
    if (node.softTaints.length === 0) return 0;
    return node.softTaints.filter((taint) => !toleratesAny(tolerations, taint)).length;
  },
  normalize: (scores) => normalizeToMax(scores, 'reverse'),
  wakes(event, { pod }) {
    if (event.kind === 'self-updated') return true;
    if (event.kind !== 'node-added' && event.kind !== 'node-updated') return false;
    const tolerations = pod.spec.tolerations as readonly Toleration[] | undefined;
    const kept = (taints: readonly unknown[] | undefined) =>
      ((taints ?? []) as readonly { readonly key: string; readonly effect: string }[]).some(
        (taint) => taint.effect !== 'PreferNoSchedule' && !toleratesAny(tolerations, taint),
      );
    if (kept(event.node.spec?.taints)) return false;
    return event.kind === 'node-added' || kept(event.old.spec?.taints);
  },
};
