/** What `explain` says of a kind or one of its fields: the schema's own words, laid out as kubectl does it. */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import { explanation, type Field, kindStruct, type StructType, type Type } from '#api/structure/structure.ts';
import { indent, wrap } from './wrap.ts';

const width = 76;

/** Said of every kind alike. */
const commonFields: Readonly<Record<string, string>> = {
  apiVersion:
    'APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources',
  kind: 'Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds',
};

export interface Explained {
  readonly text: string;
  /** The field that does not exist, if any; what is printed before is `text`. */
  readonly missing?: string;
}

/** `path`: the names of fields after the kind. */
export function explainField(definition: KindDefinition, path: readonly string[], recursive: boolean): Explained {
  const { group, kind, version } = definition;
  const head = `${group === '' ? '' : `GROUP:      ${group}\n`}KIND:       ${kind}\nVERSION:    ${version}\n\n`;
  const root = definition.struct ?? kindStruct(group, version, kind);
  if (!root) return { text: head, missing: path[0] ?? kind };
  let type: Type = root;
  let field: Field | undefined;
  let owner: StructType = root;
  for (const name of path) {
    const struct = structIn(type);
    const next = struct && fieldOf(struct, name);
    if (!struct || !next) return { text: head, missing: name };
    owner = struct;
    field = next;
    type = next.type;
  }
  const struct = structIn(type);
  const said = field ? descriptionOf(owner, field.name) : '';
  const about = struct && !(field && isOpaque(struct)) ? (explanation(struct.name)?.description ?? '') : '';
  const description = [said, about].filter((text) => text !== '').join('\n') || '<empty>';
  let text = head;
  if (field) {
    text += `FIELD: ${field.name} <${typeText(field.type)}>\n`;
    const values = enumOf(field.type);
    text += values ? `ENUM:\n${values.map((value) => `    ${value}\n`).join('')}\n` : '\n\n';
  }
  text += `DESCRIPTION:\n${indent(wrap(description, width), '    ')}\n    \n`;
  if (!struct || isOpaque(struct)) return { text: `${text}\n` };
  text += 'FIELDS:\n';
  return { text: text + (recursive ? `${fieldTree(struct, '  ', new Set())}\n` : `${fieldList(struct)}\n`) };
}

function fieldList(struct: StructType): string {
  return sortedFields(struct)
    .map((field) => {
      const description = descriptionOf(struct, field.name) || '<no description>';
      return `${fieldHead(field, '  ')}${indent(wrap(description, width), '    ')}\n\n`;
    })
    .join('');
}

/** Without a word of description; a struct inside itself is not opened again. */
function fieldTree(struct: StructType, margin: string, open: ReadonlySet<StructType>): string {
  return sortedFields(struct)
    .map((field) => {
      const inner = structIn(field.type);
      const head = fieldHead(field, margin);
      if (!inner || isOpaque(inner) || open.has(inner)) return head;
      return head + fieldTree(inner, `${margin}  `, new Set([...open, struct, inner]));
    })
    .join('');
}

function fieldHead(field: Field, margin: string): string {
  const values = enumOf(field.type);
  const required = field.required ? ' -required-' : '';
  return `${margin}${field.name}\t<${typeText(field.type)}>${required}\n${values ? `${margin}enum: ${values.join(', ')}\n` : ''}`;
}

function sortedFields(struct: StructType): readonly Field[] {
  return [...struct.fields.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Case does not matter where the exact name is not there. */
function fieldOf(struct: StructType, name: string): Field | undefined {
  return (
    struct.fields.get(name) ??
    [...struct.fields.values()].find((field) => field.name.toLowerCase() === name.toLowerCase())
  );
}

function descriptionOf(struct: StructType, name: string): string {
  const own = explanation(struct.name)?.fields[name] ?? '';
  return own === '' && struct.fields.has('metadata') && Object.hasOwn(commonFields, name)
    ? (commonFields[name] ?? '')
    : own;
}

export function structIn(type: Type): StructType | undefined {
  if (type.is === 'struct') return type;
  return type.is === 'scalar' ? undefined : structIn(type.of);
}

/** A struct that is written as something else, such as a time. */
function isOpaque(struct: StructType): boolean {
  return struct.fields.size === 0;
}

function enumOf(type: Type): readonly string[] | undefined {
  return type.is === 'scalar' && type.values ? [...type.values].sort() : undefined;
}

const scalarNames: Readonly<Record<string, string>> = {
  int32: 'integer',
  int64: 'integer',
  bool: 'boolean',
  float64: 'number',
  intOrString: 'IntOrString',
  quantity: 'Quantity',
  any: 'Object',
  schemaOrList: 'JSONSchemaPropsOrArray',
  schemaOrBool: 'JSONSchemaPropsOrBool',
  schemaOrStrings: 'JSONSchemaPropsOrStringArray',
};

function typeText(type: Type): string {
  if (type.is === 'list') return `[]${typeText(type.of)}`;
  if (type.is === 'map') return `map[string]${typeText(type.of)}`;
  if (type.is === 'struct') return type.shortName;
  return scalarNames[type.scalar] ?? 'string';
}
