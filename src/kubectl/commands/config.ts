/** `kubectl config`: the one context there is, and its namespace. */
import type { Text } from '#base/text.ts';
import { outputFlags } from '../arguments/common-flags.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { failWith } from '../exit.ts';
import { formatOf, formatted } from '../output/formats.ts';
import { tableText } from '../output/table.ts';
import { yamlText } from '../output/yaml.ts';

const contextName = 'admin@readyz';
const clusterName = 'readyz';
const server = 'https://127.0.0.1:6443';

const view: Command = {
  name: 'view',
  summary: { es: 'La configuración', en: 'The configuration' },
  examples: [['kubectl config view', { es: 'Entera', en: 'All of it' }]],
  flags: [
    ...outputFlags,
    { name: 'minify', type: 'bool' },
    { name: 'raw', type: 'bool' },
    { name: 'flatten', type: 'bool' },
    { name: 'merge', type: 'bool' },
  ],
  run(call) {
    const { namespace } = call.around;
    const config = {
      apiVersion: 'v1',
      clusters: [{ cluster: { 'certificate-authority-data': 'DATA+OMITTED', server }, name: clusterName }],
      contexts: [
        {
          context: { cluster: clusterName, ...(namespace !== 'default' && { namespace }), user: 'admin' },
          name: contextName,
        },
      ],
      'current-context': contextName,
      kind: 'Config',
      users: [
        { name: 'admin', user: { 'client-certificate-data': 'DATA+OMITTED', 'client-key-data': 'DATA+OMITTED' } },
      ],
    };
    const format = formatOf(call);
    call.print(format.name === '' ? yamlText(config) : formatted(format, config));
  },
};

const currentContext: Command = {
  name: 'current-context',
  summary: { es: 'El contexto en uso', en: 'The context in use' },
  examples: [['kubectl config current-context', { es: 'Su nombre', en: 'Its name' }]],
  run: (call) => call.line(contextName),
};

const getContexts: Command = {
  name: 'get-contexts',
  summary: { es: 'Los contextos', en: 'The contexts' },
  examples: [['kubectl config get-contexts', { es: 'Todos', en: 'All of them' }]],
  flags: [
    { name: 'no-headers', type: 'bool' },
    { name: 'output', short: 'o', type: 'string' },
  ],
  run(call) {
    if (call.flags.text('output') === 'name') {
      call.line(contextName);
      return;
    }
    const { namespace } = call.around;
    const row = ['*', contextName, clusterName, 'admin', namespace === 'default' ? '' : namespace];
    call.print(
      tableText([
        ...(call.flags.is('no-headers') ? [] : [['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE']]),
        row,
      ]),
    );
  },
};

/** One name under a heading: `get-clusters`, `get-users`. */
function listOfOne(name: string, summary: Text, only: string): Command {
  const examples: Command['examples'] = [[`kubectl config ${name}`, summary]];
  return { name, summary, examples, run: (call) => call.line(`NAME\n${only}`) };
}

const getClusters = listOfOne('get-clusters', { es: 'Los clústeres', en: 'The clusters' }, clusterName);
const getUsers = listOfOne('get-users', { es: 'Los usuarios', en: 'The users' }, 'admin');

/** What would change a file that the simulator does not have. */
function leftOut(name: string): Command {
  return {
    name,
    summary: { es: 'Fuera del simulador: hay un solo clúster', en: 'Left out of the simulator: there is one cluster' },
    examples: [['kubectl config view', { es: 'Lo que hay', en: 'What there is' }]],
    anyFlags: true,
    run: () =>
      failWith(`the simulator leaves out "kubectl config ${name}": it has one cluster, one user and one context`),
  };
}

const others = ['delete-cluster', 'delete-context', 'delete-user', 'rename-context', 'set', 'set-cluster'];
const credentials = ['set-credentials', 'unset'];

const useContext: Command = {
  name: 'use-context',
  aliases: ['use'],
  summary: { es: 'Cambia de contexto', en: 'Change the context' },
  examples: [[`kubectl config use-context ${contextName}`, { es: 'El único', en: 'The only one' }]],
  usage: 'CONTEXT_NAME',
  run(call) {
    const [name = ''] = call.args;
    if (name !== contextName) failWith(`no context exists with the name: ${JSON.stringify(name)}`);
    call.line(`Switched to context "${name}".`);
  },
};

const setContext: Command = {
  name: 'set-context',
  summary: { es: 'Cambia el namespace del contexto', en: 'Change the namespace of the context' },
  examples: [['kubectl config set-context --current --namespace=shop', { es: 'Trabajar en shop', en: 'Work in shop' }]],
  usage: '[NAME | --current] [--namespace=NAMESPACE]',
  flags: [{ name: 'current', type: 'bool' }],
  run(call: Call) {
    const [name] = call.args;
    if (name === undefined && !call.flags.is('current')) failWith('Unexpected args: []');
    if (name !== undefined && name !== contextName) failWith('the simulator has one context: use --current');
    if (call.flags.given('namespace')) call.around.namespace = call.flags.text('namespace') || 'default';
    call.line(`Context "${contextName}" modified.`);
  },
};

export const config: Command = {
  name: 'config',
  summary: { es: 'El contexto y su namespace', en: 'The context and its namespace' },
  examples: [['kubectl config set-context --current --namespace=shop', { es: 'Trabajar en shop', en: 'Work in shop' }]],
  usage: 'SUBCOMMAND [options]',
  subcommands: [
    ...[currentContext, getClusters, getContexts, getUsers, setContext, useContext, view],
    ...[...others, ...credentials].map(leftOut),
  ],
};
