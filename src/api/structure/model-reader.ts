/**
 * Reads a model of the npm package `kubernetes-models`: the interface in one .d.ts file, field by field, with descriptions.
 * The files are machine-made and regular, so a small reader of just what occurs in them is enough.
 */
export interface Model {
  readonly name: string;
  readonly description: string;
  readonly fields: readonly ModelField[];
  /** Interface name to the path it is imported from. */
  readonly imports: ReadonlyMap<string, string>;
}

export interface ModelField {
  readonly name: string;
  readonly required: boolean;
  readonly description: string;
  readonly type: ModelType;
}

export type ModelType =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'any' }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'reference'; readonly name: string }
  | { readonly kind: 'list' | 'map'; readonly of: ModelType };

/** Undefined when the file holds no interface but an alias of a plain type (`Quantity`, `IntOrString`, `Time`). */
export function readModel(source: string): Model | undefined {
  const start = /((?:\/\*\*(?:[^*]|\*(?!\/))*\*\/\s*)?)export interface I(\w+)[^{]*\{\n/.exec(source);
  if (!start) return undefined;
  const bodyStart = start.index + start[0].length;
  const body = source.slice(bodyStart, source.indexOf('\n}', bodyStart) + 1);
  const imports = new Map<string, string>();
  for (const [, names = '', from = ''] of source.matchAll(/^import \{([^}]*)\} from "([^"]*)";/gm)) {
    for (const name of names.split(',')) imports.set(name.trim(), from);
  }
  return { name: start[2] as string, description: plainComment(start[1] ?? ''), fields: readFields(body), imports };
}

function readFields(body: string): ModelField[] {
  const fields: ModelField[] = [];
  const pattern = /((?:\/\*\*(?:[^*]|\*(?!\/))*\*\/\s*)?)"([^"]+)"(\??): ((?:[^;"{]|"[^"]*"|\{[^}]*\})*);/g;
  for (const [, comment = '', name = '', optional, type = ''] of body.matchAll(pattern)) {
    fields.push({ name, required: optional === '', description: plainComment(comment), type: readType(type.trim()) });
  }
  return fields;
}

/** `Array<string>`, `{ [key: string]: IQuantity; }`, `"TCP" | "UDP"`, `IIoK8sApiCoreV1PodSpec`. */
function readType(text: string): ModelType {
  const list = /^Array<([\s\S]*)>$/.exec(text);
  if (list) return { kind: 'list', of: readType((list[1] as string).trim()) };
  const map = /^\{\s*\[key: string\]: ([\s\S]*?);?\s*\}$/.exec(text);
  if (map) return { kind: 'map', of: readType((map[1] as string).trim()) };
  if (text.startsWith('"'))
    return { kind: 'enum', values: [...text.matchAll(/"([^"]*)"/g)].map(([, value = '']) => value) };
  if (text === 'string' || text === 'number' || text === 'boolean') return { kind: text };
  if (/^I\w+$/.test(text)) return { kind: 'reference', name: text };
  return { kind: 'any' };
}

function plainComment(comment: string): string {
  return comment
    .replace(/^\s*\/\*\*|\*\/\s*$/g, '')
    .replace(/^[ \t]*\* ?/gm, '')
    .replaceAll('\\*', '*')
    .trim();
}
