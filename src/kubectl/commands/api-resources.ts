/** `kubectl api-resources` and `kubectl api-versions`. */
import { apiResources as allResources } from '../api-resources.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { failWith, usageError } from '../exit.ts';
import { byCodePoint } from '../output/json.ts';
import { tableText } from '../output/table.ts';

export const apiResources: Command = {
  name: 'api-resources',
  summary: { es: 'Los tipos que hay, con sus abreviaturas', en: 'The kinds there are, with their short names' },
  examples: [
    ['kubectl api-resources', { es: 'Todos', en: 'All of them' }],
    [
      'kubectl api-resources --namespaced=false',
      { es: 'Los que no están en un namespace', en: 'Those outside of namespaces' },
    ],
  ],
  usage: '[--api-group=GROUP] [--namespaced=true|false] [-o wide|name]',
  flags: [
    { name: 'api-group', type: 'string' },
    { name: 'namespaced', type: 'bool', default: 'true' },
    { name: 'categories', type: 'strings' },
    { name: 'verbs', type: 'strings' },
    { name: 'no-headers', type: 'bool' },
    { name: 'output', short: 'o', type: 'string' },
    { name: 'sort-by', type: 'string' },
    { name: 'cached', type: 'bool' },
    { name: 'show-managed-fields', type: 'bool' },
  ],
  run(call) {
    const { flags, api } = call;
    refuseArguments(call);
    const output = flags.text('output');
    if (output !== '' && output !== 'wide' && output !== 'name') failWith(`--output ${output} is not available`);
    const sortBy = flags.text('sort-by');
    if (sortBy !== '' && sortBy !== 'name' && sortBy !== 'kind') failWith(`--sort-by accepts only name or kind`);
    let found = allResources(api.allKinds());
    if (flags.given('api-group')) found = found.filter(({ group }) => group === flags.text('api-group'));
    if (flags.given('namespaced')) found = found.filter(({ namespaced }) => namespaced === flags.is('namespaced'));
    const verbs = flags.list('verbs');
    found = found.filter((one) => verbs.every((verb) => one.verbs.includes(verb)));
    const categories = flags.list('categories');
    found = found.filter((one) => categories.every((category) => one.categories.includes(category)));
    if (sortBy !== '')
      found = [...found].sort((one, other) => byCodePoint(one[sortBy as 'name'], other[sortBy as 'name']));
    if (output === 'name') {
      call.print(found.map(({ name, group }) => `${group === '' ? name : `${name}.${group}`}\n`).join(''));
      return;
    }
    const headers = [
      'NAME',
      'SHORTNAMES',
      'APIVERSION',
      'NAMESPACED',
      'KIND',
      ...(output === 'wide' ? ['VERBS', 'CATEGORIES'] : []),
    ];
    const rows = found.map((one) => [
      one.name,
      one.shortNames.join(','),
      one.apiVersion,
      String(one.namespaced),
      one.kind,
      ...(output === 'wide' ? [one.verbs.join(','), one.categories.join(',')] : []),
    ]);
    call.print(tableText(flags.is('no-headers') ? rows : [headers, ...rows]));
  },
};

export const apiVersions: Command = {
  name: 'api-versions',
  summary: { es: 'Las versiones de la API', en: 'The versions of the API' },
  examples: [['kubectl api-versions', { es: 'Todas', en: 'All of them' }]],
  run(call) {
    refuseArguments(call);
    const versions = new Set(allResources(call.api.allKinds()).map(({ apiVersion }) => apiVersion));
    versions.add('autoscaling/v1');
    call.print(
      [...versions]
        .sort(byCodePoint)
        .map((version) => `${version}\n`)
        .join(''),
    );
  },
};

function refuseArguments({ args, path }: Call): void {
  if (args.length > 0) usageError(path, `unexpected arguments: [${args.join(' ')}]`);
}
