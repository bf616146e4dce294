/** `kubectl auth can-i | whoami`. */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import { type Rule, rulesOfUser } from '#cluster/apiserver/rbac-authorizer.ts';
import { outputFlags } from '../arguments/common-flags.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { Exit, failWith } from '../exit.ts';
import { formatOf, formatted } from '../output/formats.ts';
import { tableText } from '../output/table.ts';

const knownVerbs: ReadonlySet<string> = new Set([
  ...['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', 'use', 'bind', 'escalate'],
  ...['impersonate', 'approve', 'sign', 'attest', '*', 'proxy', 'request-serviceaccounts-token-audience'],
]);

const canI: Command = {
  name: 'can-i',
  summary: { es: 'Dice si una acción está permitida', en: 'Say whether an action is allowed' },
  examples: [
    ['kubectl auth can-i create pods', { es: 'Yo', en: 'Me' }],
    [
      'kubectl auth can-i list secrets --as=system:serviceaccount:default:robot',
      { es: 'Otra identidad', en: 'Another identity' },
    ],
  ],
  usage: 'VERB [TYPE | TYPE/NAME | NONRESOURCEURL]',
  flags: [
    { name: 'all-namespaces', short: 'A', type: 'bool' },
    { name: 'list', type: 'bool' },
    { name: 'quiet', short: 'q', type: 'bool' },
    { name: 'no-headers', type: 'bool' },
    { name: 'subresource', type: 'string' },
  ],
  run(call) {
    const { args, flags, api } = call;
    if (flags.is('list')) return listRules(call);
    const [verb, target, extra] = args;
    if (verb === undefined || target === undefined || args.length > 3) {
      failWith(
        "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples",
      );
    }
    const [type = '', inTarget] = target.startsWith('/') ? [target] : target.split('/');
    const name = extra ?? inTarget;
    const definition = api.findResource(type);
    if (!knownVerbs.has(verb)) call.printError(`Warning: verb '${verb}' is not a known verb\n\n`);
    if (!definition && type !== '*' && !type.startsWith('/')) {
      call.printError(`Warning: the server doesn't have a resource type '${type}'\n\n`);
    } else if (definition && !definition.namespaced && !flags.is('all-namespaces')) {
      call.printError(
        `Warning: resource '${definition.plural}' is not namespace scoped${definition.group === '' ? '' : ` in group '${definition.group}'`}\n\n`,
      );
    }
    const isAllowed = !api.user || (definition !== undefined && isPermitted(call, verb, definition, name));
    if (!flags.is('quiet')) call.line(isAllowed ? 'yes' : 'no');
    if (!isAllowed) throw new Exit('');
  },
};

/** What the roles say that every cluster is born with: `cluster-admin`, and those for whoever is known by name. */
const ofMasters: readonly Rule[] = [
  { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
  { nonResourceURLs: ['*'], verbs: ['*'] },
];
const ofEverybody: readonly Rule[] = [
  { apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'], verbs: ['create'] },
  {
    apiGroups: ['authorization.k8s.io'],
    resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
    verbs: ['create'],
  },
  {
    nonResourceURLs: [
      ...['/api', '/api/*', '/apis', '/apis/*', '/healthz', '/livez', '/openapi', '/openapi/*', '/readyz'],
      ...['/version', '/version/'],
    ],
    verbs: ['get'],
  },
  { nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'], verbs: ['get'] },
];

/** Each resource on a line with the verbs allowed on it; in the order of the rules' own text, verbs first. */
function listRules(call: Call): void {
  const { api, flags, namespace, cluster } = call;
  if (call.args.length > 0) failWith('list option must be specified with no arguments');
  const user = api.user ?? { name: 'admin', groups: ['system:masters', 'system:authenticated'] };
  const resources = new Map<string, { group: string; resource: string; name: string; verbs: string[] }>();
  const rows: { readonly order: string; readonly cells: readonly string[] }[] = [];
  const isMaster = user.groups.includes('system:masters');
  for (const rule of [
    ...(isMaster ? ofMasters : []),
    ...ofEverybody,
    ...rulesOfUser(cluster.client, user, namespace),
  ]) {
    const { apiGroups = [], resources: plurals = [], resourceNames = [], nonResourceURLs = [], verbs = [] } = rule;
    for (const group of apiGroups) {
      for (const resource of plurals) {
        for (const name of resourceNames.length > 0 ? resourceNames : ['']) {
          const key = JSON.stringify([group, resource, name]);
          const known = resources.get(key) ?? { group, resource, name, verbs: [] };
          known.verbs.push(...verbs.filter((verb) => !known.verbs.includes(verb)));
          resources.set(key, known);
        }
      }
    }
    for (const url of nonResourceURLs) {
      for (const verb of verbs) {
        rows.push({ order: `[${verb}],[],[],[],[${url}]`, cells: ['', `[${url}]`, '[]', `[${verb}]`] });
      }
    }
  }
  for (const { group, resource, name, verbs } of resources.values()) {
    const [plural = '', ...sub] = resource.split('/');
    const shown = [group === '' ? plural : `${plural}.${group}`, ...sub].join('/');
    const list = verbs.join(' ');
    rows.push({
      order: `[${list}],[${group}],[${resource}],[${name}],[]`,
      cells: [shown, '[]', `[${name}]`, `[${list}]`],
    });
  }
  const sorted = rows.sort((one, other) => (one.order < other.order ? -1 : one.order > other.order ? 1 : 0));
  const head = ['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs'];
  call.print(tableText([...(flags.is('no-headers') ? [] : [head]), ...sorted.map(({ cells }) => cells)]));
}

function isPermitted(call: Call, verb: string, definition: KindDefinition, name: string | undefined): boolean {
  const namespace = call.flags.is('all-namespaces') ? undefined : call.namespace;
  const subresource = call.flags.text('subresource');
  return call.api.may(verb, definition, namespace, name, subresource === '' ? undefined : subresource) === undefined;
}

const whoami: Command = {
  name: 'whoami',
  summary: { es: 'Dice quién eres para el servidor', en: 'Say who you are to the server' },
  examples: [['kubectl auth whoami', { es: 'Nombre y grupos', en: 'Name and groups' }]],
  flags: outputFlags,
  run(call) {
    const username = call.api.user?.name ?? 'admin';
    const groups = call.api.user?.groups ?? ['system:masters', 'system:authenticated'];
    const format = formatOf(call);
    if (format.name !== '') {
      const status = { userInfo: { groups, username } };
      call.print(
        formatted(format, { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview', metadata: {}, status }),
      );
      return;
    }
    call.print(
      tableText([
        ['ATTRIBUTE', 'VALUE'],
        ['Username', username],
        ['Groups', `[${groups.join(' ')}]`],
      ]),
    );
  },
};

const reconcile: Command = {
  name: 'reconcile',
  summary: {
    es: 'Fuera del simulador: aplica los roles con kubectl apply',
    en: 'Left out of the simulator: apply roles with kubectl apply',
  },
  examples: [['kubectl apply -f roles.yaml', { es: 'En su lugar', en: 'Instead' }]],
  anyFlags: true,
  run: () => failWith('auth reconcile is left out of the simulator: use "kubectl apply"'),
};

export const auth: Command = {
  name: 'auth',
  summary: { es: 'Consulta permisos', en: 'Ask about permissions' },
  examples: [['kubectl auth can-i create pods', { es: '¿Puedo?', en: 'May I?' }]],
  usage: '[flags] [options]',
  subcommands: [canI, reconcile, whoami],
};
