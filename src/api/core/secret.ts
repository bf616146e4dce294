/**
 * Secret: values by key in base64. `stringData` is for writing only: it is moved into `data`. Some types demand certain keys.
 */
import type { ISecret } from 'kubernetes-models/v1/Secret';
import { type FieldError, forbidden, invalid, required, tooLong } from '../meta/field-error.ts';
import { path } from '../meta/field-path.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { configMapKey, nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { isSame, validateImmutableField, validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';
import { dataLimitBytes, immutableDetail } from './configmap.ts';

export type Secret = Stored<ISecret>;

export const secretKind: KindDefinition<ISecret> = {
  kind: 'Secret',
  group: '',
  version: 'v1',
  plural: 'secrets',
  singular: 'secret',
  shortNames: [],
  namespaced: true,
  subresources: [],
  defaults(draft) {
    draft.type ||= 'Opaque';
    if (draft.stringData === undefined) return;
    const moved = Object.entries(draft.stringData).map(([key, value = '']) => [
      key,
      Buffer.from(value, 'utf8').toString('base64'),
    ]);
    if (moved.length > 0) draft.data = { ...draft.data, ...Object.fromEntries(moved) };
    delete draft.stringData;
  },
  validate,
  validateUpdate(draft, old) {
    const errors = validateObjectMetaUpdate(draft.metadata, old.metadata);
    errors.push(...validateImmutableField(draft.type ?? '', old.type ?? '', path('type')));
    if (old.immutable) {
      if (!draft.immutable) errors.push(forbidden('immutable', immutableDetail));
      if (!isSame(draft.data ?? {}, old.data ?? {})) errors.push(forbidden('data', immutableDetail));
    }
    return [...errors, ...validate(draft)];
  },
};

function validate(draft: Decoded<ISecret>): FieldError[] {
  const errors = validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsDns1123Subdomain });
  const data = draft.data ?? {};
  const field = path('data');
  let sizeBytes = 0;
  for (const [key, value = ''] of Object.entries(data)) {
    errors.push(...configMapKey(key).map((detail) => invalid(field.key(key), key, detail)));
    sizeBytes += Buffer.from(value, 'base64').length;
  }
  if (sizeBytes > dataLimitBytes) errors.push(tooLong(field, dataLimitBytes));
  return [...errors, ...validateByType(draft)];
}

function validateByType(draft: Decoded<ISecret>): FieldError[] {
  const data = draft.data ?? {};
  const field = path('data');
  const demand = (...keys: readonly string[]) =>
    keys.filter((key) => !Object.hasOwn(data, key)).map((key) => required(field.key(key)));
  switch (draft.type) {
    case 'kubernetes.io/service-account-token': {
      const annotation = 'kubernetes.io/service-account.name';
      if (draft.metadata?.annotations?.[annotation]) return [];
      return [required(path('metadata', 'annotations').key(annotation))];
    }
    case 'kubernetes.io/dockercfg':
      return validateJson(data, '.dockercfg');
    case 'kubernetes.io/dockerconfigjson':
      return validateJson(data, '.dockerconfigjson');
    case 'kubernetes.io/basic-auth': {
      const missing = demand('username', 'password');
      return missing.length === 2 ? missing : [];
    }
    case 'kubernetes.io/ssh-auth':
      return data['ssh-privatekey'] ? [] : [required(field.key('ssh-privatekey'))];
    case 'kubernetes.io/tls':
      return demand('tls.crt', 'tls.key');
    default:
      return [];
  }
}

function validateJson(data: Readonly<Record<string, string | undefined>>, key: string): FieldError[] {
  const field = path('data').key(key);
  if (!Object.hasOwn(data, key)) return [required(field)];
  const problem = goJsonProblem(Buffer.from(data[key] ?? '', 'base64').toString('utf8'));
  return problem ? [invalid(field, '<secret contents redacted>', problem)] : [];
}

/** What Go's JSON reader says when asked for an object; undefined when it is one. */
function goJsonProblem(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || (typeof value === 'object' && !Array.isArray(value))) return undefined;
    const type = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
    return `json: cannot unmarshal ${type} into Go value of type map[string]interface {}`;
  } catch {
    const first = text.trimStart()[0];
    if (first === undefined || /^[\s]*[{[]\s*$/.test(text)) return 'unexpected end of JSON input';
    if (!/[{["0-9tfn-]/.test(first)) return `invalid character '${first}' looking for beginning of value`;
    return 'unexpected end of JSON input';
  }
}
