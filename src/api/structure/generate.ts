/**
 * Makes the structural table of the kinds and the texts of `explain` from npm packages, in the build:
 * names, types, required fields, enums and descriptions from the declarations of `kubernetes-models`, number formats from the
 * attribute maps of `@kubernetes/client-node` (both of Kubernetes 1.36), Go's own facts from go-types.ts.
 * Writes dist/structure.json and dist/explain.json. Takes about a quarter of a second.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  alwaysWritten,
  atomicMaps,
  atomicStructs,
  embeddedStructs,
  leftOutWhenEmpty,
  merges,
  namedTypes,
  pointerStructs,
  pointers,
  unnamedStructs,
  valueStructs,
} from './go-types.ts';
import { type Model, type ModelField, type ModelType, readModel } from './model-reader.ts';
import { modelRoots } from './roots.ts';
import type { FieldTable, MergeTable, ScalarKind, StructTable, TypeTable } from './table.ts';

const root = path.join(import.meta.dirname, '..', '..', '..');
const modules = path.join(root, 'node_modules');
const clientModels = path.join(modules, '@kubernetes/client-node/dist/gen/models');

/** Models that are no structs but stand for a scalar with rules of its own. */
const specialModels: Readonly<Record<string, ScalarKind>> = {
  Quantity: 'quantity',
  IntOrString: 'intOrString',
  Time: 'time',
  MicroTime: 'microTime',
  JSON: 'any',
  RawExtension: 'any',
  FieldsV1: 'any',
  JSONSchemaPropsOrArray: 'schemaOrList',
  JSONSchemaPropsOrBool: 'schemaOrBool',
  JSONSchemaPropsOrStringArray: 'schemaOrStrings',
};

const structs: Record<string, StructTable> = {};
const explained: Record<string, { description: string; fields: Record<string, string> }> = {};
const waiting: string[] = modelRoots.map((model) => path.join(modules, 'kubernetes-models', `${model}.d.ts`));
const seen = new Set<string>();

for (let file = waiting.pop(); file; file = waiting.pop()) readStruct(file);

const dist = path.join(root, 'dist');
mkdirSync(dist, { recursive: true });
write('structure.json', { structs: sorted(structs) });
write('explain.json', sorted(explained));

function readStruct(file: string): void {
  if (seen.has(file)) return;
  seen.add(file);
  const model = readModel(readFileSync(file, 'utf8'));
  if (!model) throw new Error(`${file} holds no interface`);
  const name = structName(file);
  const formats = readFormats(name);
  const fields: Record<string, FieldTable> = {};
  for (const field of model.fields) {
    fields[field.name] = fieldTable(name, field, typeTable(name, field.name, field.type, model, file, formats));
  }
  structs[name] = sorted(fields);
  explained[name] = {
    description: model.description,
    fields: Object.fromEntries(model.fields.map((field) => [field.name, field.description])),
  };
}

/** `kubernetes-models/apps/v1/Deployment.d.ts` is `apps.v1.Deployment`; the core group is called `core`. */
function structName(file: string): string {
  const kind = path.basename(file, '.d.ts');
  const [version = '', folder = ''] = path.relative(modules, path.dirname(file)).split(path.sep).reverse();
  const group = folder.replace(/\..*$/, '');
  return `${group === 'kubernetes-models' ? 'core' : group}.${version}.${kind}`;
}

function fieldTable(struct: string, field: ModelField, type: TypeTable): FieldTable {
  const { name, required } = field;
  // Every kind's own apiVersion and kind: constants in the models, plain strings that may be empty in Go.
  if (field.type.kind === 'enum' && (name === 'apiVersion' || name === 'kind') && field.type.values.length === 1) {
    return { type: { scalar: 'string' } };
  }
  const isStruct = 'struct' in type;
  const isNeverAbsent = name === 'metadata' || name === 'spec' || name === 'status';
  const pointer = isStruct
    ? has(pointerStructs, struct, name) || (!required && !isNeverAbsent && !has(valueStructs, struct, name))
    : has(pointers, struct, name);
  const always =
    !pointer && (isStruct || (required ? !has(leftOutWhenEmpty, struct, name) : has(alwaysWritten, struct, name)));
  const embedding = embeddedStructs[struct];
  const embedded = embedding && !embedding.except.split(' ').includes(name) ? embedding.name : undefined;
  const merge = mergeTable(struct, name, type);
  return {
    type,
    ...(required && { required }),
    ...(pointer && { pointer }),
    ...(always && { always }),
    ...(embedded && { embedded }),
    ...(merge && { merge }),
  };
}

function mergeTable(struct: string, name: string, type: TypeTable): MergeTable | undefined {
  if (has(atomicMaps, struct, name) || ('struct' in type && atomicStructs.includes(type.struct)))
    return { apply: 'atomic' };
  const words = merges[struct]?.[name]?.split(' ') ?? [];
  let merge: MergeTable | undefined;
  for (const word of words) {
    if (word === 'set') merge = { ...merge, apply: 'set' };
    else if (word === 'retainKeys') merge = { ...merge, retainKeys: true };
    else if (word.startsWith('map:')) merge = { ...merge, apply: 'map', keys: word.slice(4).split(',') };
    else if (word.startsWith('patch:')) merge = { ...merge, patchKey: word.slice(6) };
  }
  return merge;
}

function typeTable(
  struct: string,
  field: string,
  type: ModelType,
  model: Model,
  file: string,
  formats: ReadonlyMap<string, string>,
): TypeTable {
  const go = namedType(struct, field);
  switch (type.kind) {
    case 'list':
      return { list: typeTable(struct, field, type.of, model, file, formats) };
    case 'map': {
      const of = typeTable(struct, field, type.of, model, file, formats);
      const isResourceList = 'scalar' in of && of.scalar === 'quantity';
      return { map: of, ...(isResourceList && { go: 'v1.ResourceList' }) };
    }
    case 'reference':
      return reference(type.name, model, file);
    case 'enum':
      return { scalar: 'string', ...(go && { go }), enum: type.values };
    case 'string':
      return { scalar: stringKind(formats.get(field)), ...(go && { go }) };
    case 'boolean':
      return { scalar: 'bool' };
    case 'number': {
      const format = formats.get(field);
      if (format === 'int32' || format === 'int64') return { scalar: format };
      return { scalar: format === 'double' ? 'float64' : 'int32' };
    }
    case 'any': {
      const named = unnamedStructs[struct]?.[field];
      return named === undefined ? { scalar: 'any' } : { struct: named };
    }
  }
}

function stringKind(format: string | undefined): ScalarKind {
  if (format === 'byte') return 'bytes';
  return format === 'date-time' ? 'time' : 'string';
}

function reference(name: string, model: Model, file: string): TypeTable {
  if (name === `I${model.name}`) return { struct: structName(file) };
  const from = model.imports.get(name);
  if (!from) throw new Error(`${file} does not import ${name}`);
  const special = specialModels[path.basename(from, '.js')];
  if (special) return { scalar: special };
  const target = from.startsWith('.')
    ? path.join(path.dirname(file), from.replace(/\.js$/, '.d.ts'))
    : path.join(modules, `${from}.d.ts`);
  waiting.push(target);
  return { struct: structName(target) };
}

/** Field name to format, from the client's class of the same struct: `V1Probe`, `CoreV1Event`, `V2MetricSpec`. */
function readFormats(struct: string): ReadonlyMap<string, string> {
  const [group = '', version = '', name = ''] = struct.split('.');
  const plain = `${capitalized(version)}${name}`;
  const candidates = [`${capitalized(group)}${plain}`, plain].map((file) => path.join(clientModels, `${file}.js`));
  const file = candidates.find((candidate) => existsSync(candidate));
  const formats = new Map<string, string>();
  if (!file) return formats;
  const pattern = /"baseName": "([^"]+)",\s*"type": "([^"]*)",\s*"format": "([^"]*)"/g;
  for (const [, field = '', type = '', format = ''] of readFileSync(file, 'utf8').matchAll(pattern)) {
    // For lists and maps the client keeps no format of the items; the base64 of Secrets it does.
    if (format !== '') formats.set(field, format);
    else if (type.includes('number')) formats.set(field, 'int32');
  }
  return formats;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function namedType(struct: string, field: string): string | undefined {
  const entry = namedTypes[struct]?.split(' ').find((pair) => pair.startsWith(`${field}=`));
  return entry?.slice(field.length + 1);
}

function has(table: Readonly<Record<string, string>>, struct: string, field: string): boolean {
  return table[struct]?.split(' ').includes(field) ?? false;
}

function sorted<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function write(name: string, value: unknown): void {
  const file = path.join(dist, name);
  const unfinished = `${file}.${process.pid}.tmp`;
  writeFileSync(unfinished, JSON.stringify(value));
  renameSync(unfinished, file);
}
