/**
 * Who set which field: `metadata.managedFields`. Kept for objects that people write (kubectl names itself as manager, as does
 * server-side apply); what controllers alone make and change is not worth the bookkeeping. When such an object
 * is applied to for the first time, its fields belong to `before-first-apply`, as on a real cluster without a record.
 */
import type { KubernetesObject } from '#api/meta/object.ts';
import { isObject, type Json } from '../structural-sharing.ts';
import { addAll, child, type FieldSet, isEmpty, readFieldSet, removeAll, writeFieldSet } from './field-set.ts';
import { difference, type Place } from './typed-value.ts';

export interface Manager {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly subresource: string;
  readonly apiVersion: string;
  time: string;
  fields: FieldSet;
}

/** Whether this writer keeps a record of the fields it sets: people's tools do, components of the system do not. */
export function isTracked(fieldManager: string): boolean {
  return fieldManager.startsWith('kubectl');
}

export function readManagers(object: KubernetesObject): Manager[] {
  return (object.metadata.managedFields ?? []).filter(isObject).map((entry) => ({
    manager: String(entry['manager'] ?? ''),
    operation: entry['operation'] === 'Apply' ? 'Apply' : 'Update',
    subresource: String(entry['subresource'] ?? ''),
    apiVersion: String(entry['apiVersion'] ?? ''),
    time: String(entry['time'] ?? ''),
    fields: readFieldSet(entry['fieldsV1']),
  }));
}

/** Apply first, then by time and name, as the server sorts them. Managers that own nothing any more are dropped. */
export function writeManagers(managers: readonly Manager[]): Json[] {
  return managers
    .filter(({ fields }) => !isEmpty(fields))
    .sort((one, other) => compareText(sortKey(one), sortKey(other)))
    .map(({ manager, operation, subresource, apiVersion, time, fields }) => ({
      manager,
      operation,
      apiVersion,
      time,
      fieldsType: 'FieldsV1',
      fieldsV1: writeFieldSet(fields),
      ...(subresource === '' ? {} : { subresource }),
    }));
}

function sortKey({ operation, time, manager }: Manager): string {
  return `${operation} ${time} ${manager}`;
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Fields that nobody owns: the server sets them, or they tell which object it is. */
export function withoutServerFields(fields: FieldSet): FieldSet {
  for (const name of ['f:apiVersion', 'f:kind', 'f:status']) fields.children.delete(name);
  const metadata = fields.children.get('f:metadata');
  if (metadata) {
    for (const name of serverMetadata) metadata.children.delete(`f:${name}`);
    if (isEmpty(metadata)) fields.children.delete('f:metadata');
    metadata.self = false;
  }
  fields.self = false;
  return fields;
}

const serverMetadata = [
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'selfLink',
];

/** A write that is no apply: whoever makes it owns from then on what it changed, without asking. */
export function recordUpdate(
  managers: Manager[],
  change: { readonly old: unknown; readonly next: unknown; readonly place: Place },
  by: { readonly manager: string; readonly subresource: string; readonly apiVersion: string; readonly time: string },
): Manager[] {
  const { changed, removed } = difference(change.old, change.next, change.place);
  withoutServerFields(changed);
  withoutServerFields(removed);
  if (isEmpty(changed) && isEmpty(removed)) return managers;
  for (const { fields } of managers) {
    removeAll(fields, changed);
    removeAll(fields, removed);
  }
  if (isEmpty(changed)) return managers;
  let own = managers.find(
    ({ manager, operation, subresource }) =>
      manager === by.manager && operation === 'Update' && subresource === by.subresource,
  );
  if (!own) {
    own = { ...by, operation: 'Update', fields: { self: false, children: new Map() } };
    managers.push(own);
  }
  own.time = by.time;
  for (const [step, more] of changed.children) addAll(child(own.fields, step), more);
  return managers;
}
