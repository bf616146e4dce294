/**
 * The structural table, compiled for walking: for each struct its fields with their types. Read from dist/structure.json
 * the first time it is asked for, both when running from src and from the bundle.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FieldTable, ListTable, MapTable, MergeTable, ScalarKind, StructureTable, TypeTable } from './table.ts';

export type Type = ScalarType | ListType | MapType | StructType;

export interface ScalarType {
  readonly is: 'scalar';
  readonly scalar: ScalarKind;
  /** As Go's type errors call it: `int32`, `v1.PullPolicy`. */
  readonly goName: string;
  readonly values?: readonly string[];
}

export interface ListType {
  readonly is: 'list';
  readonly of: Type;
  readonly goName: string;
}

export interface MapType {
  readonly is: 'map';
  readonly of: Type;
  readonly goName: string;
}

export interface StructType {
  readonly is: 'struct';
  /** `core.v1.PodSpec` */
  readonly name: string;
  /** `v1.PodSpec` */
  readonly goName: string;
  /** `PodSpec` */
  readonly shortName: string;
  readonly fields: ReadonlyMap<string, Field>;
  /** Fields that are written even when they are absent or empty. */
  readonly always: readonly Field[];
}

export interface Field {
  readonly name: string;
  readonly type: Type;
  readonly required: boolean;
  readonly pointer: boolean;
  readonly always: boolean;
  readonly embedded?: string;
  readonly merge?: MergeTable;
}

let structs: Map<string, StructType> | undefined;

/** `structType('core.v1.PodSpec')`; undefined when there is none of that name. */
export function structType(name: string): StructType | undefined {
  structs ??= compile(JSON.parse(readData('structure.json')) as StructureTable);
  return structs.get(name);
}

/** The struct of a built-in kind: `kindStruct('apps', 'v1', 'Deployment')`. */
export function kindStruct(group: string, version: string, kind: string): StructType | undefined {
  return structType(`${group === '' ? 'core' : group.replace(/\..*$/, '')}.${version}.${kind}`);
}

export interface Explanation {
  readonly description: string;
  readonly fields: Readonly<Record<string, string>>;
}

let explanations: Readonly<Record<string, Explanation>> | undefined;

/** What Kubernetes' own schema says of a struct and its fields, in English. */
export function explanation(structName: string): Explanation | undefined {
  explanations ??= JSON.parse(readData('explain.json')) as Readonly<Record<string, Explanation>>;
  return Object.hasOwn(explanations, structName) ? explanations[structName] : undefined;
}

/** From src/api/structure the file lies in ../../../dist; from the bundle beside the chunk or one folder up. */
function readData(name: string): string {
  for (let folder = import.meta.dirname; ; folder = path.dirname(folder)) {
    for (const file of [path.join(folder, name), path.join(folder, 'dist', name)]) {
      if (existsSync(file)) return readFileSync(file, 'utf8');
    }
    if (folder === path.dirname(folder)) throw new Error(`dist/${name} is missing: run \`npm run build\``);
  }
}

/** Structs refer to each other in circles (a schema holds schemas), so they are made first and filled after. */
function compile(table: StructureTable): Map<string, StructType> {
  const made = new Map<string, StructType & { fields: Map<string, Field>; always: Field[] }>();
  for (const name of Object.keys(table.structs)) {
    const [, version = '', shortName = ''] = name.split('.');
    const goName = `${version}.${shortName}`;
    made.set(name, { is: 'struct', name, goName, shortName, fields: new Map(), always: [] });
  }
  for (const [name, fields] of Object.entries(table.structs)) {
    const struct = made.get(name) as StructType & { fields: Map<string, Field>; always: Field[] };
    for (const [fieldName, entry] of Object.entries(fields)) {
      const field = compileField(fieldName, entry, made);
      struct.fields.set(fieldName, field);
      if (field.always) struct.always.push(field);
    }
  }
  return made;
}

function compileField(name: string, entry: FieldTable, made: ReadonlyMap<string, StructType>): Field {
  return {
    name,
    type: compileType(entry.type, made),
    required: entry.required ?? false,
    pointer: entry.pointer ?? false,
    always: entry.always ?? false,
    ...(entry.embedded !== undefined && { embedded: entry.embedded }),
    ...(entry.merge && { merge: entry.merge }),
  };
}

function compileType(table: TypeTable, made: ReadonlyMap<string, StructType>): Type {
  if ('struct' in table) return made.get(table.struct) as StructType;
  if ('list' in table) return compileList(table, made);
  if ('map' in table) return compileMap(table, made);
  return {
    is: 'scalar',
    scalar: table.scalar,
    goName: table.go ?? goNames[table.scalar],
    ...(table.enum && { values: table.enum }),
  };
}

function compileList(table: ListTable, made: ReadonlyMap<string, StructType>): ListType {
  const of = compileType(table.list, made);
  return { is: 'list', of, goName: table.go ?? `[]${of.goName}` };
}

function compileMap(table: MapTable, made: ReadonlyMap<string, StructType>): MapType {
  const of = compileType(table.map, made);
  return { is: 'map', of, goName: table.go ?? `map[string]${of.goName}` };
}

const goNames: Readonly<Record<ScalarKind, string>> = {
  string: 'string',
  bool: 'bool',
  int32: 'int32',
  int64: 'int64',
  float64: 'float64',
  bytes: '[]uint8',
  time: 'string',
  microTime: 'string',
  quantity: 'resource.Quantity',
  intOrString: 'intstr.IntOrString',
  any: 'interface {}',
  schemaOrList: 'v1.JSONSchemaPropsOrArray',
  schemaOrBool: 'v1.JSONSchemaPropsOrBool',
  schemaOrStrings: 'v1.JSONSchemaPropsOrStringArray',
};
