/** What can be written at a place of a manifest: the fields that its kind has there and lacks so far, or a field's values. */
import type { KindDefinition } from '../meta/kind-definition.ts';
import { apiVersionOf, findByApiVersion, kinds } from '../scheme.ts';
import { type Field, kindStruct, type Type } from '../structure/structure.ts';
import { yamlPlace } from './yaml-place.ts';

export interface Completion {
  /** The word begun before the cursor, which a candidate replaces. */
  readonly prefix: string;
  readonly candidates: readonly Candidate[];
}

export interface Candidate {
  readonly word: string;
  /** What is to follow: a value on the same line, a mapping or a list on the next ones; nothing after a value. */
  readonly follows: 'value' | 'mapping' | 'list' | 'nothing';
}

/**
 * `line` and `column` count from 0; `custom` are kinds that somebody defined. Undefined where nothing is known: in a comment, in
 * a text of one's own.
 */
export function completeField(
  text: string,
  line: number,
  column: number,
  custom: readonly KindDefinition[] = [],
): Completion | undefined {
  // Within a word nothing is missing.
  if (/^[\w./-]/.test(text.split('\n')[line]?.slice(column) ?? '')) return undefined;
  const place = yamlPlace(text, line, column);
  if (!place) return undefined;
  const { path, prefix, field, siblings, apiVersion, kind } = place;
  const known = [...kinds, ...custom];
  if (path.length === 0 && field === 'apiVersion') return starting(prefix, valuesOf(versionsOf(kind, known)));
  if (path.length === 0 && field === 'kind') return starting(prefix, valuesOf(kindsOf(apiVersion, known)));
  const definition =
    apiVersion !== undefined && kind !== undefined
      ? (findByApiVersion(apiVersion, kind) ?? custom.find((one) => one.kind === kind && serves(one, apiVersion)))
      : undefined;
  if (!definition) {
    if (path.length > 0 || field !== undefined) return undefined;
    return starting(
      prefix,
      headFields.filter(({ word }) => !siblings.includes(word)),
    );
  }
  const root = definition.struct ?? kindStruct(definition.group, definition.version, definition.kind);
  const fields = fieldsAt(root, path);
  if (!fields) return undefined;
  if (field !== undefined) return starting(prefix, valuesOf(scalarValues(fields.get(field)?.type)));
  const missing = [...fields.values()].filter(({ name }) => !siblings.includes(name) && name !== 'status');
  // What must be there comes first; within that the order of the alphabet stands.
  return starting(
    prefix,
    [...missing.filter(({ required }) => required), ...missing.filter(({ required }) => !required)].map(asCandidate),
  );
}

/** What goes on with the word that is begun; undefined where nothing does. */
export function starting(prefix: string, all: readonly Candidate[]): Completion | undefined {
  const candidates = all.filter(({ word }) => word.startsWith(prefix) && word !== prefix);
  return candidates.length === 0 ? undefined : { prefix, candidates };
}

/** Whether it is known by this group and version, or was or will be. */
function serves({ group, version, otherVersions = [] }: KindDefinition, apiVersion: string): boolean {
  return [{ group, version }, ...otherVersions].some((one) => apiVersionOf(one.group, one.version) === apiVersion);
}

const headFields: readonly Candidate[] = [
  { word: 'apiVersion', follows: 'value' },
  { word: 'kind', follows: 'value' },
  { word: 'metadata', follows: 'mapping' },
  { word: 'spec', follows: 'mapping' },
];

function fieldsAt(root: Type | undefined, path: readonly string[]): ReadonlyMap<string, Field> | undefined {
  let type = root;
  for (const step of path) {
    if (type?.is === 'list' && step === '[]') type = type.of;
    else if (type?.is === 'map') type = type.of;
    else if (type?.is === 'struct') type = type.fields.get(step)?.type;
    else return undefined;
  }
  return type?.is === 'struct' ? type.fields : undefined;
}

function asCandidate({ name, type }: Field): Candidate {
  const follows = type.is === 'list' ? 'list' : type.is === 'scalar' ? 'value' : 'mapping';
  return { word: name, follows };
}

function scalarValues(type: Type | undefined): readonly string[] {
  if (type?.is !== 'scalar') return [];
  return type.scalar === 'bool' ? ['true', 'false'] : (type.values ?? []);
}

function valuesOf(words: readonly string[]): readonly Candidate[] {
  return [...new Set(words)].sort().map((word) => ({ word, follows: 'nothing' }));
}

function versionsOf(kind: string | undefined, known: readonly KindDefinition[]): readonly string[] {
  const fitting = known.filter((definition) => definition.kind === kind);
  return (fitting.length > 0 ? fitting : known).map(({ group, version }) => apiVersionOf(group, version));
}

function kindsOf(apiVersion: string | undefined, known: readonly KindDefinition[]): readonly string[] {
  const fitting = known.filter((definition) => apiVersion !== undefined && serves(definition, apiVersion));
  return (fitting.length > 0 ? fitting : known).map(({ kind }) => kind);
}
