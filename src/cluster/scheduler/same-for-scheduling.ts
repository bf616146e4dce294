/** Whether a change of a pod could matter to the scheduler: most changes are of its status. */
import type { Pod } from '#api/core/pod.ts';

/** Nothing that a plugin looks at has changed: the same labels, and the same spec but for the node. */
export function isSameForScheduling(a: Pod, b: Pod): boolean {
  return (a.spec === b.spec || sameSpec(a, b)) && sameLabels(a.metadata.labels, b.metadata.labels);
}

function sameSpec(a: Pod, b: Pod): boolean {
  const keys = new Set([...Object.keys(a.spec), ...Object.keys(b.spec)]) as Set<keyof Pod['spec']>;
  for (const key of keys) {
    if (a.spec[key] === b.spec[key]) continue;
    if (key !== 'nodeName' && JSON.stringify(a.spec[key]) !== JSON.stringify(b.spec[key])) return false;
  }
  return true;
}

type Labels = Readonly<Record<string, string>> | undefined;

function sameLabels(a: Labels, b: Labels): boolean {
  if (a === b) return true;
  const keys = Object.keys(a ?? {});
  return keys.length === Object.keys(b ?? {}).length && keys.every((key) => a?.[key] === b?.[key]);
}
