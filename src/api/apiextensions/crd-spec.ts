/**
 * What a CustomResourceDefinition's spec must be like. The server first lifts what all versions share out of them, so a
 * definition with one version has its schema errors at `spec.validation.openAPIV3Schema`, not under `spec.versions[0]`.
 */
import type { ICustomResourceDefinition } from 'kubernetes-models/apiextensions.k8s.io/v1/CustomResourceDefinition';
import { invalidEach } from '../meta/field-checks.ts';
import { type FieldError, forbidden, invalid, notSupported, required, tooMany } from '../meta/field-error.ts';
import { type FieldPath, path } from '../meta/field-path.ts';
import { Printed } from '../meta/go-value.ts';
import type { Decoded } from '../meta/kind-definition.ts';
import { dns1035Label, dns1123Subdomain } from '../meta/names.ts';
import { isSame } from '../meta/object-meta.ts';
import { isSchema, type JsonSchema, sortedEntries } from './json-schema.ts';
import { validateOpenApiSchema } from './openapi-schema.ts';
import { validateValue } from './schema-value.ts';
import { validateSelectableFields } from './selectable-fields.ts';
import { structuralObstacle, validateStructural } from './structural-schema.ts';

export type CrdSpec = NonNullable<Decoded<ICustomResourceDefinition>['spec']>;
type Version = NonNullable<CrdSpec['versions']>[number];
type Names = NonNullable<CrdSpec['names']>;
type PerVersion = 'schema' | 'subresources' | 'additionalPrinterColumns' | 'selectableFields';

export function validateCrdSpec(spec: CrdSpec): FieldError[] {
  const field = path('spec');
  const versions = spec.versions ?? [];
  const isShared = (name: PerVersion) =>
    versions.length > 0 && versions.every((version) => isSame(version[name], versions[0]?.[name]));
  const shared: Readonly<Record<PerVersion, boolean>> = {
    schema: isShared('schema'),
    subresources: isShared('subresources'),
    additionalPrinterColumns: isShared('additionalPrinterColumns'),
    selectableFields: isShared('selectableFields'),
  };
  const [first] = versions;
  const errors = [...groupErrors(spec.group ?? '', field), ...scopeErrors(spec.scope ?? '', field)];
  if (!shared.schema || schemaOf(first) === undefined) {
    for (const [index, version] of versions.entries()) {
      if (schemaOf(version) === undefined) {
        errors.push(required(field.child('versions').index(index).child('schema', 'openAPIV3Schema')));
      }
    }
  }
  if (spec.preserveUnknownFields && versions.some((version) => hasDefault(schemaOf(version)))) {
    const detail = 'must be false in order to use defaults in the schema';
    errors.push(invalid(field.child('preserveUnknownFields'), true, detail));
  }
  errors.push(...versionErrors(versions, shared, field));
  errors.push(...nameErrors(spec.names ?? {}, field.child('names')));

  if (first && shared.schema) errors.push(...schemaErrors(first, field.child('validation')));
  if (first && shared.subresources) errors.push(...subresourceErrors(first.subresources, field.child('subresources')));
  if (first && shared.additionalPrinterColumns)
    errors.push(...columnErrors(first.additionalPrinterColumns ?? [], field));
  if (first && shared.selectableFields && (first.selectableFields ?? []).length > 0) {
    errors.push(...selectableErrors(first, field, shared.schema));
  }
  errors.push(...conversionErrors(spec.conversion, field.child('conversion')));
  return errors;
}

function groupErrors(group: string, field: FieldPath): FieldError[] {
  if (group === '') return [required(field.child('group'))];
  const details = dns1123Subdomain(group);
  if (details.length > 0) return [invalid(field.child('group'), group, details.join(','))];
  return group.includes('.') ? [] : [invalid(field.child('group'), group, 'should be a domain with at least one dot')];
}

function scopeErrors(scope: string, field: FieldPath): FieldError[] {
  if (scope === '') return [required(field.child('scope'))];
  const scopes = ['Cluster', 'Namespaced'];
  return scopes.includes(scope) ? [] : [notSupported(field.child('scope'), scope, scopes)];
}

function versionErrors(
  versions: readonly Version[],
  shared: Readonly<Record<PerVersion, boolean>>,
  field: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  for (const [index, version] of versions.entries()) {
    const place = field.child('versions').index(index);
    const details = dns1035Label(version.name ?? '');
    if (details.length > 0) errors.push(invalid(place.child('name'), version.name ?? '', details.join(',')));
    for (const detail of warningErrors(version)) {
      errors.push(invalid(place.child('deprecationWarning'), version.deprecationWarning, detail));
    }
    if (!shared.schema) errors.push(...schemaErrors(version, place.child('schema')));
    if (!shared.subresources) errors.push(...subresourceErrors(version.subresources, place.child('subresources')));
    if (!shared.additionalPrinterColumns) errors.push(...columnErrors(version.additionalPrinterColumns ?? [], place));
    if (!shared.selectableFields && (version.selectableFields ?? []).length > 0) {
      errors.push(...selectableErrors(version, place, !shared.schema));
    }
  }
  const names = versions.map(({ name }) => name);
  const faults: string[] = [];
  if (new Set(names).size < names.length) faults.push('must contain unique version names');
  if (versions.filter(({ storage }) => storage).length !== 1) {
    faults.push('must have exactly one version marked as storage version');
  }
  if (faults.length > 0) {
    const printed = new Printed(versions.map((version) => printedVersion(version, shared)));
    errors.push(...invalidEach(field.child('versions'), printed, faults));
  }
  const name = versions[0]?.name ?? '';
  const details = name === '' ? [] : dns1035Label(name);
  if (details.length > 0) errors.push(invalid(field.child('version'), name, details.join(',')));
  return errors;
}

function warningErrors({ deprecated, deprecationWarning }: Version): string[] {
  if (deprecationWarning === undefined) return [];
  if (!deprecated) return ['can only be set for deprecated versions'];
  const errors: string[] = [];
  if (Buffer.byteLength(deprecationWarning) > 256) errors.push('must be <= 256 characters long');
  if (deprecationWarning === '') errors.push('must not be an empty string');
  const strange = deprecationWarning.search(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u);
  if (strange >= 0) {
    errors.push(`must only contain printable UTF-8 characters; non-printable character found at index ${strange}`);
  }
  return errors;
}

/** Go's struct, all fields in their order; what was lifted out of the versions is null. */
function printedVersion(version: Version, shared: Readonly<Record<PerVersion, boolean>>): object {
  return {
    Name: version.name ?? '',
    Served: version.served ?? false,
    Storage: version.storage ?? false,
    Deprecated: version.deprecated ?? false,
    DeprecationWarning: version.deprecationWarning ?? null,
    Schema: shared.schema ? null : (version.schema ?? null),
    Subresources: shared.subresources ? null : (version.subresources ?? null),
    AdditionalPrinterColumns: shared.additionalPrinterColumns ? null : (version.additionalPrinterColumns ?? null),
    SelectableFields: shared.selectableFields ? null : (version.selectableFields ?? null),
  };
}

function nameErrors(names: Names, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const name of ['plural', 'singular', 'kind', 'listKind'] as const) {
    if (!names[name]) errors.push(required(field.child(name)));
  }
  return [...errors, ...validateNames(names, field)];
}

/** Also for `status.acceptedNames`, where none is required. */
export function validateNames(names: Names, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const check = (place: FieldPath, value: string | undefined, mixedCase = false) => {
    if (!value) return;
    const details = dns1035Label(mixedCase ? value.toLowerCase() : value);
    const before = mixedCase ? 'may have mixed case, but should otherwise match: ' : '';
    if (details.length > 0) errors.push(invalid(place, value, before + details.join(',')));
  };
  check(field.child('plural'), names.plural);
  check(field.child('singular'), names.singular);
  check(field.child('kind'), names.kind, true);
  check(field.child('listKind'), names.listKind, true);
  for (const [index, name] of (names.shortNames ?? []).entries()) {
    const details = dns1035Label(name);
    if (details.length > 0) errors.push(invalid(field.child('shortNames').index(index), name, details.join(',')));
  }
  if (names.kind && names.kind === names.listKind) {
    errors.push(invalid(field.child('listKind'), names.listKind, 'kind and listKind may not be the same'));
  }
  for (const [index, name] of (names.categories ?? []).entries()) {
    const details = dns1035Label(name);
    if (details.length > 0) errors.push(invalid(field.child('categories').index(index), name, details.join(',')));
  }
  return errors;
}

export function schemaOf(version: Version | undefined): JsonSchema | undefined {
  return version?.schema?.openAPIV3Schema as JsonSchema | undefined;
}

/** `field` is `spec.validation` or `spec.versions[0].schema`. */
function schemaErrors(version: Version, field: FieldPath): FieldError[] {
  const schema = schemaOf(version);
  if (!schema) return [];
  const place = field.child('openAPIV3Schema');
  const errors: FieldError[] = [];
  if (version.subresources?.status && schema.type !== undefined && schema.type !== 'object') {
    const detail =
      'only "object" is allowed as the type at the root of the schema if the status subresource is enabled';
    errors.push(invalid(place.child('type'), schema.type, detail));
  }
  if (schema.nullable) errors.push(forbidden(place.child('nullable'), 'nullable cannot be true at the root'));
  const obstacle = structuralObstacle(schema);
  if (obstacle === undefined) {
    const structural = validateStructural(schema, place);
    errors.push(...(structural.length > 0 ? structural : defaultErrors(schema, place)));
  }
  errors.push(...validateOpenApiSchema(schema, place));
  if (errors.length === 0 && obstacle !== undefined) errors.push(invalid(place, '', obstacle));
  return errors;
}

/** A default must itself be a value that the schema takes. */
function defaultErrors(schema: JsonSchema, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (schema.default !== undefined) {
    errors.push(...validateValue(schema.default, schema, field.child('default'), ''));
  }
  if (isSchema(schema.items as JsonSchema | undefined)) {
    errors.push(...defaultErrors(schema.items as JsonSchema, field.child('items')));
  }
  for (const [name, property] of sortedEntries(schema.properties)) {
    errors.push(...defaultErrors(property, field.child('properties').key(name)));
  }
  return errors;
}

function hasDefault(schema: JsonSchema | undefined): boolean {
  if (!schema) return false;
  if (schema.default !== undefined) return true;
  return JSON.stringify(schema).includes('"default":');
}

function subresourceErrors(subresources: Version['subresources'], field: FieldPath): FieldError[] {
  const scale = subresources?.scale;
  if (!scale) return [];
  const errors: FieldError[] = [];
  for (const [name, under] of [
    ['specReplicasPath', ['.spec.']],
    ['statusReplicasPath', ['.status.']],
    ['labelSelectorPath', ['.spec.', '.status.']],
  ] as const) {
    const value = scale[name] ?? '';
    const place = field.child('scale', name);
    if (value === '') {
      if (name !== 'labelSelectorPath') errors.push(required(place));
    } else if (!value.startsWith('.')) {
      errors.push(invalid(place, value, 'must be a simple json path starting with .'));
    } else if (!under.some((prefix) => value.startsWith(prefix))) {
      const where = under.length > 1 ? 'either .spec or .status' : (under[0] as string).slice(0, -1);
      errors.push(invalid(place, value, `should be a json path under ${where}`));
    }
  }
  return errors;
}

const columnTypes = ['boolean', 'date', 'integer', 'number', 'string'];
const columnFormats = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];

function columnErrors(columns: NonNullable<Version['additionalPrinterColumns']>, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const [index, { name = '', type = '', format = '', jsonPath = '' }] of columns.entries()) {
    const place = field.child('additionalPrinterColumns').index(index);
    if (name === '') errors.push(required(place.child('name')));
    const oneOfTypes = `must be one of ${columnTypes.join(',')}`;
    if (type === '') errors.push(required(place.child('type'), oneOfTypes));
    else if (!columnTypes.includes(type)) errors.push(invalid(place.child('type'), type, oneOfTypes));
    if (format !== '' && !columnFormats.includes(format)) {
      errors.push(invalid(place.child('format'), format, `must be one of ${columnFormats.join(',')}`));
    }
    if (jsonPath === '') errors.push(required(place.child('JSONPath')));
    else if (!jsonPath.startsWith('.')) {
      errors.push(invalid(place.child('JSONPath'), jsonPath, 'must be a simple json path starting with .'));
    }
  }
  return errors;
}

const selectableFieldLimit = 8;

function selectableErrors(version: Version, field: FieldPath, schemaIsBeside: boolean): FieldError[] {
  const schema = schemaOf(version);
  const place = field.child('selectableFields');
  if (!schema || !schemaIsBeside) {
    const detail =
      `${field}` === 'spec'
        ? 'may only be set when validations.schema is included'
        : 'may only be set when `version.schema.openAPIV3Schema` is not included';
    return [invalid(place, '', detail)];
  }
  const errors: FieldError[] = [];
  const obstacle = structuralObstacle(schema);
  if (obstacle !== undefined) errors.push(invalid(field.child('schema', 'openAPIV3Schema'), '', obstacle));
  const { errors: fieldErrors, count } = validateSelectableFields(
    version.selectableFields ?? [],
    obstacle === undefined ? schema : undefined,
    place,
  );
  errors.push(...fieldErrors);
  if (count > selectableFieldLimit) errors.push(tooMany(place, count, selectableFieldLimit));
  return errors;
}

function conversionErrors(conversion: CrdSpec['conversion'], field: FieldPath): FieldError[] {
  if (!conversion) return [];
  const errors: FieldError[] = [];
  const { strategy = '', webhook } = conversion;
  const strategies = ['None', 'Webhook'];
  if (strategy === '') errors.push(required(field.child('strategy')));
  else if (!strategies.includes(strategy)) errors.push(notSupported(field.child('strategy'), strategy, strategies));
  const client = webhook?.clientConfig;
  const versions = webhook?.conversionReviewVersions ?? [];
  if (strategy !== 'Webhook') {
    const detail = 'should not be set when strategy is not set to Webhook';
    if (client) errors.push(forbidden(field.child('webhookClientConfig'), detail));
    if (versions.length > 0) errors.push(forbidden(field.child('conversionReviewVersions'), detail));
    return errors;
  }
  if (!client) {
    errors.push(required(field.child('webhookClientConfig'), 'required when strategy is set to Webhook'));
  } else if ((client.url === undefined) === (client.service === undefined)) {
    errors.push(required(field.child('webhookClientConfig'), 'exactly one of url or service is required'));
  }
  return [...errors, ...reviewVersionErrors(versions, field.child('conversionReviewVersions'))];
}

function reviewVersionErrors(versions: readonly string[], field: FieldPath): FieldError[] {
  if (versions.length === 0) return [required(field)];
  const errors: FieldError[] = [];
  for (const [index, version] of versions.entries()) {
    if (versions.indexOf(version) < index) errors.push(invalid(field.index(index), version, 'duplicate version'));
    else errors.push(...dns1035Label(version).map((detail) => invalid(field.index(index), version, detail)));
  }
  if (!versions.some((version) => version === 'v1' || version === 'v1beta1')) {
    errors.push(invalid(field, versions, 'must include at least one of v1, v1beta1'));
  }
  return errors;
}
