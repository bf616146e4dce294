/**
 * The shape of the structural table (dist/structure.json): every struct that the built-in kinds are made of, with the JSON
 * and Go facts of each field. Made by generate.ts, read by structure.ts.
 */
export interface StructureTable {
  /** By name: `core.v1.PodSpec`, `meta.v1.ObjectMeta`. */
  readonly structs: Readonly<Record<string, StructTable>>;
}

/** Fields in alphabetical order, by their JSON name. */
export type StructTable = Readonly<Record<string, FieldTable>>;

export interface FieldTable {
  readonly type: TypeTable;
  /** Kubernetes' schema says the field must be there. Only the kinds' own checks enforce it. */
  readonly required?: true;
  /** A pointer in Go: a zero (`false`, `0`, `""`, `{}`) that was written is kept, an absent one stays absent. */
  readonly pointer?: true;
  /** Written even when it is empty. */
  readonly always?: true;
  /** The embedded Go struct that the field really belongs to; Go names it in type errors. */
  readonly embedded?: string;
  readonly merge?: MergeTable;
}

export type TypeTable = ScalarTable | ListTable | MapTable | StructReference;

export interface ScalarTable {
  readonly scalar: ScalarKind;
  /** The Go name of a named type (`v1.PullPolicy`), where it has one. */
  readonly go?: string;
  readonly enum?: readonly string[];
}

export type ScalarKind =
  | 'string'
  | 'bool'
  | 'int32'
  | 'int64'
  | 'float64'
  /** Base64 in JSON. */
  | 'bytes'
  /** RFC 3339, whole seconds or microseconds. */
  | 'time'
  | 'microTime'
  | 'quantity'
  | 'intOrString'
  /** Any JSON, taken as it is. */
  | 'any'
  /** A schema, or a list of them, or a boolean, or a list of strings: three odd corners of CustomResourceDefinitions. */
  | 'schemaOrList'
  | 'schemaOrBool'
  | 'schemaOrStrings';

export interface ListTable {
  readonly list: TypeTable;
  readonly go?: string;
}

export interface MapTable {
  readonly map: TypeTable;
  readonly go?: string;
}

export interface StructReference {
  readonly struct: string;
}

/** How two versions of a list, map or struct are merged. */
export interface MergeTable {
  /** Server-side apply: `map` merges items by `keys`, `set` adds members, `atomic` replaces the whole. Absent means atomic for lists. */
  readonly apply?: 'map' | 'set' | 'atomic';
  readonly keys?: readonly string[];
  /** Strategic merge patch: the key by which items are matched; `""` for lists of plain values that are merged as sets. */
  readonly patchKey?: string;
  /** Strategic merge patch: `retainKeys` for unions such as a Deployment's strategy. */
  readonly retainKeys?: true;
}
