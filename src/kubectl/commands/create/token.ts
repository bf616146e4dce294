/**
 * `kubectl create token robot`: a token that says whom it speaks for and until when, as the API server signs them. The claims
 * are real and can be read; the signature is bytes that hang on them, because the simulated cluster has no key and nobody asks
 * for one. The same account at the same second gets the same token.
 */
import { createHash } from 'node:crypto';
import type { Status } from '#api/meta/status.ts';
import type { Anything } from '../../api.ts';
import { outputFlags } from '../../arguments/common-flags.ts';
import type { Call } from '../../call.ts';
import type { Command } from '../../command.ts';
import { failWith, usageError } from '../../exit.ts';
import { formatOf, formatted } from '../../output/formats.ts';

const issuer = 'https://kubernetes.default.svc.cluster.local';
const usualSeconds = 3600;
const leastSeconds = 600;
const mostSeconds = 2 ** 32;

/** What a token may be bound to: it ends with it. */
const boundKinds = ['Node', 'Pod', 'Secret'];

export const createToken: Command = {
  name: 'token',
  summary: { es: 'Pide un token para un ServiceAccount', en: 'Ask for a token of a ServiceAccount' },
  examples: [
    ['kubectl create token robot', { es: 'Vale una hora', en: 'Good for an hour' }],
    ['kubectl create token robot --duration=24h', { es: 'Vale un día', en: 'Good for a day' }],
  ],
  usage: 'SERVICE_ACCOUNT_NAME',
  flags: [
    { name: 'audience', type: 'array' },
    { name: 'duration', type: 'duration' },
    { name: 'bound-object-kind', type: 'string' },
    { name: 'bound-object-name', type: 'string' },
    { name: 'bound-object-uid', type: 'string' },
    ...outputFlags,
  ],
  run(call) {
    const { own } = call.split();
    const [name] = own;
    if (own.length !== 1 || name === undefined)
      usageError(call.path, `exactly one NAME is required, got ${own.length}`);
    const seconds = secondsAskedFor(call);
    const audiences = call.flags.list('audience');
    if (audiences.includes('')) failWith('--audience must not be an empty string');
    const bound = boundObject(call);
    const format = formatOf(call);
    const account = found(call, 'serviceaccounts', name);
    if (seconds !== 0 && (seconds < leastSeconds || seconds > mostSeconds)) {
      const limit = seconds < leastSeconds ? 'less than 10 minutes' : 'larger than 2^32 seconds';
      failWith(
        `failed to create token: TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: ${seconds}: may not specify a duration ${limit}`,
      );
    }
    const given = {
      account,
      bound,
      audiences: audiences.length > 0 ? audiences : [issuer],
      seconds: seconds || usualSeconds,
      nowSeconds: Math.floor(call.nowMs / 1000),
    };
    const token = tokenOf(given);
    if (format.name === '') call.line(token);
    else call.print(formatted(format, requestOf(given, token)));
  },
};

function secondsAskedFor(call: Call): number {
  const seconds = call.flags.seconds('duration');
  if (seconds < 0) failWith('--duration must be greater than or equal to 0');
  if (!Number.isInteger(seconds)) failWith('--duration cannot be expressed in units less than seconds');
  return seconds;
}

function boundObject(call: Call): Anything | undefined {
  const { flags } = call;
  const [kind, name] = [flags.text('bound-object-kind'), flags.text('bound-object-name')];
  const uid = flags.text('bound-object-uid');
  if (kind === '' || kind === undefined) {
    if (name) failWith('--bound-object-name can only be set if --bound-object-kind is provided');
    if (uid) failWith('--bound-object-uid can only be set if --bound-object-kind is provided');
    return undefined;
  }
  if (!boundKinds.includes(kind)) failWith(`supported --bound-object-kind values are ${boundKinds.join(', ')}`);
  if (!name) failWith('--bound-object-name is required if --bound-object-kind is provided');
  return found(call, `${kind.toLowerCase()}s`, name);
}

function found(call: Call, resource: string, name: string): Anything {
  const definition = call.api.findResource(resource);
  if (!definition) return failWith(`the server doesn't have a resource type "${resource}"`);
  const answer = call.api.get(definition, definition.namespaced ? call.namespace : undefined, name);
  return answer.ok ? answer.value : refused(answer.error);
}

function refused({ message }: Status): never {
  return failWith(`failed to create token: ${message}`);
}

interface Given {
  readonly account: Anything;
  readonly bound: Anything | undefined;
  readonly audiences: readonly string[];
  readonly seconds: number;
  readonly nowSeconds: number;
}

function tokenOf({ account, bound, audiences, seconds, nowSeconds }: Given): string {
  const { name, namespace, uid } = account.metadata;
  const claims = {
    aud: audiences,
    exp: nowSeconds + seconds,
    iat: nowSeconds,
    iss: issuer,
    jti: uuidFrom(`${uid} ${nowSeconds}`),
    'kubernetes.io': {
      namespace,
      ...(bound && { [String(bound.kind).toLowerCase()]: { name: bound.metadata.name, uid: bound.metadata.uid } }),
      serviceaccount: { name, uid },
    },
    nbf: nowSeconds,
    sub: `system:serviceaccount:${namespace}:${name}`,
  };
  const header = { alg: 'RS256', kid: digest('key of the cluster').toString('base64url') };
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  // A signature of RS256 has 256 bytes.
  const signature = Buffer.concat(Array.from({ length: 8 }, (_, part) => digest(`${part} ${signed}`)));
  return `${signed}.${signature.toString('base64url')}`;
}

function requestOf({ account, audiences, seconds, nowSeconds }: Given, token: string): object {
  const expires = new Date((nowSeconds + seconds) * 1000).toISOString().replace('.000Z', 'Z');
  return {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: {
      name: account.metadata.name,
      namespace: account.metadata.namespace,
      creationTimestamp: new Date(nowSeconds * 1000).toISOString().replace('.000Z', 'Z'),
    },
    spec: { audiences, expirationSeconds: seconds, boundObjectRef: null },
    status: { token, expirationTimestamp: expires },
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function uuidFrom(text: string): string {
  const hex = digest(text).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
