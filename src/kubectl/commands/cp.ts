/** `kubectl cp web.conf web-0:/etc/web.conf`, and back. */
import { podKind } from '#api/core/pod.ts';
import type { ContainerFiles } from '#cluster/node-agent.ts';
import { normalised } from '../arguments/files.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import { failWith, refuse, usageError } from '../exit.ts';
import { containerOf } from './pods-of.ts';

export const cp: Command = {
  name: 'cp',
  summary: { es: 'Copia archivos a un contenedor o desde él', en: 'Copy files to a container or from it' },
  examples: [
    ['kubectl cp web.conf web-0:/etc/web.conf', { es: 'Hacia el Pod', en: 'Into the Pod' }],
    ['kubectl cp web-0:/var/log/app.log app.log', { es: 'Desde el Pod', en: 'Out of the Pod' }],
  ],
  usage: 'FILE_SPEC_SRC FILE_SPEC_DEST',
  flags: [
    { name: 'container', short: 'c', type: 'string' },
    { name: 'no-preserve', type: 'bool' },
    { name: 'retries', type: 'int', default: '0' },
  ],
  run(call) {
    const [from, to] = call.args;
    if (from === undefined || to === undefined || call.args.length !== 2)
      usageError(call.path, 'source and destination are required');
    const [source, target] = [readSpec(from), readSpec(to)];
    if (source.pod !== undefined && target.pod !== undefined)
      failWith('one of src or dest must be a local file specification');
    if (source.pod === undefined && target.pod === undefined)
      failWith('one of src or dest must be a remote file specification');
    const { folder } = call.around;
    if (target.pod !== undefined) {
      const text = folder.read(normalised(source.path));
      if (text === undefined) failWith(`${source.path} doesn't exist in local filesystem`);
      if (target.path === '') failWith('filepath can not be empty');
      const path = target.path.endsWith('/') ? `${target.path}${source.path.split('/').at(-1)}` : target.path;
      filesOf(call, target).writeFile(path, text);
      return;
    }
    const files = filesOf(call, source);
    const text = files.readFile(source.path);
    if (text === undefined) failWith(`${source.path}: no such file or directory`);
    folder.write(normalised(target.path), text);
  },
};

interface Spec {
  readonly namespace?: string;
  readonly pod?: string;
  readonly path: string;
}

/** `shop/web-0:/a`, `web-0:/a`, `a`. */
function readSpec(text: string): Spec {
  const at = text.indexOf(':');
  if (at <= 0) return { path: text };
  const [first = '', second] = text.slice(0, at).split('/');
  return { ...(second === undefined ? { pod: first } : { namespace: first, pod: second }), path: text.slice(at + 1) };
}

function filesOf(call: Call, { namespace = call.namespace, pod: name = '' }: Spec): ContainerFiles {
  const pod = call.api.get(podKind, namespace, name);
  if (!pod.ok) refuse(pod.error);
  const container = containerOf(call, pod.value, call.flags.text('container'));
  const files = call.cluster.filesOf(namespace, name, container);
  if (!files) failWith(`unable to upgrade connection: container not found (${JSON.stringify(container)})`);
  return files;
}
