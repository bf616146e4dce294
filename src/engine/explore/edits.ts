/**
 * Single changes of manifests that might mend them: towards reference answers, field by field, and towards what the answer itself
 * says elsewhere (a Service's selector beside the labels of its pods). Smallest first; what is only a name is left alone.
 */
import { readManifests } from '#base/yaml/read-manifests.ts';

export type Path = readonly (string | number)[];

export interface Edit {
  /** Which document, or the first that is not there yet. */
  readonly document: number;
  readonly path: Path;
  /** Undefined takes the field away. */
  readonly value: unknown;
  readonly was: unknown;
}

type Document = Readonly<Record<string, unknown>>;

/** Empty where the text is no YAML. */
export function documentsOf(text: string): readonly Document[] {
  const { manifests, error } = readManifests(text);
  if (error) return [];
  return manifests.flatMap(({ value }) => (isObject(value) ? [value] : []));
}

export function editsToward(
  documents: readonly Document[],
  references: readonly (readonly Document[])[],
): readonly Edit[] {
  const found = new Map<string, Edit>();
  const add = (edit: Edit) => {
    const key = JSON.stringify([edit.document, edit.path, edit.value]);
    if (!found.has(key)) found.set(key, edit);
  };
  for (const [index, document] of documents.entries()) {
    for (const edit of selectorEdits(document, documents)) add({ document: index, ...edit });
  }
  for (const reference of references) {
    const pairs = paired(documents, reference);
    for (const { index, other } of pairs)
      for (const edit of differing(documents[index], other)) add({ document: index, ...edit });
    const used = new Set(pairs.map(({ other }) => other));
    for (const other of reference) {
      if (!used.has(other)) add({ document: documents.length, path: [], value: other, was: undefined });
    }
  }
  return [...found.values()].sort((one, other) => sizeOf(one) - sizeOf(other));
}

export function withEdit(documents: readonly Document[], { document, path, value }: Edit): readonly Document[] {
  if (document === documents.length) return [...documents, value as Document];
  return documents.map((one, index) => (index === document ? (changed(one, path, value) as Document) : one));
}

/** JSON is YAML: one document after the other. */
export function textOf(documents: readonly Document[]): string {
  return documents.map((document) => JSON.stringify(document)).join('\n---\n');
}

function changed(whole: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(whole)) {
    if (rest.length === 0 && value === undefined) return whole.filter((_, index) => index !== step);
    const copy = [...whole];
    copy[Number(step)] = changed(whole[Number(step)], rest, value);
    return copy;
  }
  const object = isObject(whole) ? whole : {};
  if (rest.length === 0 && value === undefined) {
    const { [String(step)]: _gone, ...kept } = object;
    return kept;
  }
  return { ...object, [step]: changed(object[String(step)], rest, value) };
}

/** Documents of one kind belong together in their order; a lone workload also beside another kind of workload. */
function paired(documents: readonly Document[], reference: readonly Document[]) {
  const free = new Set(reference);
  const pairs: { readonly index: number; readonly other: Document }[] = [];
  for (const [index, document] of documents.entries()) {
    const same = [...free].filter(({ kind }) => kind === document['kind']);
    const other = same.find((one) => nameOf(one) === nameOf(document)) ?? same[0];
    if (!other) continue;
    free.delete(other);
    pairs.push({ index, other });
  }
  return pairs;
}

type FieldEdit = Omit<Edit, 'document'>;

/** Names that only this answer uses among its own objects. */
const ownNames =
  /^(metadata\.(name|labels|namespace)|.*(containers|volumes|volumeMounts|ports)\.\d+\.name|.*\.(matchLabels|labels)|spec\.selector)$/;

function differing(own: unknown, other: unknown, path: Path = []): readonly FieldEdit[] {
  if (ownNames.test(path.join('.')) || JSON.stringify(own) === JSON.stringify(other)) return [];
  if (isObject(own) && isObject(other)) {
    const keys = [...new Set([...Object.keys(own), ...Object.keys(other)])].filter((key) => key !== 'status');
    return keys.flatMap((key) => differing(own[key], other[key], [...path, key]));
  }
  if (Array.isArray(own) && Array.isArray(other) && [...own, ...other].every(isObject))
    return differingLists(own, other, path);
  return [{ path, value: other, was: own }];
}

function differingLists(own: readonly Document[], other: readonly Document[], path: Path): readonly FieldEdit[] {
  const free = new Set(other);
  const edits: FieldEdit[] = [];
  for (const [index, item] of own.entries()) {
    const twin =
      [...free].find((one) => one['name'] === item['name'] && item['name'] !== undefined) ??
      (own.length === 1 || other.length === 1 ? other[0] : other[index]);
    if (twin && free.delete(twin)) edits.push(...differing(item, twin, [...path, index]));
    else edits.push({ path: [...path, index], value: undefined, was: item });
  }
  for (const item of free) edits.push({ path: [...path, own.length], value: item, was: undefined });
  return edits;
}

function selectorEdits(document: Document, documents: readonly Document[]): readonly FieldEdit[] {
  const spec = isObject(document['spec']) ? document['spec'] : {};
  if (document['kind'] !== 'Service' || !isObject(spec['selector'])) return [];
  return documents.flatMap((other) => {
    const labels = labelsIn(other);
    return labels && JSON.stringify(labels) !== JSON.stringify(spec['selector'])
      ? [{ path: ['spec', 'selector'], value: labels, was: spec['selector'] }]
      : [];
  });
}

function labelsIn(document: Document): unknown {
  const template = at(document, ['spec', 'template', 'metadata', 'labels']);
  return isObject(template) ? template : document['kind'] === 'Pod' ? at(document, ['metadata', 'labels']) : undefined;
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((found, step) => (isObject(found) ? found[String(step)] : undefined), value);
}

function nameOf(document: Document): unknown {
  return at(document, ['metadata', 'name']);
}

function sizeOf({ value, was, path }: Edit): number {
  const isNew = was === undefined ? 20 : 0;
  return (JSON.stringify(value) ?? '').length + isNew + (path.length === 0 ? 1000 : 0);
}

function isObject(value: unknown): value is Document {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
