/**
 * One thing a validator refuses, as the API server words it: `<path>: <type>[: <value>][: <detail>]`.
 * Validators return lists of these; the order of the list is the order of discovery, which the message keeps.
 */
import type { FieldPath } from './field-path.ts';
import { goQuote, goValue } from './go-value.ts';

export type FieldErrorType =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueTypeInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueDuplicate'
  | 'FieldValueNotFound'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'InternalError';

export interface FieldError {
  readonly type: FieldErrorType;
  /** As Kubernetes writes it: `spec.containers[0].ports[1].protocol`. */
  readonly field: string;
  /** All that stands after the path: `Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"`. */
  readonly message: string;
  /** What would have been allowed, for "did you mean". */
  readonly supported?: readonly string[];
}

type Place = FieldPath | string;

/** `spec.selector: Required value` or `…: Required value: {detail}`. */
export function required(field: Place, detail = ''): FieldError {
  return { type: 'FieldValueRequired', field: `${field}`, message: join('Required value', detail) };
}

/** `spec.replicas: Invalid value: -1: must be greater than or equal to 0`. The value is rendered as Go does. */
export function invalid(field: Place, value: unknown, detail = ''): FieldError {
  return { type: 'FieldValueInvalid', field: `${field}`, message: join(`Invalid value: ${goValue(value)}`, detail) };
}

/** As `invalid`, with the reason FieldValueTypeInvalid. */
export function typeInvalid(field: Place, value: unknown, detail = ''): FieldError {
  return { ...invalid(field, value, detail), type: 'FieldValueTypeInvalid' };
}

/** The allowed values are printed in the order given; Kubernetes sorts them where they come from a set. */
export function notSupported(field: Place, value: unknown, supported: readonly string[]): FieldError {
  const detail = supported.length > 0 ? `supported values: ${supported.map(goQuote).join(', ')}` : '';
  return {
    type: 'FieldValueNotSupported',
    field: `${field}`,
    message: join(`Unsupported value: ${goValue(value)}`, detail),
    supported,
  };
}

export function forbidden(field: Place, detail: string): FieldError {
  return { type: 'FieldValueForbidden', field: `${field}`, message: join('Forbidden', detail) };
}

export function duplicate(field: Place, value: unknown): FieldError {
  return { type: 'FieldValueDuplicate', field: `${field}`, message: `Duplicate value: ${goValue(value)}` };
}

export function notFound(field: Place, value: unknown, detail = ''): FieldError {
  return { type: 'FieldValueNotFound', field: `${field}`, message: join(`Not found: ${goValue(value)}`, detail) };
}

export function tooLong(field: Place, maximumBytes: number): FieldError {
  const unit = maximumBytes === 1 ? 'byte' : 'bytes';
  return {
    type: 'FieldValueTooLong',
    field: `${field}`,
    message: `Too long: may not be more than ${maximumBytes} ${unit}`,
  };
}

export function tooMany(field: Place, count: number, maximumItems: number): FieldError {
  const unit = maximumItems === 1 ? 'item' : 'items';
  return {
    type: 'FieldValueTooMany',
    field: `${field}`,
    message: `Too many: ${count}: must have at most ${maximumItems} ${unit}`,
  };
}

export function internalError(field: Place, detail: string): FieldError {
  return { type: 'InternalError', field: `${field}`, message: join('Internal error', detail) };
}

/** All lists one after the other. Nearly always all are empty, and then this is several times as fast as spreading them. */
export function joined(...lists: readonly (readonly FieldError[])[]): FieldError[] {
  const all: FieldError[] = [];
  for (let index = 0; index < lists.length; index++) {
    const list = lists[index] as readonly FieldError[];
    for (let item = 0; item < list.length; item++) all.push(list[item] as FieldError);
  }
  return all;
}

function join(head: string, detail: string): string {
  return detail === '' ? head : `${head}: ${detail}`;
}
