/** CronJob: a Job made anew at each time of its schedule. */
import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob';
import { goSelector } from '../apps/pod-selector.ts';
import { defaultPodTemplate, dropDisabledTemplateFields } from '../core/pod/pod-template.ts';
import { hostNameWarnings, podSpecWarnings } from '../core/pod/warnings.ts';
import { nonNegative } from '../meta/field-checks.ts';
import { type FieldError, invalid, notSupported, required } from '../meta/field-error.ts';
import { type FieldPath, path } from '../meta/field-path.ts';
import { firstGeneration, raiseGeneration } from '../meta/generation.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { byteLength, maximumLength, nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';
import { parseCronSchedule } from './cron-schedule.ts';
import { validateRunOfJob } from './job-spec.ts';

export type CronJob = Stored<ICronJob>;
type SpecDraft = NonNullable<Decoded<ICronJob>['spec']>;

/** A Job's name is the CronJob's and eleven characters more: `-` and the minute. */
const nameLimit = 52;

export const cronJobKind: KindDefinition<ICronJob> = {
  kind: 'CronJob',
  group: 'batch',
  version: 'v1',
  plural: 'cronjobs',
  singular: 'cronjob',
  shortNames: ['cj'],
  namespaced: true,
  categories: ['all'],
  subresources: ['status'],

  defaults(draft) {
    draft.spec ??= {};
    const { spec } = draft;
    spec.jobTemplate ??= {};
    spec.jobTemplate.metadata ??= {};
    spec.jobTemplate.spec ??= {};
    spec.jobTemplate.spec.template ??= {};
    defaultPodTemplate(spec.jobTemplate.spec.template);
    spec.concurrencyPolicy = spec.concurrencyPolicy || 'Allow';
    spec.suspend ??= false;
    spec.successfulJobsHistoryLimit ??= 3;
    spec.failedJobsHistoryLimit ??= 1;
  },
  prepareForCreate(draft) {
    draft.status = {};
    firstGeneration(draft);
    dropDisabledTemplateFields(draft.spec?.jobTemplate?.spec?.template);
  },
  prepareForUpdate(draft, old) {
    draft.status = old.status;
    dropDisabledTemplateFields(draft.spec?.jobTemplate?.spec?.template);
    raiseGeneration(draft, old, [[draft.spec, old.spec]]);
  },
  prepareForStatusUpdate(draft, old) {
    draft.spec = old.spec;
  },
  validate(draft) {
    const name = draft.metadata?.name ?? '';
    const errors = [
      ...validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsDns1123Subdomain }),
      ...validateSpec(draft.spec ?? {}, path('spec')),
    ];
    if (byteLength(name) > nameLimit) errors.push(invalid('metadata.name', name, maximumLength(nameLimit)));
    return errors;
  },
  validateUpdate: (draft, old) => [
    ...validateObjectMetaUpdate(draft.metadata, old.metadata),
    ...validateSpec(draft.spec ?? {}, path('spec'), old.spec),
  ],
  warnings: (draft, old) => [
    ...(old ? [] : hostNameWarnings(draft.metadata?.name)),
    ...podSpecWarnings(
      draft.spec?.jobTemplate?.spec?.template?.spec,
      path('spec', 'jobTemplate', 'spec', 'template', 'spec'),
    ),
  ],
};

const concurrencyPolicies = ['Allow', 'Forbid', 'Replace'];

function validateSpec(spec: SpecDraft, field: FieldPath, old?: SpecDraft): FieldError[] {
  const { schedule = '', timeZone, concurrencyPolicy = '', jobTemplate } = spec;
  const errors: FieldError[] = [];
  if (schedule === '') errors.push(required(field.child('schedule')));
  else errors.push(...validateSchedule(spec, field.child('schedule'), old));
  errors.push(...nonNegative(spec.startingDeadlineSeconds, field.child('startingDeadlineSeconds')));
  if (timeZone !== undefined && timeZone !== old?.timeZone) {
    errors.push(...validateTimeZone(timeZone, field.child('timeZone')));
  }
  const policyPath = field.child('concurrencyPolicy');
  if (concurrencyPolicy === '') errors.push(required(policyPath));
  else if (!concurrencyPolicies.includes(concurrencyPolicy)) {
    errors.push(notSupported(policyPath, concurrencyPolicy, concurrencyPolicies));
  }
  const jobSpec = jobTemplate?.spec ?? {};
  const jobPath = field.child('jobTemplate', 'spec');
  errors.push(...validateRunOfJob(jobSpec, jobPath));
  if (jobSpec.selector) {
    const detail = '`selector` will be auto-generated';
    errors.push(invalid(jobPath.child('selector'), goSelector(jobSpec.selector), detail));
  }
  if (jobSpec.manualSelector) {
    errors.push(notSupported(jobPath.child('manualSelector'), true, ['nil', 'false']));
  }
  for (const limit of ['successfulJobsHistoryLimit', 'failedJobsHistoryLimit'] as const) {
    errors.push(...nonNegative(spec[limit], field.child(limit)));
  }
  return errors;
}

/** A zone inside the schedule stays where it was before the field `timeZone` was there. */
function validateSchedule(spec: SpecDraft, field: FieldPath, old?: SpecDraft): FieldError[] {
  const { schedule = '', timeZone } = spec;
  const errors: FieldError[] = [];
  const parsed = parseCronSchedule(schedule);
  if (!parsed.ok) errors.push(invalid(field, schedule, parsed.error));
  if (!schedule.includes('TZ')) return errors;
  if (!old?.schedule?.includes('TZ')) {
    const detail = 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';
    errors.push(invalid(field, schedule, detail));
  } else if (timeZone !== undefined) {
    const detail = 'cannot use both timeZone field and TZ or CRON_TZ in schedule';
    errors.push(invalid(field, schedule, detail));
  }
  return errors;
}

const zonePartPattern = /^(?!-|\.{1,2}$)[A-Za-z0-9._+-]{1,14}$/;

function validateTimeZone(zone: string, field: FieldPath): FieldError[] {
  if (zone === '') return [invalid(field, zone, 'timeZone must be nil or non-empty string')];
  const unknown = invalid(field, zone, `unknown time zone ${zone}`);
  if (!zone.split('/').every((part) => zonePartPattern.test(part))) return [unknown];
  const errors: FieldError[] = [];
  if (zone.toLowerCase() === 'local') {
    const detail = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
    errors.push(invalid(field, zone, detail));
  }
  if (zone !== 'Local' && !isTimeZone(zone)) errors.push(unknown);
  return errors;
}

/** The names that JavaScript lists, made when first asked for. It knows more than it lists, but asking it takes far longer. */
let listedZones: ReadonlySet<string> | undefined;

/** Names only, in their own case: an offset such as `+02:00` is no time zone here. */
function isTimeZone(zone: string): boolean {
  listedZones ??= new Set(Intl.supportedValuesOf('timeZone'));
  if (listedZones.has(zone)) return true;
  if (/^[+-]/.test(zone)) return false;
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
    return known === zone || known.toLowerCase() !== zone.toLowerCase();
  } catch {
    return false;
  }
}
