/**
 * Environment variables of a container: plain values, values taken from elsewhere (`valueFrom`), whole maps (`envFrom`).
 * The server writes complaints about the number of sources without an index at `envFrom`, with one at `env`.
 */

import { invalidEach, noBacksteps, validateDns1123Label } from '../../meta/field-checks.ts';
import { type FieldError, invalid, notFound, required } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { configMapKey, dns1123Subdomain, environmentName, nameIsDns1123Subdomain } from '../../meta/names.ts';
import { validateFieldRef, validateResourceFieldRef } from './downward-fields.ts';
import type { EnvFromDraft, EnvVarDraft, PodSpecDraft } from './model.ts';

const downwardFields = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

export function validateEnv(variables: readonly EnvVarDraft[] | undefined, field: FieldPath): FieldError[] {
  return (variables ?? []).flatMap((variable, index) => {
    const place = field.index(index);
    const { name = '' } = variable;
    const nameErrors =
      name === '' ? [required(place.child('name'))] : invalidEach(place.child('name'), name, environmentName(name));
    return [...nameErrors, ...validateValueFrom(variable, place.child('valueFrom'))];
  });
}

function validateValueFrom({ value = '', valueFrom }: EnvVarDraft, field: FieldPath) {
  if (valueFrom === undefined) return [];
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = valueFrom;
  const errors: FieldError[] = [];
  if (fieldRef) errors.push(...validateFieldRef(fieldRef, downwardFields, field.child('fieldRef')));
  if (resourceFieldRef) {
    errors.push(...validateResourceFieldRef(resourceFieldRef, field.child('resourceFieldRef'), false));
  }
  if (configMapKeyRef) errors.push(...validateKeyRef(configMapKeyRef, field.child('configMapKeyRef')));
  if (secretKeyRef) errors.push(...validateKeyRef(secretKeyRef, field.child('secretKeyRef')));
  if (fileKeyRef) errors.push(...validateFileKeyRef(fileKeyRef, field.child('fileKeyRef')));

  const sources = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef].filter(Boolean).length;
  if (sources === 0) {
    const detail =
      'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`';
    errors.push(invalid(field, '', detail));
  }
  if (value !== '') {
    if (sources !== 0) errors.push(invalid(field, '', 'may not be specified when `value` is not empty'));
  } else if (sources > 1) {
    errors.push(invalid(field, '', 'may not have more than one field specified at a time'));
  }
  return errors;
}

/** An empty name is not called missing here but malformed, unlike everywhere else. */
function validateKeyRef(
  { name = '', key = '' }: { name?: string | undefined; key?: string | undefined },
  field: FieldPath,
) {
  const errors = invalidEach(field.child('name'), name, dns1123Subdomain(name));
  if (key === '') errors.push(required(field.child('key')));
  else errors.push(...invalidEach(field.child('key'), key, configMapKey(key)));
  return errors;
}

function validateFileKeyRef(
  reference: { volumeName?: string | undefined; path?: string | undefined; key?: string | undefined },
  field: FieldPath,
): FieldError[] {
  const { volumeName = '', path = '', key = '' } = reference;
  const errors: FieldError[] = [];
  if (key === '') errors.push(required(field.child('key')));
  else errors.push(...invalidEach(field.child('key'), key, environmentName(key)));
  if (volumeName === '') errors.push(required(field.child('volumeName')));
  else errors.push(...validateDns1123Label(volumeName, field.child('volumeName')));
  if (path === '') errors.push(required(field.child('path')));
  else errors.push(...noBacksteps(path, field.child('path')));
  return errors;
}

/** Files with variables lie in a volume of the pod. The server looks for it when all else has been looked at. */
export function validateEnvFileVolumes(spec: PodSpecDraft, field: FieldPath): FieldError[] {
  const volumes = new Map((spec.volumes ?? []).map((volume) => [volume.name ?? '', volume]));
  const errors: FieldError[] = [];
  for (const list of ['containers', 'initContainers', 'ephemeralContainers'] as const) {
    for (const [index, { env = [] }] of (spec[list] ?? []).entries()) {
      for (const [envIndex, { valueFrom }] of env.entries()) {
        if (!valueFrom?.fileKeyRef) continue;
        const { volumeName = '' } = valueFrom.fileKeyRef;
        const place = field.child(list).index(index).child('env').index(envIndex);
        const namePlace = place.child('valueFrom', 'fileKeyRef', 'volumeName');
        const volume = volumes.get(volumeName);
        if (!volume) errors.push(notFound(namePlace, volumeName));
        else if (!volume.emptyDir) {
          errors.push(invalid(namePlace, volumeName, 'referenced volume must be of type emptyDir'));
        }
      }
    }
  }
  return errors;
}

export function validateEnvFrom(sources: readonly EnvFromDraft[] | undefined, field: FieldPath): FieldError[] {
  return (sources ?? []).flatMap(({ prefix = '', configMapRef, secretRef }, index) => {
    const place = field.index(index);
    const errors: FieldError[] = [];
    if (prefix !== '') errors.push(...invalidEach(place.child('prefix'), prefix, environmentName(prefix)));
    if (configMapRef) errors.push(...validateMapRef(configMapRef, place.child('configMapRef')));
    if (secretRef) errors.push(...validateMapRef(secretRef, place.child('secretRef')));
    if (!configMapRef && !secretRef) {
      errors.push(invalid(field, '', 'must specify one of: `configMapRef` or `secretRef`'));
    }
    if (configMapRef && secretRef) {
      errors.push(invalid(field, '', 'may not have more than one field specified at a time'));
    }
    return errors;
  });
}

function validateMapRef({ name = '' }: { name?: string | undefined }, field: FieldPath): FieldError[] {
  const place = field.child('name');
  // A trailing dash is let through: the server takes the name for the beginning of one.
  return name === '' ? [required(place)] : invalidEach(place, name, nameIsDns1123Subdomain(name, true));
}
