/**
 * How a kind is shown in a table: its columns and the cells of a row. One file a kind, listed in index.ts. What the real
 * API server puts into the table is put here.
 */

import type { LabelSelector } from '#api/meta/label-selector.ts';
import type { KindName } from '#api/scheme.ts';
import type { Anything } from '../api.ts';
import { age } from '../output/age.ts';

export interface Printer {
  readonly kind: KindName;
  readonly columns: readonly Column[];
}

export interface Column {
  readonly name: string;
  /** Only with `-o wide`. */
  readonly wide?: true;
  cell(object: Anything, seen: Seen): string;
}

/** What a cell may depend on besides the object. */
export interface Seen {
  readonly nowMs: number;
  readonly wide: boolean;
}

export const nameColumn: Column = { name: 'NAME', cell: ({ metadata }) => metadata.name };

export const ageColumn: Column = {
  name: 'AGE',
  cell: ({ metadata }, { nowMs }) => age(metadata.creationTimestamp, nowMs),
};

/** Of kinds whose table the server has no more to say about. */
export const createdColumn: Column = { name: 'CREATED AT', cell: ({ metadata }) => metadata.creationTimestamp };

export function column(name: string, cell: Column['cell']): Column {
  return { name, cell };
}

export function wide(name: string, cell: Column['cell']): Column {
  return { name, cell, wide: true };
}

/** CONTAINERS and IMAGES of a pod template. */
export function templateColumns(templateOf: (object: Anything) => Anything): readonly Column[] {
  const containers = (object: Anything) => (templateOf(object)?.['spec']?.containers ?? []) as readonly Anything[];
  return [
    wide('CONTAINERS', (object) =>
      containers(object)
        .map((one) => one['name'])
        .join(','),
    ),
    wide('IMAGES', (object) =>
      containers(object)
        .map((one) => one['image'])
        .join(','),
    ),
  ];
}

export const selectorColumn: Column = wide('SELECTOR', ({ spec }) => selectorText(spec.selector));

/** `app=web,tier in (a,b),!old`; `<none>` selects everything or nothing at all. */
export function selectorText(selector: LabelSelector | undefined | null): string {
  if (!selector) return '<none>';
  const equal = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({ key, text: `${key}=${value}` }));
  const others = (selector.matchExpressions ?? []).map(({ key = '', operator, values = [] }) => {
    const list = `(${[...values].sort().join(',')})`;
    if (operator === 'In') return { key, text: `${key} in ${list}` };
    if (operator === 'NotIn') return { key, text: `${key} notin ${list}` };
    return { key, text: operator === 'Exists' ? key : `!${key}` };
  });
  const all = [...equal, ...others].sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  return all.length === 0 ? '<none>' : all.map(({ text }) => text).join(',');
}

/** `a=b,c=d`; `<none>` of an empty map. */
export function labelsText(labels: Readonly<Record<string, string>> | undefined): string {
  const text = Object.entries(labels ?? {})
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  return text === '' ? '<none>' : text;
}

const modes: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

/** In the server's order, each once. */
export function accessModes(given: readonly string[] | undefined): string {
  return Object.keys(modes)
    .filter((mode) => given?.includes(mode))
    .map((mode) => modes[mode])
    .join(',');
}

export function firstOf(items: readonly string[], most: number): string {
  const shown = items.slice(0, most).join(',');
  return items.length > most ? `${shown} + ${items.length - most} more...` : shown;
}
