/** `kubectl create secret generic | tls | docker-registry`. */

import { normalised } from '../../arguments/files.ts';
import type { Call } from '../../call.ts';
import type { Command } from '../../command.ts';
import { failWith } from '../../exit.ts';
import { jsonText } from '../../output/json.ts';
import { type Generator, generatorCommand } from './generator.ts';
import { keyValueFlags, readKeyValues } from './key-values.ts';

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

const generic: Generator = {
  name: 'generic',
  kind: 'Secret',
  refusal: 'failed to create secret',
  summary: { es: 'De valores o archivos', en: 'From values or files' },
  examples: [
    ['kubectl create secret generic db --from-literal=password=1234', { es: 'Una contraseña', en: 'A password' }],
  ],
  usage: 'NAME [--type=TYPE] [--from-file=[KEY=]FILE] [--from-literal=KEY=VALUE]',
  flags: [...keyValueFlags, { name: 'type', type: 'string' }],
  draft(call) {
    const entries = Object.entries(readKeyValues(call)).map(([key, value]) => [key, base64(value)]);
    const type = call.flags.text('type');
    return { ...(entries.length > 0 && { data: Object.fromEntries(entries) }), ...(type !== '' && { type }) };
  },
};

const tls: Generator = {
  name: 'tls',
  kind: 'Secret',
  refusal: 'failed to create secret',
  summary: { es: 'De un certificado y su clave', en: 'From a certificate and its key' },
  examples: [
    ['kubectl create secret tls cert --cert=tls.crt --key=tls.key', { es: 'Para un Ingress', en: 'For an Ingress' }],
  ],
  usage: 'NAME --cert=FILE --key=FILE',
  flags: [
    { name: 'cert', type: 'string' },
    { name: 'key', type: 'string' },
    { name: 'append-hash', type: 'bool' },
  ],
  draft(call) {
    if (!call.flags.given('cert') || !call.flags.given('key')) failWith('key and cert must be specified');
    return {
      data: { 'tls.crt': base64(file(call, 'cert')), 'tls.key': base64(file(call, 'key')) },
      type: 'kubernetes.io/tls',
    };
  },
};

const dockerRegistry: Generator = {
  name: 'docker-registry',
  kind: 'Secret',
  refusal: 'failed to create secret',
  summary: { es: 'Para un registro de imágenes', en: 'For a registry of images' },
  examples: [
    [
      'kubectl create secret docker-registry hub --docker-username=ana --docker-password=1234',
      { es: 'Para imagePullSecrets', en: 'For imagePullSecrets' },
    ],
  ],
  usage: 'NAME --docker-username=USER --docker-password=PASSWORD [--docker-server=SERVER]',
  flags: [
    { name: 'docker-username', type: 'string' },
    { name: 'docker-password', type: 'string' },
    { name: 'docker-email', type: 'string' },
    { name: 'docker-server', type: 'string', default: 'https://index.docker.io/v1/' },
    { name: 'from-file', type: 'strings' },
    { name: 'append-hash', type: 'bool' },
  ],
  draft(call) {
    const text = (name: string) => call.flags.text(name);
    const [username, password, email] = [text('docker-username'), text('docker-password'), text('docker-email')];
    if (username === '' || password === '')
      failWith(
        'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
      );
    const entry = { username, password, ...(email !== '' && { email }), auth: base64(`${username}:${password}`) };
    const config = jsonText({ auths: { [text('docker-server')]: entry } }, 0);
    return { data: { '.dockerconfigjson': base64(config) }, type: 'kubernetes.io/dockerconfigjson' };
  },
};

function file(call: Call, flag: string): string {
  const path = call.flags.text(flag);
  const text = call.around.folder.read(normalised(path));
  if (text === undefined) failWith(`open ${path}: no such file or directory`);
  return text;
}

export const createSecret: Command = {
  name: 'secret',
  summary: { es: 'Crea un Secret', en: 'Create a Secret' },
  examples: [
    ['kubectl create secret generic db --from-literal=password=1234', { es: 'Una contraseña', en: 'A password' }],
  ],
  usage: '(docker-registry | generic | tls)',
  subcommands: [dockerRegistry, generic, tls].map(generatorCommand),
};
