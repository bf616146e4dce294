/**
 * What a pod may learn of itself, as environment variables or files: its own fields (`metadata.labels['app']`) and the
 * resources of its containers (`limits.cpu`). Which fields are known differs between variables and files.
 */

import { invalidEach } from '../../meta/field-checks.ts';
import { type FieldError, invalid, notSupported, required } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { labelKey } from '../../meta/names.ts';
import { compareQuantities, formatQuantity } from '../../meta/quantity.ts';

interface FieldRef {
  readonly apiVersion?: string | undefined;
  readonly fieldPath?: string | undefined;
}

/** All that a pod's fields can be asked for by path; which of them are served is narrower. */
const convertible = new Set([
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.serviceAccountName',
  'spec.schedulerName',
  'status.phase',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]);

export function validateFieldRef(reference: FieldRef, served: readonly string[], field: FieldPath): FieldError[] {
  const { apiVersion = '', fieldPath = '' } = reference;
  if (apiVersion === '') return [required(field.child('apiVersion'))];
  const place = field.child('fieldPath');
  if (fieldPath === '') return [required(place)];
  const converted = convert(apiVersion, fieldPath);
  if ('error' in converted) {
    return [invalid(place, fieldPath, `error converting fieldPath: ${converted.error}`)];
  }
  const { path, subscript } = converted;
  if (subscript === undefined) return served.includes(path) ? [] : [notSupported(place, path, served)];
  if (path === 'metadata.annotations') return invalidEach(field, subscript, labelKey(subscript.toLowerCase()));
  return invalidEach(field, subscript, labelKey(subscript));
}

function convert(apiVersion: string, fieldPath: string): { path: string; subscript?: string } | { error: string } {
  if (apiVersion !== 'v1') return { error: `unsupported pod version: ${apiVersion}` };
  const [, path, subscript] = /^(.+?)\['(.*)'\]$/s.exec(fieldPath) ?? [];
  if (path !== undefined && subscript !== undefined) {
    if (path === 'metadata.annotations' || path === 'metadata.labels') return { path, subscript };
    return { error: `field label does not support subscript: ${fieldPath}` };
  }
  if (fieldPath === 'spec.host') return { path: 'spec.nodeName' };
  if (convertible.has(fieldPath)) return { path: fieldPath };
  return { error: `field label not supported: ${fieldPath}` };
}

const resources = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const sizes = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** A file must name the container (`needsContainer`); a variable means its own. */
export function validateResourceFieldRef(
  reference: {
    containerName?: string | undefined;
    resource?: string | undefined;
    divisor?: string | number | undefined;
  },
  field: FieldPath,
  needsContainer: boolean,
): FieldError[] {
  const { containerName = '', resource = '', divisor = '0' } = reference;
  const errors: FieldError[] = [];
  if (needsContainer && containerName === '') errors.push(required(field.child('containerName')));
  else if (resource === '') errors.push(required(field.child('resource')));
  else if (!resources.includes(resource) && !/^(limits|requests)\.hugepages-/.test(resource)) {
    errors.push(notSupported(field.child('resource'), resource, resources));
  }
  if (compareQuantities(divisor, '0') !== 0) {
    const detail = divisorProblem(resource, formatQuantity(divisor));
    if (detail !== undefined) errors.push(invalid(field.child('divisor'), resource, detail));
  }
  return errors;
}

function divisorProblem(resource: string, divisor: string): string | undefined {
  const kind = resource.replace(/^(limits|requests)\./, '');
  if (kind === resource) return undefined;
  if (kind === 'cpu') {
    if (divisor === '1' || divisor === '1m') return undefined;
    return "only divisor's values 1m and 1 are supported with the cpu resource";
  }
  if (sizes.includes(divisor)) return undefined;
  const name =
    kind === 'memory'
      ? 'memory'
      : kind === 'ephemeral-storage'
        ? 'local ephemeral storage'
        : kind.startsWith('hugepages-')
          ? 'hugepages'
          : undefined;
  return name && `only divisor's values ${sizes.join(', ')} are supported with the ${name} resource`;
}
