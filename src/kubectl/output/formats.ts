/**
 * `-o …`: the forms in which objects are printed, apart from tables. Each is kubectl's own; what it does not know it
 * refuses with the list of those it does.
 */
import type { Anything } from '../api.ts';
import { failWith } from '../exit.ts';
import { goTemplate } from '../go-template/evaluate.ts';
import { jsonPath } from '../jsonpath/evaluate.ts';
import { jsonText } from './json.ts';
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

/** `''` where nothing was asked for. A form that nobody knows ends the command. */
export function readFormat(
  output: string,
  options: { readonly isGet?: boolean; readonly template?: string } = {},
): Format {
  const [, name = '', argument] = /^([^=]*)(?:=(.*))?$/s.exec(output) ?? [];
  const allowed = options.isGet ? allowedByGet : allowedElsewhere;
  if (name === '') return { name: '', argument: '' };
  if (!allowed.split(',').includes(name)) {
    failWith(`unable to match a printer suitable for the output format "${output}", allowed formats are: ${allowed}`);
  }
  const given = argument ?? options.template ?? '';
  if (takeArgument.has(name) && given === '') {
    if (name.startsWith('custom-columns')) failWith('custom-columns format specified but no custom columns given');
    const what = name.startsWith('jsonpath') ? 'template' : 'template';
    failWith(`${what} format specified but no template given`);
  }
  return { name, argument: given };
}

/** One object, or a List of several, in a form that is not a table. */
export function formatted({ name, argument }: Format, object: unknown): string {
  switch (name) {
    case 'json':
      return `${jsonText(object)}\n`;
    case 'yaml':
    case 'kyaml':
      return yamlText(object);
    case 'jsonpath': {
      const text = jsonPath(argument, object);
      if (!text.ok) failWith(text.error);
      return text.value;
    }
    case 'jsonpath-as-json': {
      const text = jsonPath(argument, object);
      if (!text.ok) failWith(text.error);
      return `${jsonText([text.value])}\n`;
    }
    case 'go-template':
    case 'template': {
      const text = goTemplate(argument, object);
      if (!text.ok) failWith(text.error);
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
