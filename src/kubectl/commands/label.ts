/** `kubectl label` and `kubectl annotate`: `key=value` writes, `key-` takes away. */
import { labelValue } from '#api/meta/names.ts';
import { changeFlags, dryRunOf, selectorFlags } from '../arguments/common-flags.ts';
import { requested } from '../arguments/files.ts';
import { type Found, leaveWith, visit } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { failWith, refusalText } from '../exit.ts';
import { report } from '../output/result.ts';

const flags = [
  { name: 'overwrite', type: 'bool' },
  { name: 'list', type: 'bool' },
  { name: 'local', type: 'bool' },
  { name: 'resource-version', type: 'string' },
  { name: 'all-namespaces', short: 'A', type: 'bool' },
  { name: 'field-selector', type: 'string' },
  ...selectorFlags,
  ...changeFlags,
] as const;

export const label: Command = {
  name: 'label',
  summary: { es: 'Pone, cambia o quita etiquetas', en: 'Set, change or remove labels' },
  examples: [
    ['kubectl label pod web-0 tier=front', { es: 'Poner una', en: 'Set one' }],
    ['kubectl label pod web-0 tier=back --overwrite', { es: 'Cambiarla', en: 'Change it' }],
    ['kubectl label pod web-0 tier-', { es: 'Quitarla', en: 'Remove it' }],
  ],
  usage: '[--overwrite] (TYPE NAME | TYPE/NAME | -f FILE) KEY=VALUE ... KEY-',
  flags,
  run: (call) => write(call, 'labels'),
};

export const annotate: Command = {
  name: 'annotate',
  summary: { es: 'Pone, cambia o quita anotaciones', en: 'Set, change or remove annotations' },
  examples: [
    ["kubectl annotate deploy web kubernetes.io/change-cause='v2'", { es: 'Poner una', en: 'Set one' }],
    ['kubectl annotate deploy web kubernetes.io/change-cause-', { es: 'Quitarla', en: 'Remove it' }],
  ],
  usage: '[--overwrite] (TYPE NAME | TYPE/NAME | -f FILE) KEY=VALUE ... KEY-',
  flags,
  run: (call) => write(call, 'annotations'),
};

interface Changes {
  readonly set: Readonly<Record<string, string>>;
  readonly removed: readonly string[];
}

function write(call: Call, field: 'labels' | 'annotations'): void {
  const one = field === 'labels' ? 'label' : 'annotation';
  const { resources, pairs } = splitPairs(call.args, one);
  const changes = readPairs(pairs, field);
  const files = call.flags.list('filename');
  if (call.flags.is('list') && call.flags.given('output'))
    failWith('--list and --output may not be specified together');
  const selectors = ['selector', 'field-selector'].filter((name) => call.flags.text(name) !== '');
  if (call.flags.is('all') && selectors.length > 0) {
    failWith(`cannot set --all and --${selectors[0]} at the same time`);
  }
  if (resources.length === 0 && files.length === 0) {
    failWith('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  if (pairs.length === 0 && !call.flags.is('list')) failWith(`at least one ${one} update is required`);
  const selector = call.flags.text('selector').trim();
  const asked = requested(call, resources, { hasSelector: selector !== '' });
  if (
    asked.asked.some(({ name }) => name === undefined) &&
    selector === '' &&
    !call.flags.is('all') &&
    !call.flags.given('field-selector')
  ) {
    failWith('resource(s) were provided, but no name was specified');
  }
  const { found, refusals } = visit(call, asked, {
    labelSelector: selector,
    fieldSelector: call.flags.text('field-selector'),
    allNamespaces: call.flags.is('all-namespaces'),
  });
  const all = [...refusals];
  const isOne = asked.asked.length === 1 && asked.asked[0]?.name !== undefined;
  for (const each of found) {
    if (call.flags.is('list')) {
      list(call, each, { field, isOne });
      continue;
    }
    const refusal = writeOne(call, each, field, changes);
    if (refusal) all.push(refusal);
  }
  leaveWith(all);
}

/** `--list`; of several objects each has a line in front. */
function list(
  call: Call,
  { definition: { kind, group }, object: { metadata } }: Found,
  { field, isOne }: { readonly field: 'labels' | 'annotations'; readonly isOne: boolean },
): void {
  if (!isOne) call.line(`Listing ${field} for ${kind}.${group}/${metadata.name}:`);
  const now = Object.entries((metadata[field] ?? {}) as Readonly<Record<string, string>>).sort();
  for (const [key, value] of now) call.line(`${isOne ? '' : ' '}${key}=${value}`);
}

function writeOne(
  call: Call,
  { definition, object }: Found,
  field: 'labels' | 'annotations',
  { set, removed }: Changes,
): string | undefined {
  const now = (object.metadata[field] ?? {}) as Readonly<Record<string, string>>;
  const { name, namespace } = object.metadata;
  if (!call.flags.is('overwrite')) {
    const taken = Object.keys(set).filter((key) => Object.hasOwn(now, key) && now[key] !== set[key]);
    if (taken.length > 0 && field === 'labels') {
      return `error: '${taken[0]}' already has a value (${now[taken[0] as string]}), and --overwrite is false\n`;
    }
    if (taken.length > 0) {
      const declared = taken.map((key) => `'${key}' already has a value (${now[key]})`).join('; ');
      return `error: --overwrite is false but found the following declared annotation(s): ${declared}\n`;
    }
  }
  const absent = removed.filter((key) => !Object.hasOwn(now, key));
  if (field === 'labels') for (const key of absent) call.line(`label "${key}" not found.`);
  const patch: Record<string, string | null> = { ...set };
  for (const key of removed) if (Object.hasOwn(now, key)) patch[key] = null;
  const isChanged = Object.keys(patch).some((key) => patch[key] !== now[key]);
  const dryRun = dryRunOf(call);
  const what = field === 'annotations' ? 'annotated' : labelVerdict(set, patch, isChanged);
  if (dryRun === 'client' || (!isChanged && field === 'labels')) {
    report(call, { definition, object, what, dryRun });
    return undefined;
  }
  const patched = call.api.patch(
    definition,
    namespace,
    name,
    { type: 'merge', patch: { metadata: { [field]: patch } } },
    { dryRun: dryRun === 'server', fieldManager: field === 'labels' ? 'kubectl-label' : 'kubectl-annotate' },
  );
  if (!patched.ok) return refusalText(patched.error);
  report(call, { definition, object: patched.value, what, dryRun });
  return undefined;
}

/** Nothing set and something gone is `unlabeled`. */
function labelVerdict(set: Changes['set'], patch: object, isChanged: boolean): string {
  if (!isChanged) return 'not labeled';
  return Object.keys(set).length === 0 && Object.keys(patch).length > 0 ? 'unlabeled' : 'labeled';
}

function splitPairs(
  args: readonly string[],
  one: string,
): {
  readonly resources: readonly string[];
  readonly pairs: readonly string[];
} {
  const isPair = (arg: string) => /^[^=]+=/.test(arg) || (arg.endsWith('-') && arg !== '-');
  const at = args.findIndex(isPair);
  if (at < 0) return { resources: args, pairs: [] };
  const late = args.slice(at).find((arg) => !isPair(arg));
  if (late !== undefined) failWith(`all resources must be specified before ${one} changes: ${late}`);
  return { resources: args.slice(0, at), pairs: args.slice(at) };
}

function readPairs(pairs: readonly string[], field: 'labels' | 'annotations'): Changes {
  const set: Record<string, string> = {};
  const removed: string[] = [];
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 0) {
      removed.push(pair.slice(0, -1));
      continue;
    }
    const value = pair.slice(at + 1);
    if (field === 'labels') {
      if (value.includes('=')) failWith(`invalid label spec: ${pair}`);
      const wrong = labelValue(value);
      if (wrong.length > 0) failWith(`invalid label value: ${JSON.stringify(pair)}: ${wrong.join(';')}`);
    }
    set[pair.slice(0, at)] = value;
  }
  const both = removed.filter((key) => Object.hasOwn(set, key));
  if (both.length > 0) {
    failWith(
      field === 'labels'
        ? 'can not both modify and remove a label in the same command'
        : `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
    );
  }
  return { set, removed };
}
