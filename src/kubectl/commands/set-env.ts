/** `kubectl set env deploy/web MODE=fast OLD-`: variables of the environment, also from a ConfigMap or Secret. */

import { kindOf, typeAndName } from '../arguments/resources.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { failWith, refuse } from '../exit.ts';
import {
  changeEach,
  containersLike,
  type EditablePodSpec,
  podSpecOf,
  setFlags,
  splitChanges,
  targets,
} from './set-template.ts';

export const setEnv: Command = {
  name: 'env',
  summary: { es: 'Cambia variables de entorno', en: 'Change environment variables' },
  examples: [
    ['kubectl set env deploy/web MODE=fast', { es: 'Poner una', en: 'Set one' }],
    ['kubectl set env deploy/web MODE-', { es: 'Quitarla', en: 'Remove it' }],
    [
      'kubectl set env deploy/web --from=configmap/settings',
      { es: 'Todas las de un ConfigMap', en: 'All of a ConfigMap' },
    ],
    ['kubectl set env deploy/web --list', { es: 'Ver las que hay', en: 'See what is there' }],
  ],
  usage: 'RESOURCE/NAME KEY=VALUE ... KEY-',
  flags: [
    ...setFlags,
    { name: 'containers', short: 'c', type: 'string', default: '*' },
    { name: 'env', short: 'e', type: 'array' },
    { name: 'from', type: 'string' },
    { name: 'keys', type: 'strings' },
    { name: 'list', type: 'bool' },
    { name: 'overwrite', type: 'bool', default: 'true' },
    { name: 'prefix', type: 'string' },
    { name: 'resolve', type: 'bool' },
  ],
  run(call) {
    const { flags } = call;
    const { resources, changes } = splitChanges(call.args);
    if (resources.length === 0 && flags.list('filename').length === 0) {
      failWith('one or more resources must be specified as <resource> <name> or <resource>/<name>');
    }
    if (flags.is('list') && flags.given('output')) failWith('--list and --output may not be specified together');
    if (flags.given('keys') && !flags.given('from')) {
      failWith('when specifying --keys, a configmap or secret must be provided with --from');
    }
    const found = targets(call, resources);
    if (flags.is('list')) {
      for (const { object } of found) {
        for (const container of containersLike(podSpecOf(object), flags.text('containers'))) {
          call.line(`# ${object.kind} ${object.metadata.name}, container ${container.name}`);
          for (const one of container.env ?? [])
            call.line(
              one.valueFrom ? `# ${one.name} from ${sourceText(one.valueFrom)}` : `${one.name}=${one.value ?? ''}`,
            );
        }
      }
      return;
    }
    const pairs = [...changes, ...flags.list('env')];
    const fromSource = flags.text('from') === '' ? [] : variablesOf(call, flags.text('from'));
    if (pairs.length === 0 && fromSource.length === 0) failWith('at least one environment variable must be provided');
    changeEach(call, found, 'env updated', (object, podSpec) => {
      for (const container of containersLike(podSpec, flags.text('containers'))) {
        const taken = flags.is('overwrite') ? undefined : alreadySet(container, pairs);
        if (taken) return `${kindOf(call.api, object.kind).plural}/${object.metadata.name} ${taken}`;
        changeVariables(container, pairs, fromSource);
      }
      return undefined;
    });
  },
};

function alreadySet({ env = [] }: EditablePodSpec, pairs: readonly string[]): string | undefined {
  for (const pair of pairs) {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
    const now = env.find((one: EditablePodSpec) => one.name === name);
    if (now && now.value !== value)
      return `'${name}' already has a value (${now.value ?? ''}), and --overwrite is false`;
  }
  return undefined;
}

function changeVariables(container: EditablePodSpec, pairs: readonly string[], more: readonly EditablePodSpec[]): void {
  const env: EditablePodSpec[] = [...(container.env ?? [])];
  const put = (one: EditablePodSpec) => {
    const at = env.findIndex(({ name }) => name === one.name);
    if (at >= 0) env[at] = one;
    else env.push(one);
  };
  for (const one of more) put(one);
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at >= 0) put({ name: pair.slice(0, at), value: pair.slice(at + 1) });
    else {
      const index = env.findIndex(({ name }) => name === pair.slice(0, -1));
      if (index >= 0) env.splice(index, 1);
    }
  }
  if (env.length > 0) container.env = env;
  else delete container.env;
}

/** A variable for each key, in capitals, with what is not allowed in a name made `_`. */
function variablesOf(call: Call, source: string): EditablePodSpec[] {
  const { type, name } = typeAndName(source);
  const definition = kindOf(call.api, type);
  if (definition.kind !== 'Secret' && definition.kind !== 'ConfigMap')
    failWith('unsupported resource specified in --from');
  const object = call.api.get(definition, call.namespace, name);
  if (!object.ok) refuse(object.error);
  const reference = definition.kind === 'Secret' ? 'secretKeyRef' : 'configMapKeyRef';
  const wanted = call.flags.list('keys');
  return Object.keys(object.value['data'] ?? {})
    .sort()
    .filter((key) => wanted.length === 0 || wanted.includes(key))
    .map((key) => ({
      name: `${call.flags.text('prefix')}${key.toUpperCase().replace(/[^A-Z0-9_]/g, '_')}`,
      valueFrom: { [reference]: { name, key } },
    }));
}

function sourceText({ configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef }: EditablePodSpec): string {
  if (configMapKeyRef) return `configmap ${configMapKeyRef.name}, key ${configMapKeyRef.key}`;
  if (secretKeyRef) return `secret ${secretKeyRef.name}, key ${secretKeyRef.key}`;
  if (fieldRef) return `field path ${fieldRef.fieldPath}`;
  return `resource ${resourceFieldRef?.resource ?? ''}`;
}
