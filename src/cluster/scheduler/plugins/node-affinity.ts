/**
 * nodeSelector and node affinity: the required terms filter, the weights of the preferred ones that match are summed.
 */
import { type Plugin, unresolvable } from '../framework.ts';
import { matchesNode, matchesTerm, type NodeSelectorTerm } from '../node-selector.ts';
import { normalizeToMax } from '../normalize.ts';
import type { PodInfo } from '../pod-info.ts';

const reason = "node(s) didn't match Pod's node affinity/selector";

interface Preference {
  readonly weight: number;
  readonly preference: NodeSelectorTerm;
}

function terms({ pod }: PodInfo): readonly NodeSelectorTerm[] | undefined {
  const required = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required?.nodeSelectorTerms as readonly NodeSelectorTerm[] | undefined;
}

/**
 * Nodes that terms by metadata.name alone allow; undefined when some term leaves the name open.
 * DaemonSet pods name their one node in this way, which spares the look at all others.
 */
function namedNodes(pod: PodInfo): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  const alternatives = terms(pod);
  if (!alternatives || alternatives.length === 0) return undefined;
  for (const term of alternatives) {
    let allowed: ReadonlySet<string> | undefined;
    for (const { key, operator, values } of term.matchFields ?? []) {
      if (key !== 'metadata.name' || operator !== 'In') continue;
      const named = new Set(values ?? []);
      allowed = allowed ? allowed.intersection(named) : named;
    }
    if (!allowed) return undefined;
    for (const name of allowed) names.add(name);
  }
  return names;
}

export const nodeAffinity: Plugin<undefined, readonly Preference[]> = {
  name: 'NodeAffinity',
  weight: 2,
  preFilter(pod) {
    if (!pod.pod.spec.nodeSelector && !terms(pod)) return { kind: 'skip' };
    const nodeNames = namedNodes(pod);
    if (nodeNames?.size === 0) return { kind: 'reject', rejection: unresolvable('pod affinity terms conflict') };
    return nodeNames ? { kind: 'go', state: undefined, nodeNames } : { kind: 'go', state: undefined };
  },
  filter: (_state, { pod }, { node }) => (matchesNode(pod, node) ? undefined : unresolvable(reason)),
  preScore({ pod }) {
    const preferred = pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution;
    return preferred && preferred.length > 0 ? (preferred as readonly Preference[]) : undefined;
  },
  score(preferences, _pod, { node }) {
    let sum = 0;
    for (const { weight, preference } of preferences) {
      if (weight !== 0 && matchesTerm(preference, node)) sum += weight;
    }
    return sum;
  },
  normalize: (scores) => normalizeToMax(scores, 'straight'),
  wakes(event, { pod }) {
    if (event.kind === 'node-added') return matchesNode(pod, event.node);
    if (event.kind === 'node-updated') return matchesNode(pod, event.node) && !matchesNode(pod, event.old);
    return event.kind === 'self-updated';
  },
};
