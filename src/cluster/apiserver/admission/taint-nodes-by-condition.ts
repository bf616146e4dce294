/**
 * TaintNodesByCondition: a new node takes no pods before it has said that it is ready; the node lifecycle controller
 * removes the taint then.
 */
import type { AdmissionPluginFactory } from './plugin.ts';

const key = 'node.kubernetes.io/not-ready';

export const taintNodesByCondition: AdmissionPluginFactory = () => ({
  name: 'TaintNodesByCondition',
  admit({ operation, definition, subresource, object }) {
    if (operation !== 'CREATE' || definition.kind !== 'Node' || subresource) return undefined;
    const node = object as { spec?: { taints?: { key?: string; effect?: string }[] } };
    const given = node.spec?.taints ?? [];
    if (given.some((taint) => taint.key === key && taint.effect === 'NoSchedule')) return undefined;
    node.spec = { ...node.spec, taints: [...given, { key, effect: 'NoSchedule' }] };
    return undefined;
  },
});
