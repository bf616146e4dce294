/**
 * `-f`: manifests of the learner's folder, or of standard input. A folder's name takes all YAML and JSON in it, a pattern is
 * the shell's affair.
 */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import { readManifests } from '#base/yaml/read-manifests.ts';
import type { YamlError } from '#base/yaml/yaml-error.ts';
import type { Call } from '../call.ts';
import { Exit, failWith } from '../exit.ts';
import { type Asked, type AskedFor, askedFor } from './resources.ts';

/** A document of a file: what it says, and where it stands. */
export interface FileDocument {
  readonly file: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly definition: KindDefinition;
  readonly name: string;
  /** Undefined where it names none. */
  readonly namespace: string | undefined;
  readonly duplicates: readonly unknown[];
}

/** What went wrong with one document; the others go on. */
export interface BadDocument {
  readonly file: string;
  readonly words: string;
}

export interface ReadFiles {
  readonly documents: readonly (FileDocument | BadDocument)[];
}

/** How the file is called in messages: standard input is `STDIN`. */
export function shownFile(file: string): string {
  return file === '-' ? 'STDIN' : file;
}

/** All documents, in order. A file that is not there, or is no YAML, ends the command. */
export function readFiles(call: Call, files: readonly string[]): ReadFiles {
  const documents = files
    .flatMap((file) => textsOf(call, file))
    .flatMap(({ file, text }) => readFile(call, file, text));
  return { documents };
}

function textsOf(call: Call, file: string): readonly { readonly file: string; readonly text: string }[] {
  if (file === '-') return [{ file: 'STDIN', text: call.stdin ?? '' }];
  if (/^https?:\/\//.test(file)) failWith(`the simulator reaches no network: save ${file} as a file first`);
  const { folder } = call.around;
  const name = normalised(file);
  const text = folder.read(name);
  if (text !== undefined) return [{ file, text }];
  const prefix = name === '' ? '' : `${name}/`;
  const inside = folder
    .list()
    .filter((path) => path.startsWith(prefix) && /\.(?:ya?ml|json)$/.test(path))
    .filter((path) => call.flags.is('recursive') || !path.slice(prefix.length).includes('/'))
    .sort();
  if (inside.length === 0) failWith(`the path "${file}" does not exist`);
  return inside.map((path) => ({ file: name === '' ? path : path, text: folder.read(path) ?? '' }));
}

/** `./a/b.yaml` and `a/b.yaml` are one; `.` is the folder itself. */
export function normalised(file: string): string {
  return file
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

function readFile(call: Call, file: string, text: string): (FileDocument | BadDocument)[] {
  const { manifests, error } = readManifests(text);
  if (error) throw notYaml(file, error);
  const out: (FileDocument | BadDocument)[] = [];
  for (const manifest of manifests) {
    if (manifest.error) throw notYaml(file, manifest.error);
    const { value } = manifest;
    if (value === null || value === undefined) continue;
    for (const item of itemsOf(value)) out.push(readDocument(call, file, item, manifest.duplicates));
  }
  return out;
}

function notYaml(file: string, { line, reason }: YamlError): Exit {
  // Go's parser has its own words for the commonest slip.
  const words = /^tab characters/.test(reason) ? 'found character that cannot start any token' : reason;
  return new Exit(`error: error parsing ${file}: error converting YAML to JSON: yaml: line ${line}: ${words}\n`);
}

function itemsOf(value: unknown): readonly unknown[] {
  if (!isObject(value) || value['kind'] !== 'List' || !Array.isArray(value['items'])) return [value];
  return value['items'];
}

function readDocument(
  call: Call,
  file: string,
  value: unknown,
  duplicates: readonly unknown[],
): FileDocument | BadDocument {
  if (!isObject(value)) {
    return {
      file,
      words: `error: error parsing ${file}: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${jsonType(value)} into Go value of type map[string]interface {}\n`,
    };
  }
  const apiVersion = text(value['apiVersion']);
  const kind = text(value['kind']);
  const missing = [...(apiVersion === '' ? ['apiVersion not set'] : []), ...(kind === '' ? ['kind not set'] : [])];
  if (missing.length > 0) {
    const what = missing.length === 1 ? missing[0] : `[${missing.join(', ')}]`;
    return {
      file,
      words: `error: error validating "${file}": error validating data: ${what}; if you choose to ignore these errors, turn validation off with --validate=false\n`,
    };
  }
  const metadata = isObject(value['metadata']) ? value['metadata'] : {};
  const name = text(metadata['name']);
  const namespace = text(metadata['namespace']);
  const definition = call.api.server.definitionByApiVersion(apiVersion, kind);
  if (!definition) {
    return {
      file,
      words: `error: resource mapping not found for name: "${name}" namespace: "${namespace}" from "${file}": no matches for kind "${kind}" in version "${apiVersion}"\nensure CRDs are installed first\n`,
    };
  }
  return { file, value, definition, name, namespace: namespace === '' ? undefined : namespace, duplicates };
}

/** Where the document's object is or goes. A namespace on the command line has to be the document's own. */
export function namespaceOf(call: Call, { definition, namespace }: FileDocument): string | undefined {
  if (!definition.namespaced) return undefined;
  const asked = call.flags.text('namespace');
  if (namespace !== undefined && asked !== '' && asked !== namespace) {
    throw new Exit(
      `error: the namespace from the provided object "${namespace}" does not match the namespace "${asked}". You must pass '--namespace=${namespace}' to perform this operation.\n`,
    );
  }
  return namespace ?? call.namespace;
}

/** What `-f` names, else what the arguments do. */
export function requested(
  call: Call,
  args: readonly string[] = call.args,
  options: Parameters<typeof askedFor>[2] = {},
): AskedFor {
  const files = call.flags.list('filename');
  return files.length > 0 ? objectsOfFiles(call, files) : askedFor(call.api, args, options);
}

/** The objects of files as if they had been named one by one, each in the namespace that its document says. */
function objectsOfFiles(call: Call, files: readonly string[]): AskedFor {
  const asked: Asked[] = [];
  const refusals: string[] = [];
  for (const document of readFiles(call, files).documents) {
    if ('words' in document) refusals.push(document.words);
    else asked.push({ definition: document.definition, name: document.name, namespace: namespaceOf(call, document) });
  }
  return { asked, refusals };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

function jsonType(value: unknown): string {
  return Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value === 'boolean' ? 'bool' : typeof value;
}
