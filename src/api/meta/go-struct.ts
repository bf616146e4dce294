/**
 * How Go prints a whole struct inside an error: every field in the order of its declaration under its Go name, absent ones
 * as `null`, `""`, `0`, `false` or a struct of those. A shape tells that order once; `goStruct(shape, value)` prints by it.
 *
 *     const port = struct({ Name: text, HostPort: number, HostIP: text });
 *     goStruct(port, { hostPort: 80 })   // { Name: '', HostPort: 80, HostIP: '' }
 */
import type { LabelSelector } from './label-selector.ts';

export interface Shape {
  /** A field that is absent. */
  readonly zero: unknown;
  print(value: unknown): unknown;
}

/** Most JSON names follow from the Go name (`HTTPGet` → `httpGet`); the others are given as `Name: [json, shape]`. */
export type Fields = Readonly<Record<string, Shape | readonly [json: string, shape: Shape]>>;

export const text: Shape = { zero: '', print: (value) => value };
export const number: Shape = { zero: 0, print: (value) => value };
export const flag: Shape = { zero: false, print: (value) => value };
export const quantity: Shape = { zero: '0', print: (value) => value };
/** What may be absent altogether and then is null: pointers to plain values, lists and maps of them, values with JSON names. */
export const optional: Shape = { zero: null, print: (value) => value };

export function pointer(shape: Shape): Shape {
  return { zero: null, print: (value) => shape.print(value) };
}

export function list(shape: Shape): Shape {
  return { zero: null, print: (value) => (value as unknown[]).map((item) => shape.print(item)) };
}

/** A map: Go sorts its keys. */
export const sortedMap: Shape = {
  zero: null,
  print: (value) =>
    Object.fromEntries(
      Object.entries(value as object)
        .filter(([, item]) => item !== undefined)
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    ),
};

/** Selectors keep their JSON names, and leave out what is empty. */
export const labelSelector: Shape = {
  zero: {},
  print(value) {
    const { matchLabels = {}, matchExpressions = [] } = value as LabelSelector;
    return {
      ...(Object.keys(matchLabels).length > 0 && { matchLabels: sortedMap.print(matchLabels) }),
      ...(matchExpressions.length > 0 && {
        matchExpressions: matchExpressions.map(({ key = '', operator = '', values = [] }) => ({
          key,
          operator,
          ...(values.length > 0 && { values }),
        })),
      }),
    };
  },
};

export function struct(fields: Fields): Shape {
  const members = Object.entries(fields).map(([name, field]) =>
    'print' in field ? { name, json: jsonName(name), shape: field } : { name, json: field[0], shape: field[1] },
  );
  const print = (value: unknown) => {
    const source = value as Record<string, unknown>;
    const printed: Record<string, unknown> = {};
    for (const { name, json, shape } of members) {
      const own = source[json];
      printed[name] = own === undefined || own === null ? shape.zero : shape.print(own);
    }
    return printed;
  };
  return { zero: print({}), print };
}

export function goStruct(shape: Shape, value: unknown): unknown {
  return value === undefined || value === null ? shape.zero : shape.print(value);
}

/** `HTTPGet` → `httpGet`, `TTY` → `tty`, `HostIP` → `hostIP`. */
function jsonName(name: string): string {
  return name.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+$|^[A-Z]/, (capitals) => capitals.toLowerCase());
}
