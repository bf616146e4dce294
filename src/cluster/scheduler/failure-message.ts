/**
 * What a pod is told that fits nowhere: `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint(s).`
 * Reasons are counted over the nodes and sorted as text, counts included (so `10 x` comes before `2 y`).
 */
export interface Diagnosis {
  readonly nodeCount: number;
  /** Reasons of each rejected node. */
  readonly reasons: readonly (readonly string[])[];
  /** Said before any node was tried; then `reasons` is empty. */
  readonly preFilterMessage?: string;
}

/** `preemption` is what the attempt to make room said; undefined when it made room. */
export function failureMessage(diagnosis: Diagnosis, preemption: string | undefined): string {
  if (diagnosis.nodeCount === 0) return 'no nodes available to schedule pods';
  const { nodeCount, preFilterMessage } = diagnosis;
  const why = preFilterMessage ?? countedReasons(diagnosis.reasons);
  const head = `0/${nodeCount} nodes are available:${why === '' ? '' : ` ${why}.`}`;
  return preemption === undefined ? head : `${head} ${preemption}`;
}

export function countedReasons(reasons: readonly (readonly string[])[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons.flat()) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort(compareText)
    .join(', ');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
