/**
 * The checks of `metadata` that every kind makes: on create with its own rule for names, on update for what may not change.
 * The server makes some of them twice on updates (`validateCommonFields`, then the kind's own), and repeats their causes.
 */
import { type FieldError, forbidden, invalid, joined, notSupported, required, tooLong } from './field-error.ts';
import type { FieldPath } from './field-path.ts';
import { path } from './field-path.ts';
import { goQuote, Printed } from './go-value.ts';
import type { DraftMetadata } from './kind-definition.ts';
import { byteLength, dns1123Label, labelKey, labelValue, type NameCheck, nameIsPathSegment } from './names.ts';

export interface MetaRules {
  readonly namespaced: boolean;
  readonly name: NameCheck;
  /** Kinds outside Kubernetes' own tree (CustomResourceDefinitions, custom kinds) take finalizers without a domain. */
  readonly anyFinalizer?: boolean;
}

const annotationsLimitBytes = 262144;

/** On create; and by kinds whose update check repeats the create check. */
export function validateObjectMeta(
  metadata: DraftMetadata | undefined,
  rules: MetaRules,
  field: FieldPath = path('metadata'),
): FieldError[] {
  const meta = metadata ?? {};
  const errors: FieldError[] = [];
  const { generateName = '', name = '', namespace = '' } = meta;
  if (generateName !== '') {
    const place = field.child('generateName');
    errors.push(...rules.name(generateName, true).map((detail) => invalid(place, generateName, detail)));
  }
  if (name === '') errors.push(required(field.child('name'), 'name or generateName is required'));
  else errors.push(...rules.name(name, false).map((detail) => invalid(field.child('name'), name, detail)));

  if (rules.namespaced) {
    const place = field.child('namespace');
    if (namespace === '') errors.push(required(place));
    else errors.push(...dns1123Label(namespace).map((detail) => invalid(place, namespace, detail)));
  } else if (namespace !== '') {
    errors.push(forbidden(field.child('namespace'), 'not allowed on this type'));
  }
  if ((meta.generation ?? 0) < 0) {
    errors.push(invalid(field.child('generation'), meta.generation, 'must be greater than or equal to 0'));
  }
  return joined(
    errors,
    validateLabels(meta.labels, field.child('labels')),
    validateAnnotations(meta.annotations, field.child('annotations')),
    validateOwnerReferences(meta.ownerReferences, field.child('ownerReferences')),
    validateFinalizers(meta.finalizers, field.child('finalizers')),
    validateManagedFields(meta.managedFields, field.child('managedFields')),
    rules.anyFinalizer ? [] : validateOwnFinalizers(meta.finalizers, field.child('finalizers')),
  );
}

/** By every kind's `validateUpdate`. */
export function validateObjectMetaUpdate(
  metadata: DraftMetadata | undefined,
  oldMetadata: DraftMetadata | undefined,
  {
    field = path('metadata'),
    anyFinalizer = false,
  }: { readonly field?: FieldPath; readonly anyFinalizer?: boolean } = {},
): FieldError[] {
  const meta = metadata ?? {};
  const old = oldMetadata ?? {};
  const errors: FieldError[] = [];
  if (old.deletionTimestamp !== undefined) {
    const added = (meta.finalizers ?? []).filter((finalizer) => !(old.finalizers ?? []).includes(finalizer));
    if (added.length > 0) {
      const shown = `[]string{${[...added].sort().map(goQuote).join(', ')}}`;
      const detail = `no new finalizers can be added if the object is being deleted, found new finalizers ${shown}`;
      errors.push(forbidden(field.child('finalizers'), detail));
    }
  }
  if ((meta.resourceVersion ?? '') === '') {
    errors.push(invalid(field.child('resourceVersion'), '', 'must be specified for an update'));
  }
  if ((meta.generation ?? 0) < (old.generation ?? 0)) {
    errors.push(invalid(field.child('generation'), meta.generation ?? 0, 'must not be decremented'));
  }
  for (const name of ['name', 'namespace', 'uid'] as const) {
    errors.push(...validateImmutableField(meta[name] ?? '', old[name] ?? '', field.child(name)));
  }
  for (const name of ['creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds'] as const) {
    errors.push(...validateImmutableField(meta[name], old[name], field.child(name)));
  }
  errors.push(...validateLabels(meta.labels, field.child('labels')));
  errors.push(...validateAnnotations(meta.annotations, field.child('annotations')));
  errors.push(...validateOwnerReferences(meta.ownerReferences, field.child('ownerReferences')));
  errors.push(...validateManagedFields(meta.managedFields, field.child('managedFields')));
  if (!anyFinalizer) errors.push(...validateOwnFinalizers(meta.finalizers, field.child('finalizers')));
  return errors;
}

/** What the server asks of every update before the kind's own check. */
export function validateCommonFields(
  metadata: DraftMetadata | undefined,
  oldMetadata: DraftMetadata | undefined,
  namespaced: boolean,
): FieldError[] {
  return [
    ...validateObjectMeta(metadata, { namespaced, name: nameIsPathSegment, anyFinalizer: true }),
    ...validateObjectMetaUpdate(metadata, oldMetadata, { anyFinalizer: true }),
  ];
}

/** `Invalid value: …: field is immutable` when the two differ. */
export function validateImmutableField(value: unknown, old: unknown, field: FieldPath): FieldError[] {
  return isSame(value, old) ? [] : [invalid(field, value ?? null, 'field is immutable')];
}

/**
 * Whether two decoded values are equal. The order of keys does not count; an absent member is the same as an undefined one,
 * and, as for Go, an empty list or map is the same as none.
 */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]));
  }
  if (!isObject(one) || !isObject(other)) return isNone(one) && isNone(other);
  for (const key of Object.keys(one)) if (!isSameMember(key, one[key], other[key])) return false;
  for (const key of Object.keys(other)) {
    if (one[key] === undefined && !isSameMember(key, undefined, other[key])) return false;
  }
  return true;
}

function isSameMember(key: string, one: unknown, other: unknown): boolean {
  if (isSame(one, other)) return true;
  return mapNames.has(key) && isNone(one, true) && isNone(other, true);
}

/** Members that are maps wherever they occur. An empty struct is something else than none: it cannot be told by its looks. */
const mapNames: ReadonlySet<string> = new Set([
  'labels',
  'annotations',
  'matchLabels',
  'nodeSelector',
  'limits',
  'requests',
  'hard',
  'capacity',
  'parameters',
  'overhead',
]);

function isNone(value: unknown, isMap = false): boolean {
  if (value === undefined) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isMap && isObject(value) && Object.keys(value).length === 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function validateLabels(
  labels: Readonly<Record<string, string | undefined>> | undefined,
  field: FieldPath,
): FieldError[] {
  if (labels === undefined) return [];
  const errors: FieldError[] = [];
  for (const [key, value = ''] of Object.entries(labels)) {
    for (const detail of labelKey(key)) errors.push(invalid(field, key, detail));
    for (const detail of labelValue(value)) errors.push(invalid(field, value, detail));
  }
  return errors;
}

export function validateAnnotations(
  annotations: Readonly<Record<string, string | undefined>> | undefined,
  field: FieldPath,
): FieldError[] {
  if (annotations === undefined) return [];
  const errors: FieldError[] = [];
  let sizeBytes = 0;
  for (const [key, value = ''] of Object.entries(annotations)) {
    for (const detail of labelKey(key.toLowerCase())) errors.push(invalid(field, key, detail));
    sizeBytes += byteLength(key) + byteLength(value);
  }
  if (sizeBytes > annotationsLimitBytes) errors.push(tooLong(field, annotationsLimitBytes));
  return errors;
}

type Reference = NonNullable<NonNullable<DraftMetadata['ownerReferences']>[number]>;

function validateOwnerReferences(references: DraftMetadata['ownerReferences'], field: FieldPath): FieldError[] {
  if (references === undefined) return [];
  const errors: FieldError[] = [];
  let controllerName = '';
  for (const reference of references) {
    const { apiVersion = '', kind = '', name = '', uid = '' } = reference;
    if (versionOf(apiVersion) === '') {
      errors.push(invalid(field.child('apiVersion'), apiVersion, 'version must not be empty'));
    }
    for (const [member, value] of [
      ['kind', kind],
      ['name', name],
      ['uid', uid],
    ] as const) {
      if (value === '') errors.push(invalid(field.child(member), value, 'must not be empty'));
    }
    if (apiVersion === 'v1' && kind === 'Event') {
      errors.push(invalid(field, reference, '/v1, Kind=Event is disallowed from being an owner'));
    }
  }
  let printed: Printed | undefined;
  for (const { controller, kind = '', name = '' } of references) {
    if (!controller) continue;
    const shown = `${kind}/${name}`;
    if (controllerName === '') {
      controllerName = shown;
    } else {
      const detail = `Only one reference can have Controller set to true. Found "true" in references for ${controllerName} and ${shown}`;
      printed ??= new Printed(references.map(printedReference));
      errors.push(invalid(field, printed, detail));
    }
  }
  return errors;
}

/** In the order of Go's struct. */
function printedReference(reference: Reference): object {
  const { apiVersion = '', kind = '', name = '', uid = '', controller, blockOwnerDeletion } = reference;
  return { apiVersion, kind, name, uid, controller, blockOwnerDeletion };
}

function versionOf(apiVersion: string): string {
  const parts = apiVersion.split('/');
  return parts.length > 2 ? '' : (parts.at(-1) ?? '');
}

const standardFinalizers = ['kubernetes', 'orphan', 'foregroundDeletion'];

function validateFinalizers(finalizers: readonly string[] | undefined, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const finalizer of finalizers ?? []) {
    for (const detail of labelKey(finalizer)) errors.push(invalid(field, finalizer, detail));
  }
  if (finalizers?.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    const detail = 'finalizer orphan and foregroundDeletion cannot be both set';
    errors.push(invalid(field, finalizers, detail));
  }
  return errors;
}

/** Kubernetes' own kinds want a domain before every name but its own three. */
function validateOwnFinalizers(finalizers: readonly string[] | undefined, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const [index, finalizer] of (finalizers ?? []).entries()) {
    if (finalizer.includes('/') || standardFinalizers.includes(finalizer)) continue;
    const detail = 'name is neither a standard finalizer name nor is it fully qualified';
    errors.push(invalid(field.index(index), finalizer, detail));
  }
  return errors;
}

function validateManagedFields(entries: readonly unknown[] | undefined, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const [index, entry] of ((entries ?? []) as { operation?: string }[]).entries()) {
    const place = field.index(index).child('operation');
    const { operation = '' } = entry;
    if (operation === '') errors.push(required(place, 'must not be empty'));
    else if (operation !== 'Apply' && operation !== 'Update') {
      errors.push(notSupported(place, operation, ['Apply', 'Update']));
    }
  }
  return errors;
}
