/** What can be written at a place of a manifest: the fields that its kind has there and lacks so far, or a field's values. */
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

/** `line` and `column` count from 0. Undefined where nothing is known: in a comment, in a text of one's own. */
export function completeField(text: string, line: number, column: number): Completion | undefined {
  // Within a word nothing is missing.
  if (/^[\w./-]/.test(text.split('\n')[line]?.slice(column) ?? '')) return undefined;
  const place = yamlPlace(text, line, column);
  if (!place) return undefined;
  const { path, prefix, field, siblings, apiVersion, kind } = place;
  const starting = (all: readonly Candidate[]) => {
    const candidates = all.filter(({ word }) => word.startsWith(prefix) && word !== prefix);
    return candidates.length === 0 ? undefined : { prefix, candidates };
  };
  if (path.length === 0 && field === 'apiVersion') return starting(valuesOf(versionsOf(kind)));
  if (path.length === 0 && field === 'kind') return starting(valuesOf(kindsOf(apiVersion)));
  const definition = apiVersion !== undefined && kind !== undefined ? findByApiVersion(apiVersion, kind) : undefined;
  if (!definition) {
    if (path.length > 0 || field !== undefined) return undefined;
    return starting(headFields.filter(({ word }) => !siblings.includes(word)));
  }
  const fields = fieldsAt(kindStruct(definition.group, definition.version, definition.kind), path);
  if (!fields) return undefined;
  if (field !== undefined) return starting(valuesOf(scalarValues(fields.get(field)?.type)));
  const missing = [...fields.values()].filter(({ name }) => !siblings.includes(name) && name !== 'status');
  // What must be there comes first; within that the order of the alphabet stands.
  return starting(
    [...missing.filter(({ required }) => required), ...missing.filter(({ required }) => !required)].map(asCandidate),
  );
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

function versionsOf(kind: string | undefined): readonly string[] {
  const fitting = kinds.filter((definition) => definition.kind === kind);
  return (fitting.length > 0 ? fitting : kinds).map(({ group, version }) => apiVersionOf(group, version));
}

function kindsOf(apiVersion: string | undefined): readonly string[] {
  const fitting = kinds.filter(({ group, version }) => apiVersionOf(group, version) === apiVersion);
  return (fitting.length > 0 ? fitting : kinds).map(({ kind }) => kind);
}
