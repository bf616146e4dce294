/**
 * LimitRange: for each type (Container, Pod, PersistentVolumeClaim) bounds and defaults of resources in a namespace.
 * What it does to a pod is decided by the LimitRanger admission plugin.
 */
import type { ILimitRange } from 'kubernetes-models/v1/LimitRange';
import { duplicate, type FieldError, forbidden, invalid, required } from '../meta/field-error.ts';
import { type FieldPath, path } from '../meta/field-path.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { labelKey, nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateObjectMeta } from '../meta/object-meta.ts';
import { compareQuantities, formatQuantity, quantityMillis, quantityUnits } from '../meta/quantity.ts';
import { isOvercommitAllowed, validateContainerResourceName, validateResourceName } from '../meta/resource-name.ts';

export type LimitRange = Stored<ILimitRange>;

type Item = NonNullable<NonNullable<NonNullable<Decoded<ILimitRange>['spec']>['limits']>[number]>;
type Amounts = Readonly<Record<string, string | number | undefined>>;

export const limitRangeKind: KindDefinition<ILimitRange> = {
  kind: 'LimitRange',
  group: '',
  version: 'v1',
  plural: 'limitranges',
  singular: 'limitrange',
  shortNames: ['limits'],
  namespaced: true,
  subresources: [],
  defaults(draft) {
    for (const item of draft.spec?.limits ?? []) if (item?.type === 'Container') setContainerDefaults(item);
  },
  // The server invents a name where there is none: some UUID. The object's own serves as well as another.
  prepareForCreate({ metadata }) {
    if (metadata && !metadata.name && !metadata.generateName && metadata.uid) metadata.name = metadata.uid;
  },
  validate,
  validateUpdate: validate,
};

/** The default limit is the maximum, the default request the default limit, else the minimum. */
function setContainerDefaults(item: Item): void {
  const limits = { ...(item.max ?? {}), ...(item.default ?? {}) };
  const requests = { ...(item.min ?? {}), ...limits, ...(item.defaultRequest ?? {}) };
  if (Object.keys(limits).length > 0) item.default = limits;
  if (Object.keys(requests).length > 0) item.defaultRequest = requests;
}

function validate(draft: Decoded<ILimitRange>): FieldError[] {
  const errors = validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsDns1123Subdomain });
  const seen = new Set<string>();
  for (const [index, item] of (draft.spec?.limits ?? []).entries()) {
    const field = path('spec', 'limits').index(index);
    const type = item?.type ?? '';
    errors.push(...validateTypeName(type, field.child('type')));
    if (seen.has(type)) errors.push(duplicate(field.child('type'), type));
    seen.add(type);
    if (item) errors.push(...validateItem(item, field));
  }
  return errors;
}

function validateTypeName(type: string, field: FieldPath): FieldError[] {
  const errors = labelKey(type).map((detail) => invalid(field, type, detail));
  if (errors.length > 0 || type.includes('/')) return errors;
  if (['Pod', 'Container', 'PersistentVolumeClaim'].includes(type)) return [];
  return [invalid(field, type, 'must be a standard limit type or fully qualified')];
}

function validateItem(item: Item, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const { type = '' } = item;
  const names = new Set<string>();
  const collect = (member: string, amounts: Amounts | undefined): Amounts => {
    for (const name of Object.keys(amounts ?? {})) {
      const place = field.child(member).key(name);
      const check = type === 'Pod' || type === 'Container' ? validateContainerResourceName : validateResourceName;
      errors.push(...check(name, place));
      names.add(name);
    }
    return amounts ?? {};
  };
  const bounds = { max: collect('max', item.max), min: collect('min', item.min) };
  let defaults: Amounts = {};
  let defaultRequests: Amounts = {};
  if (type === 'Pod') {
    for (const member of ['default', 'defaultRequest'] as const) {
      if (Object.keys(item[member] ?? {}).length > 0) {
        errors.push(forbidden(field.child(member), "may not be specified when `type` is 'Pod'"));
      }
    }
  } else {
    defaults = collect('default', item.default);
    defaultRequests = collect('defaultRequest', item.defaultRequest);
  }
  if (type === 'PersistentVolumeClaim' && bounds.min['storage'] === undefined && bounds.max['storage'] === undefined) {
    const detail = 'either minimum or maximum storage value is required, but neither was provided';
    errors.push(required(field.child('limits'), detail));
  }
  const ratios = collect('maxLimitRequestRatio', item.maxLimitRequestRatio);
  for (const name of names) {
    const amounts = {
      min: bounds.min[name],
      max: bounds.max[name],
      default: defaults[name],
      defaultRequest: defaultRequests[name],
      ratio: ratios[name],
    };
    errors.push(...validateAmounts(name, amounts, field));
  }
  return errors;
}

type Amount = string | number | undefined;

function validateAmounts(
  name: string,
  amounts: { min: Amount; max: Amount; default: Amount; defaultRequest: Amount; ratio: Amount },
  field: FieldPath,
): FieldError[] {
  const { min, max, default: limit, defaultRequest: request, ratio } = amounts;
  const errors: FieldError[] = [];
  const show = (amount: Amount) => formatQuantity(amount ?? 0);
  const isGreater = (one: Amount, other: Amount) =>
    one !== undefined && other !== undefined && compareQuantities(one, other) > 0;
  const refuse = (member: string, value: Amount, detail: string) =>
    errors.push(invalid(field.child(member).key(name), show(value), detail));

  if (isGreater(min, max)) refuse('min', min, `min value ${show(min)} is greater than max value ${show(max)}`);
  if (isGreater(min, request)) {
    refuse('defaultRequest', request, `min value ${show(min)} is greater than default request value ${show(request)}`);
  }
  if (isGreater(request, max)) {
    refuse('defaultRequest', request, `default request value ${show(request)} is greater than max value ${show(max)}`);
  }
  if (isGreater(request, limit)) {
    const detail = `default request value ${show(request)} is greater than default limit value ${show(limit)}`;
    refuse('defaultRequest', request, detail);
  }
  if (isGreater(min, limit)) {
    refuse('default', min, `min value ${show(min)} is greater than default value ${show(limit)}`);
  }
  if (isGreater(limit, max)) {
    refuse('default', max, `default value ${show(limit)} is greater than max value ${show(max)}`);
  }
  if (ratio !== undefined && compareQuantities(ratio, 1) < 0) {
    refuse('maxLimitRequestRatio', ratio, `ratio ${show(ratio)} is less than 1`);
  }
  if (ratio !== undefined && min !== undefined && max !== undefined) {
    const most = highestRatio(min, max);
    if (quantityMillis(ratio) / 1000 > most) {
      refuse('maxLimitRequestRatio', ratio, `ratio ${show(ratio)} is greater than max/min = ${most.toFixed(6)}`);
    }
  }
  if (
    !isOvercommitAllowed(name) &&
    limit !== undefined &&
    request !== undefined &&
    compareQuantities(limit, request) !== 0
  ) {
    const detail = `default value ${show(limit)} must equal to defaultRequest value ${show(request)} in ${name}`;
    refuse('defaultRequest', request, detail);
  }
  return errors;
}

/** By thousandths, or by whole units where those would not fit into 64 bits. */
function highestRatio(min: string | number, max: string | number): number {
  const largest = Number.MAX_SAFE_INTEGER;
  if (quantityMillis(min) < largest && quantityMillis(max) < largest) return quantityMillis(max) / quantityMillis(min);
  return quantityUnits(max) / quantityUnits(min);
}
