/**
 * The spec of a Job, in the order in which the server looks at it. What concerns only Jobs that exist (the selector) is in
 * job.ts; the template of a CronJob is checked by `validateRunOfJob` alone.
 */
import type { IJob } from 'kubernetes-models/batch/v1/Job';
import { validatePodTemplate } from '../core/pod/pod-template.ts';
import { nonNegative } from '../meta/field-checks.ts';
import { type FieldError, invalid, notSupported, required, tooLong } from '../meta/field-error.ts';
import type { FieldPath } from '../meta/field-path.ts';
import type { Decoded } from '../meta/kind-definition.ts';
import { byteLength, dns1123Subdomain } from '../meta/names.ts';
import { validatePodFailurePolicy } from './pod-failure-policy.ts';
import { validateSuccessPolicy } from './success-policy.ts';

export type JobSpecDraft = NonNullable<Decoded<IJob>['spec']>;

const counts = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
] as const;
const completionModes = ['NonIndexed', 'Indexed'];

export function validateRunOfJob(spec: JobSpecDraft, field: FieldPath): FieldError[] {
  const { completionMode, managedBy, maxFailedIndexes, template = {} } = spec;
  const errors = counts.flatMap((count) => nonNegative(spec[count], field.child(count)));
  if (maxFailedIndexes !== undefined) {
    errors.push(...nonNegative(maxFailedIndexes, field.child('maxFailedIndexes')));
    if (spec.backoffLimitPerIndex === undefined) {
      errors.push(required(field.child('backoffLimitPerIndex'), 'when maxFailedIndexes is specified'));
    }
  }
  if (managedBy !== undefined) errors.push(...validateManagedBy(managedBy, field.child('managedBy')));
  if (completionMode !== undefined && !completionModes.includes(completionMode)) {
    errors.push(notSupported(field.child('completionMode'), completionMode, completionModes));
  }
  if (completionMode === 'Indexed') errors.push(...validateIndexed(spec, field));
  if (completionMode === undefined || completionMode === 'NonIndexed') {
    for (const name of ['backoffLimitPerIndex', 'maxFailedIndexes'] as const) {
      const value = spec[name];
      if (value !== undefined) errors.push(invalid(field.child(name), value, 'requires indexed completion mode'));
    }
  }
  errors.push(
    ...validatePodFailurePolicy(spec, field.child('podFailurePolicy')),
    ...validateSuccessPolicy(spec, field.child('successPolicy')),
    ...validatePodReplacementPolicy(spec, field.child('podReplacementPolicy')),
    ...validatePodTemplate(template, field.child('template')),
    ...validateRestartPolicy(spec, field.child('template', 'spec', 'restartPolicy')),
  );
  return errors;
}

function validateManagedBy(managedBy: string, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const detail = 'must be a domain-prefixed path (such as "acme.io/foo")';
  const slash = managedBy.indexOf('/');
  const domain = managedBy.slice(0, slash);
  const rest = managedBy.slice(slash + 1);
  if (managedBy === '') errors.push(required(field));
  else if (slash < 0 || domain === '' || rest === '') errors.push(invalid(field, managedBy, detail));
  else {
    errors.push(...dns1123Subdomain(domain).map((problem) => invalid(field, domain, problem)));
    if (!/^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(rest)) {
      errors.push(
        invalid(field, rest, "Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')"),
      );
    }
  }
  if (byteLength(managedBy) > 63) errors.push(tooLong(field, 63));
  return errors;
}

function validateIndexed(spec: JobSpecDraft, field: FieldPath): FieldError[] {
  const { completions, parallelism = 0, maxFailedIndexes, backoffLimitPerIndex } = spec;
  const errors: FieldError[] = [];
  if (completions === undefined) {
    errors.push(required(field.child('completions'), 'when completion mode is Indexed'));
  }
  if (parallelism > 100_000) {
    const detail = 'must be less than or equal to 100000 when completion mode is Indexed';
    errors.push(invalid(field.child('parallelism'), parallelism, detail));
  }
  if (completions !== undefined && maxFailedIndexes !== undefined && maxFailedIndexes > completions) {
    const detail = 'must be less than or equal to completions';
    errors.push(invalid(field.child('maxFailedIndexes'), maxFailedIndexes, detail));
  }
  if (maxFailedIndexes !== undefined && maxFailedIndexes > 100_000) {
    errors.push(invalid(field.child('maxFailedIndexes'), maxFailedIndexes, 'must be less than or equal to 100000'));
  }
  if (completions !== undefined && completions > 100_000 && backoffLimitPerIndex !== undefined) {
    const detail =
      'must be less than or equal to 10000 when completions are above 100000 and used with backoff limit per index';
    if (maxFailedIndexes === undefined) {
      const missing = 'must be specified when completions is above 100000';
      errors.push(required(field.child('maxFailedIndexes'), missing));
    }
    if (parallelism > 10_000) errors.push(invalid(field.child('parallelism'), parallelism, detail));
    if (maxFailedIndexes !== undefined && maxFailedIndexes > 10_000) {
      errors.push(invalid(field.child('maxFailedIndexes'), maxFailedIndexes, detail));
    }
  }
  return errors;
}

/** A failure policy judges pods when they have failed, so a replacement must wait for that. */
function validatePodReplacementPolicy(spec: JobSpecDraft, field: FieldPath): FieldError[] {
  const { podReplacementPolicy, podFailurePolicy } = spec;
  if (podReplacementPolicy === undefined) return [];
  const allowed = podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  return allowed.includes(podReplacementPolicy) ? [] : [notSupported(field, podReplacementPolicy, allowed)];
}

/** Always would never end. An unset policy has become Always by defaulting, so both are called missing. */
function validateRestartPolicy(spec: JobSpecDraft, field: FieldPath): FieldError[] {
  const policy = spec.template?.spec?.restartPolicy ?? '';
  if (policy === '' || policy === 'Always') return [required(field, 'valid values: "OnFailure", "Never"')];
  if (policy !== 'OnFailure' && policy !== 'Never') return [notSupported(field, policy, ['OnFailure', 'Never'])];
  if (spec.podFailurePolicy && policy !== 'Never') {
    return [invalid(field, policy, 'only "Never" is supported when podFailurePolicy is specified')];
  }
  return [];
}
