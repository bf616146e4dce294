/**
 * nodeSelector and node affinity. Terms are alternatives; inside a term all must hold; a term without expressions matches
 * no node. Also used by volumes, which name the nodes they can be reached from.
 */
import type { Node } from '#api/core/node.ts';
import type { Pod } from '#api/core/pod.ts';
import { type LabelSelectorRequirement, matchesRequirement } from '#api/meta/label-selector.ts';

export interface NodeSelectorTerm {
  readonly matchExpressions?: readonly LabelSelectorRequirement[] | undefined;
  readonly matchFields?: readonly LabelSelectorRequirement[] | undefined;
}

export function matchesTerm(term: NodeSelectorTerm, node: Node): boolean {
  const expressions = term.matchExpressions ?? [];
  const fields = term.matchFields ?? [];
  if (expressions.length + fields.length === 0) return false;
  const labels = node.metadata.labels ?? {};
  const own = { 'metadata.name': node.metadata.name };
  return (
    expressions.every((requirement) => matchesRequirement(requirement, labels)) &&
    fields.every((requirement) => matchesRequirement(requirement, own))
  );
}

export function matchesTerms(terms: readonly NodeSelectorTerm[], node: Node): boolean {
  return terms.some((term) => matchesTerm(term, node));
}

/** nodeSelector and required node affinity together. */
export function matchesNode(pod: Pod, node: Node): boolean {
  const { nodeSelector, affinity } = pod.spec;
  if (nodeSelector) {
    const labels = node.metadata.labels ?? {};
    for (const key of Object.keys(nodeSelector)) if (labels[key] !== nodeSelector[key]) return false;
  }
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return terms === undefined || matchesTerms(terms as readonly NodeSelectorTerm[], node);
}
