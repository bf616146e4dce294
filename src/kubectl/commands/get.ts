/** `kubectl get`: objects as tables, or in the form that `-o` asks for. */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import type { Anything } from '../api.ts';
import { requested } from '../arguments/files.ts';
import { type Asked, type Found, leaveWith, shownName, type Visit, visit } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { Exit } from '../exit.ts';
import { customColumns } from '../output/custom-columns.ts';
import { type Format, formatOf, formatted, listOf, withoutManagedFields } from '../output/formats.ts';
import { sorted } from '../output/sorting.ts';
import { tableText } from '../output/table.ts';
import { watchObjects } from './get-watch.ts';
import { printTables } from './tables.ts';

export const get: Command = {
  name: 'get',
  summary: { es: 'Muestra uno o varios objetos', en: 'Show one or many objects' },
  examples: [
    ['kubectl get pods', { es: 'Los Pods del namespace', en: 'The Pods of the namespace' }],
    ['kubectl get deploy,svc -l app=web', { es: 'Por etiqueta, de varios tipos', en: 'By label, of several kinds' }],
    ['kubectl get pod web-0 -o yaml', { es: 'Uno entero, en YAML', en: 'One of them whole, as YAML' }],
    ["kubectl get pods -o jsonpath='{.items[*].metadata.name}'", { es: 'Solo los nombres', en: 'Names only' }],
  ],
  usage: '(TYPE[.GROUP] [NAME | -l LABEL] | TYPE/NAME ...) [-o FORMAT]',
  flags: [
    { name: 'output', short: 'o', type: 'string' },
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'field-selector', type: 'string' },
    { name: 'show-labels', type: 'bool' },
    { name: 'label-columns', short: 'L', type: 'strings' },
    { name: 'no-headers', type: 'bool' },
    { name: 'sort-by', type: 'string' },
    { name: 'show-kind', type: 'bool' },
    { name: 'show-managed-fields', type: 'bool' },
    { name: 'watch', short: 'w', type: 'bool' },
    { name: 'watch-only', type: 'bool' },
    { name: 'output-watch-events', type: 'bool' },
    { name: 'ignore-not-found', type: 'bool' },
    { name: 'chunk-size', type: 'int', default: '500' },
    { name: 'filename', short: 'f', type: 'strings' },
    { name: 'recursive', short: 'R', type: 'bool' },
    { name: 'kustomize', short: 'k', type: 'string' },
    { name: 'template', type: 'string' },
    { name: 'allow-missing-template-keys', type: 'bool', default: 'true' },
    { name: 'raw', type: 'string' },
    { name: 'server-print', type: 'bool', default: 'true' },
    { name: 'subresource', type: 'string' },
  ],
  run(call) {
    const { flags, args } = call;
    const files = flags.list('filename');
    if (args.length === 0 && files.length === 0) nothingAsked(call);
    const format = formatOf(call, { isGet: true });
    if (/^(?:componentstatus(?:es)?|cs)$/i.test(args[0] ?? '')) return componentStatuses(call);
    const labelSelector = flags.text('selector').trim();
    const asked = requested(call, args, { hasSelector: labelSelector !== '' || flags.given('field-selector') });
    const everywhere = flags.is('all-namespaces');
    const visited = visit(call, asked, {
      labelSelector,
      fieldSelector: flags.text('field-selector'),
      allNamespaces: everywhere,
    });
    const refusals = flags.is('ignore-not-found')
      ? visited.refusals.filter((text) => !isNotFound(text))
      : visited.refusals;
    const isOneByName = asked.asked.length === 1 && asked.asked[0]?.name !== undefined;
    if (flags.is('watch') || flags.is('watch-only')) {
      leaveWith(refusals);
      const fieldSelector = flags.text('field-selector');
      watchObjects(call, asked.asked, visited.found, { labelSelector, fieldSelector, format });
      return;
    }
    const path = flags.text('sort-by');
    if (format.name === '' || format.name === 'wide') {
      const answered = answeredKinds(asked.asked, visited);
      const groups = visited.groups.map((group) => sorted(group, path));
      printTables(call, groups, {
        isWide: format.name === 'wide',
        withKind: answered.size > 1 || flags.is('show-kind'),
      });
      if (visited.found.length === 0 && refusals.length === 0 && !flags.is('ignore-not-found'))
        noneFound(call, [...answered]);
    } else printFormatted(call, sorted(visited.found, path), format, isOneByName);
    leaveWith(refusals);
  },
};

/** Kinds of which something was found, or a list came back, if empty: with several, names are printed with their kind. */
function answeredKinds(asked: readonly Asked[], { found, refused }: Visit): ReadonlySet<KindDefinition> {
  const listed = asked.filter(({ name, definition }) => name === undefined && !refused.has(definition));
  return new Set([...listed, ...found].map(({ definition }) => definition));
}

function nothingAsked(call: Call): never {
  throw new Exit(
    'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n' +
      'error: Required resource not specified.\n' +
      'Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).\n' +
      `See '${call.path} -h' for help and examples\n`,
  );
}

/** Long deprecated, and no object of the API server's own: it asks the components. */
function componentStatuses(call: Call): void {
  call.warn('v1 ComponentStatus is deprecated in v1.19+');
  const names = ['scheduler', 'controller-manager', 'etcd-0'];
  const rows = names.map((name) => [name, 'Healthy', 'ok', '']);
  call.print(tableText([...(call.flags.is('no-headers') ? [] : [['NAME', 'STATUS', 'MESSAGE', 'ERROR']]), ...rows]));
}

function isNotFound(text: string): boolean {
  return text.startsWith('Error from server (NotFound)');
}

function noneFound(call: Call, kinds: readonly KindDefinition[]): void {
  const isWithin = !call.flags.is('all-namespaces') && kinds.every(({ namespaced }) => namespaced);
  call.printError(`No resources found${isWithin ? ` in ${call.namespace} namespace.` : ''}\n`);
}

function printFormatted(call: Call, found: readonly Found[], format: Format, isOneByName: boolean): void {
  const keep = call.flags.is('show-managed-fields');
  const objects = found.map(({ object }) => (keep ? object : withoutManagedFields(object)));
  if (format.name === 'name') {
    call.print(found.map(({ definition, object }) => `${shownName(definition, object.metadata.name)}\n`).join(''));
    return;
  }
  if (format.name === 'custom-columns') {
    call.print(customColumns(format.argument, objects, !call.flags.is('no-headers')));
    return;
  }
  if (isOneByName) {
    const [only] = objects;
    if (only) call.print(formatted(format, only));
    return;
  }
  call.print(formatted(format, listOf(objects as readonly Anything[])));
}
