/** While scheduling gates hold a pod back, the choice of its nodes may still be narrowed, never widened. */
import { type FieldError, invalid } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { goStruct } from '../../meta/go-struct.ts';
import { isSame } from '../../meta/object-meta.ts';
import { nodeSelectorTermsStruct } from './go-structs.ts';
import type { NodeAffinityDraft, NodeSelectorTermDraft, PodSpecDraft } from './model.ts';

/** Says what is wrong with the change of node selector and affinity, then takes it back in `spec`. */
export function validateGatedPodUpdate(spec: PodSpecDraft, old: PodSpecDraft, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (!isSame(spec.nodeSelector ?? {}, old.nodeSelector ?? {})) {
    errors.push(...validateNodeSelectorChange(spec.nodeSelector, old.nodeSelector, field.child('nodeSelector')));
    spec.nodeSelector = old.nodeSelector;
  }
  const oldAffinity = old.affinity?.nodeAffinity;
  if (!isSame(spec.affinity?.nodeAffinity, oldAffinity)) {
    const place = field.child('affinity', 'nodeAffinity');
    errors.push(...validateNodeAffinityChange(spec.affinity?.nodeAffinity, oldAffinity, place));
    const { podAffinity, podAntiAffinity } = spec.affinity ?? {};
    if (!old.affinity && !podAffinity && !podAntiAffinity) delete spec.affinity;
    else spec.affinity = { ...spec.affinity, nodeAffinity: oldAffinity };
  }
  return errors;
}

type NodeSelector = PodSpecDraft['nodeSelector'];

function validateNodeSelectorChange(selector: NodeSelector, old: NodeSelector, field: FieldPath): FieldError[] {
  const isKept = Object.entries(old ?? {}).every(([key, value]) => selector?.[key] === value);
  if (isKept) return [];
  const detail = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)';
  return [invalid(field, selector ?? null, detail)];
}

function validateNodeAffinityChange(
  affinity: NodeAffinityDraft | undefined,
  old: NodeAffinityDraft | undefined,
  field: FieldPath,
): FieldError[] {
  const rule = 'requiredDuringSchedulingIgnoredDuringExecution';
  const oldTerms = old?.[rule]?.nodeSelectorTerms ?? [];
  if (oldTerms.length === 0) return [];
  const terms = affinity?.[rule]?.nodeSelectorTerms;
  const place = field.child(rule, 'nodeSelectorTerms');
  const printed = goStruct(nodeSelectorTermsStruct, terms) as unknown[] | null;
  if (oldTerms.length !== terms?.length) {
    return [invalid(place, printed, 'no additions/deletions to non-empty NodeSelectorTerms list are allowed')];
  }
  return oldTerms.flatMap((oldTerm, index) => {
    if (onlyAdds(terms[index] ?? {}, oldTerm)) return [];
    return [invalid(place.index(index), printed?.[index], 'only additions are allowed (no mutations or deletions)')];
  });
}

/** An empty term matches no node; anything added would widen it. */
function onlyAdds(term: NodeSelectorTermDraft, old: NodeSelectorTermDraft): boolean {
  const parts = ['matchExpressions', 'matchFields'] as const;
  const wasEmpty = parts.every((part) => (old[part] ?? []).length === 0);
  if (wasEmpty) return parts.every((part) => (term[part] ?? []).length === 0);
  return parts.every((part) =>
    (old[part] ?? []).every((requirement, index) => isSame(requirement, term[part]?.[index])),
  );
}
