/**
 * Server-side apply: the document says what its manager wants; fields it named before and names no more are removed, unless
 * somebody else owns them too; a field that another manager set to something else is a conflict, unless forced.
 */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import type { KubernetesObject } from '#api/meta/object.ts';
import type { Status, StatusCause } from '#api/meta/status.ts';
import { apiVersionOf } from '#api/scheme.ts';
import type { StructType } from '#api/structure/structure.ts';
import { fail, ok, type Result } from '#base/result.ts';
import type { Json } from '../structural-sharing.ts';
import { addAll, common, emptySet, type FieldSet, fields, fieldText, removeAll, subset } from './field-set.ts';
import { type Manager, readManagers, withoutServerFields, writeManagers } from './managed-fields.ts';
import { difference, fieldsOf, mergeTyped, type Place, rootPlace, without, withParents } from './typed-value.ts';

export interface Application {
  readonly definition: KindDefinition;
  readonly type: StructType | undefined;
  readonly document: Readonly<Json>;
  readonly manager: string;
  readonly force: boolean;
  readonly time: string;
}

/** The managedFields of an object that is created by applying. */
export function firstManagers(application: Application): Json[] {
  return writeManagers([appliedManager(application)]);
}

/** The object that the application makes of `live`, managedFields included. */
export function applyTo(live: KubernetesObject, application: Application): Result<Json, Status> {
  const { document, force, type } = application;
  const place = rootPlace(type);
  const applied = appliedManager(application);
  const managers = readManagers(live);
  if (managers.length === 0) managers.push(beforeFirstApply(live, application, place));
  const mine = managers.find(({ manager, operation }) => manager === applied.manager && operation === 'Apply');
  const others = managers.filter((manager) => manager !== mine);

  let merged = mergeTyped(live, document, place);
  const { changed } = difference(live, merged, place);
  const conflicts = others.flatMap((other) =>
    [...common(applied.fields, other.fields)]
      .filter((path) => subset(changed, path)?.self)
      .map((path) => ({ other, path })),
  );
  if (conflicts.length > 0 && !force) return fail(conflictStatus(conflicts));
  for (const { other, path } of conflicts) removeAll(other.fields, setOfPath(path));

  if (mine) merged = prune(merged, mine.fields, [...others, applied], place);
  const metadata = { ...((merged as Json)['metadata'] as Json) };
  const kept = unchanged(mine, applied) ? mine : applied;
  metadata['managedFields'] = writeManagers([...others, kept]);
  metadata['resourceVersion'] = document['metadata'] && (document['metadata'] as Json)['resourceVersion'];
  if (metadata['resourceVersion'] === undefined) metadata['resourceVersion'] = live.metadata.resourceVersion;
  return ok({ ...(merged as Json), metadata });
}

/** Applying the same again is no change, so the time of the first application stays. */
function unchanged(mine: Manager | undefined, applied: Manager): mine is Manager {
  if (!mine) return false;
  const [before, after] = [new Set([...fields(mine.fields)].map(String)), [...fields(applied.fields)].map(String)];
  return before.size === after.length && after.every((path) => before.has(path));
}

function appliedManager({ definition, document, manager, time, type }: Application): Manager {
  const owned = withoutServerFields(fieldsOf(document, rootPlace(type)));
  const apiVersion = apiVersionOf(definition.group, definition.version);
  return { manager, operation: 'Apply', subresource: '', apiVersion, time, fields: owned };
}

function beforeFirstApply(live: KubernetesObject, { definition, time }: Application, place: Place): Manager {
  return {
    manager: 'before-first-apply',
    operation: 'Update',
    subresource: '',
    apiVersion: apiVersionOf(definition.group, definition.version),
    time,
    fields: withoutServerFields(fieldsOf(live, place)),
  };
}

/**
 * Removes what this manager applied last time and nobody owns now. A struct that all its owners have left goes whole, with
 * what the server filled in: without `spec.iscsi` in the document its default `iscsiInterface` goes too.
 */
function prune(merged: unknown, before: FieldSet, managers: readonly Manager[], place: Place): unknown {
  const owned = emptySet();
  for (const manager of managers) addAll(owned, manager.fields);
  const kept = withParents(owned, place);
  let result = merged;
  for (const path of fields(withParents(before, place))) {
    if (path.length > 0 && !subset(kept, path)?.self) result = without(result, path, place);
  }
  return result;
}

function setOfPath(path: readonly string[]): FieldSet {
  const [step, ...rest] = path;
  if (step === undefined) return { self: true, children: new Map() };
  return { self: false, children: new Map([[step, setOfPath(rest)]]) };
}

function conflictStatus(conflicts: readonly { readonly other: Manager; readonly path: readonly string[] }[]): Status {
  const causes: StatusCause[] = conflicts.map(({ other, path }) => ({
    field: fieldText(path),
    reason: 'FieldManagerConflict',
    message: `conflict with ${describe(other)}`,
  }));
  const byManager = new Map<string, string[]>();
  for (const { other, path } of conflicts) {
    const who = describe(other);
    byManager.set(who, [...(byManager.get(who) ?? []), fieldText(path)]);
  }
  const [only] = conflicts;
  const message =
    conflicts.length === 1 && only
      ? `Apply failed with 1 conflict: conflict with ${describe(only.other)}: ${fieldText(only.path)}`
      : `Apply failed with ${conflicts.length} conflicts: ${[...byManager]
          .map(([who, paths]) => `conflicts with ${who}:\n${paths.map((path) => `- ${path}`).join('\n')}`)
          .join('\n')}`;
  return { code: 409, reason: 'Conflict', message, causes };
}

function describe({ manager, operation, subresource, apiVersion }: Manager): string {
  const named = `"${manager}"${subresource === '' ? '' : ` with subresource "${subresource}"`}`;
  return operation === 'Apply' ? named : `${named} using ${apiVersion}`;
}
