/** `kubectl auth can-i | whoami`. */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
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
    if (flags.is('list')) failWith('the simulator leaves out can-i --list; ask for one verb and kind at a time');
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
  run: () => failWith('auth reconcile is left out of the simulator: use "kubectl apply"'),
};

export const auth: Command = {
  name: 'auth',
  summary: { es: 'Consulta permisos', en: 'Ask about permissions' },
  examples: [['kubectl auth can-i create pods', { es: '¿Puedo?', en: 'May I?' }]],
  usage: '[flags] [options]',
  subcommands: [canI, reconcile, whoami],
};
