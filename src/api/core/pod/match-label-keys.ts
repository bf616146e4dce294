/**
 * `matchLabelKeys` and `mismatchLabelKeys`: keys whose value is taken from the pod itself and added to a selector, so that
 * "beside pods of my own version" can be said without knowing the version. The server adds them when the pod is made.
 */
import { invalidEach } from '../../meta/field-checks.ts';
import { type FieldError, forbidden, invalid } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { labelKey } from '../../meta/names.ts';
import type { PodAffinityTermDraft, PodDraft } from './model.ts';

type LabelKeys = Pick<PodAffinityTermDraft, 'matchLabelKeys' | 'mismatchLabelKeys' | 'labelSelector'>;
type Labels = NonNullable<PodDraft['metadata']>['labels'];

/** `field` is the rule that has the keys. */
export function validateLabelKeys(rule: LabelKeys, field: FieldPath): FieldError[] {
  const { matchLabelKeys = [], mismatchLabelKeys = [], labelSelector } = rule;
  const errors = [
    ...validateKeys(matchLabelKeys, labelSelector !== undefined, field.child('matchLabelKeys')),
    ...validateKeys(mismatchLabelKeys, labelSelector !== undefined, field.child('mismatchLabelKeys')),
  ];
  // What the server itself has added stands once; a key that stands twice was also written by the author.
  const selected = new Set(Object.keys(labelSelector?.matchLabels ?? {}));
  const lastIndices = new Map(matchLabelKeys.map((key, index) => [key, index]));
  for (const { key = '' } of labelSelector?.matchExpressions ?? []) {
    const index = lastIndices.get(key);
    if (index !== undefined && selected.has(key)) {
      // The server forgets to say `matchLabelKeys` here.
      errors.push(invalid(field.index(index), key, 'exists in both matchLabelKeys and labelSelector'));
    }
    selected.add(key);
  }
  const mismatching = new Set(mismatchLabelKeys);
  for (const [index, key] of matchLabelKeys.entries()) {
    if (!mismatching.has(key)) continue;
    const place = field.child('matchLabelKeys').index(index);
    errors.push(invalid(place, key, 'exists in both matchLabelKeys and mismatchLabelKeys'));
  }
  return errors;
}

function validateKeys(keys: readonly string[], hasSelector: boolean, field: FieldPath): FieldError[] {
  if (keys.length === 0) return [];
  if (!hasSelector) return [forbidden(field, 'must not be specified when labelSelector is not set')];
  return keys.flatMap((key, index) => invalidEach(field.index(index), key, labelKey(key)));
}

/** On create, of pods only: templates have no labels of their own yet. */
export function mergeLabelKeys({ metadata, spec = {} }: PodDraft): void {
  const labels = metadata?.labels;
  for (const affinity of [spec.affinity?.podAffinity, spec.affinity?.podAntiAffinity]) {
    for (const { podAffinityTerm } of affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []) {
      if (podAffinityTerm) addKeys(podAffinityTerm, labels);
    }
    for (const term of affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []) addKeys(term, labels);
  }
  for (const constraint of spec.topologySpreadConstraints ?? []) addKeys(constraint, labels);
}

function addKeys({ matchLabelKeys = [], mismatchLabelKeys = [], labelSelector }: LabelKeys, labels: Labels): void {
  if (!labelSelector) return;
  for (const [keys, operator] of [
    [matchLabelKeys, 'In'],
    [mismatchLabelKeys, 'NotIn'],
  ] as const) {
    for (const key of keys) {
      const value = labels && Object.hasOwn(labels, key) ? labels[key] : undefined;
      if (value === undefined) continue;
      labelSelector.matchExpressions = [...(labelSelector.matchExpressions ?? []), { key, operator, values: [value] }];
    }
  }
}
