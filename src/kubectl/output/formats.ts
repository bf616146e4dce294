/**
 * `-o …`: the forms in which objects are printed, apart from tables. Each is kubectl's own; what it does not know it
 * refuses with the list of those it does.
 */
import type { Anything } from '../api.ts';
import type { Call } from '../call.ts';
import { Exit, failWith } from '../exit.ts';
import { goTemplate } from '../go-template/evaluate.ts';
import { findByPath, jsonPath } from '../jsonpath/evaluate.ts';
import { jsonText } from './json.ts';
import { kyamlText } from './kyaml.ts';
import { yamlText } from './yaml.ts';

export interface Format {
  /** `json`, `jsonpath`, `custom-columns`… */
  readonly name: string;
  /** What stands after `=`. */
  readonly argument: string;
}

const allowedByGet =
  'custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,wide,yaml';
const allowedElsewhere =
  'go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,yaml';

const takeArgument: ReadonlySet<string> = new Set([
  ...['custom-columns', 'custom-columns-file', 'go-template', 'go-template-file', 'jsonpath', 'jsonpath-as-json'],
  ...['jsonpath-file', 'template', 'templatefile'],
]);

/**
 * What `-o` and `--template` ask for; `''` where nothing was. A form that nobody knows ends the command. Those whose template
 * stands in a file (`jsonpath-file=…`) come back as the form itself.
 */
export function formatOf(call: Call, options: { readonly isGet?: boolean } = {}): Format {
  const output = call.flags.text('output');
  const template = call.flags.text('template');
  const [, name = '', argument] = /^([^=]*)(?:=(.*))?$/s.exec(output) ?? [];
  const allowed = options.isGet ? allowedByGet : allowedElsewhere;
  if (name === '') return template === '' ? { name: '', argument: '' } : { name: 'go-template', argument: template };
  if (!allowed.split(',').includes(name)) {
    failWith(`unable to match a printer suitable for the output format "${output}", allowed formats are: ${allowed}`);
  }
  const given = argument ?? template;
  if (takeArgument.has(name) && given === '') {
    if (name.startsWith('custom-columns')) failWith('custom-columns format specified but no custom columns given');
    const what = name.startsWith('jsonpath') ? 'template' : 'template';
    failWith(`${what} format specified but no template given`);
  }
  const plain = ofFiles[name];
  if (plain === undefined) return { name, argument: given };
  const text = call.around.folder.read(given);
  if (text === undefined) failWith(`error reading --template ${given}, open ${given}: no such file or directory\n`);
  return { name: plain, argument: plain === 'custom-columns' ? columnsOfFile(text) : text };
}

const ofFiles: Readonly<Record<string, string>> = {
  'go-template-file': 'go-template',
  templatefile: 'go-template',
  'jsonpath-file': 'jsonpath',
  'custom-columns-file': 'custom-columns',
};

/** Headers on the first line, paths below them. */
function columnsOfFile(text: string): string {
  const [headers = [], paths = []] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  if (headers.length !== paths.length)
    failWith(`number of headers (${headers.length}) and field specifications (${paths.length}) don't match`);
  return headers.map((header, index) => `${header}:${paths[index]}`).join(',');
}

/** One object, or a List of several, in a form that is not a table. */
export function formatted({ name, argument }: Format, object: unknown): string {
  switch (name) {
    case 'json':
      return `${jsonText(object)}\n`;
    case 'yaml':
      return yamlText(object);
    case 'kyaml':
      return kyamlText(object);
    case 'jsonpath': {
      const text = jsonPath(argument, object);
      if (!text.ok) failWith(text.error);
      return text.value;
    }
    case 'jsonpath-as-json': {
      const found = findByPath(argument, object);
      if (!found.ok) failWith(found.error);
      return `${jsonText(found.value)}\n`;
    }
    case 'go-template':
    case 'template': {
      const text = goTemplate(argument, object);
      if (!text.ok) throw new Exit(`error: ${text.error.message}\n`, 1, false, text.error.details);
      return text.value;
    }
    default:
      return failWith(`the simulator leaves out the output format "${name}"`);
  }
}

/** Without what nobody asked to see. */
export function withoutManagedFields(object: Anything): Anything {
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** Several objects in one: what `-o yaml` and templates see. */
export function listOf(objects: readonly Anything[]): object {
  return { apiVersion: 'v1', items: objects, kind: 'List', metadata: { resourceVersion: '' } };
}
