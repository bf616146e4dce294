/**
 * What a container finds in its environment, in the kubelet's order: variables of the Services that exist, `envFrom`, `env`
 * (each may use those before it as `$(NAME)`); and `$(NAME)` in command and args.
 */
import { fail, ok, type Result } from '#base/result.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import { fieldOf, resourceFieldOf } from './downward-api.ts';
import type { ContainerSpec, Pod } from './pod-types.ts';

export interface EnvironmentFacts {
  readonly pod: Pod;
  readonly container: ContainerSpec;
  readonly client: ApiClient;
  readonly podIp: string;
  readonly hostIp: string;
  readonly allocatable: { readonly cpuMillis: number; readonly memoryBytes: number };
}

/** The error is the message of CreateContainerConfigError. */
export function containerEnvironment(facts: EnvironmentFacts): Result<ReadonlyMap<string, string>, string> {
  const { pod, container, client } = facts;
  const namespace = pod.metadata.namespace ?? 'default';
  const found = new Map<string, string>();
  const services = serviceVariables(client, namespace, pod.spec?.enableServiceLinks ?? true);
  for (const { prefix = '', configMapRef, secretRef } of container.envFrom ?? []) {
    const reference = configMapRef ?? secretRef;
    const object = configMapRef
      ? client.get('ConfigMap', namespace, configMapRef.name ?? '')
      : secretRef
        ? client.get('Secret', namespace, secretRef.name ?? '')
        : undefined;
    if (!object) {
      if (reference && !reference.optional)
        return fail(`${configMapRef ? 'configmap' : 'secret'} "${reference.name ?? ''}" not found`);
      continue;
    }
    for (const [key, value] of Object.entries(object.data ?? {}))
      found.set(prefix + key, configMapRef ? String(value) : decodeBase64(String(value)));
  }
  for (const { name, value, valueFrom } of container.env ?? []) {
    if (!valueFrom) {
      found.set(
        name,
        expand(value ?? '', (variable) => found.get(variable) ?? services.get(variable)),
      );
      continue;
    }
    const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = valueFrom;
    if (configMapKeyRef || secretKeyRef) {
      const reference = configMapKeyRef ?? secretKeyRef;
      const kind = configMapKeyRef ? 'ConfigMap' : 'Secret';
      const object = client.get(kind, namespace, reference?.name ?? '');
      if (!object) {
        if (reference?.optional) continue;
        return fail(`${kind.toLowerCase()} "${reference?.name ?? ''}" not found`);
      }
      const data = (object.data ?? {}) as Readonly<Record<string, string>>;
      const raw = Object.hasOwn(data, reference?.key ?? '') ? data[reference?.key ?? ''] : undefined;
      if (raw === undefined) {
        if (reference?.optional) continue;
        return fail(`couldn't find key ${reference?.key ?? ''} in ${kind} ${namespace}/${reference?.name ?? ''}`);
      }
      found.set(name, configMapKeyRef ? raw : decodeBase64(raw));
    } else if (fieldRef) found.set(name, fieldOf(fieldRef.fieldPath, facts) ?? '');
    else if (resourceFieldRef) found.set(name, resourceFieldOf(resourceFieldRef, facts));
  }
  for (const [name, value] of services) if (!found.has(name)) found.set(name, value);
  return ok(found);
}

/** `$(NAME)` where there is such a variable, `$$(NAME)` as the text `$(NAME)`; all else stays. */
export function expand(text: string, get: (name: string) => string | undefined): string {
  let result = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character !== '$' || at + 1 >= text.length) {
      result += character;
      continue;
    }
    if (text[at + 1] === '$') {
      result += '$';
      at++;
      continue;
    }
    const end = text[at + 1] === '(' ? text.indexOf(')', at) : -1;
    if (end < 0) {
      result += character;
      continue;
    }
    const name = text.slice(at + 2, end);
    result += get(name) ?? `$(${name})`;
    at = end;
  }
  return result;
}

/** `WEB_SERVICE_HOST`, `WEB_PORT_80_TCP_ADDR`… for Services of the namespace with a cluster IP, and always for `kubernetes`. */
function serviceVariables(client: ApiClient, namespace: string, links: boolean): Map<string, string> {
  const variables = new Map<string, string>();
  const master = client.get('Service', 'default', 'kubernetes');
  const services = [
    ...(master ? [master] : []),
    ...(links ? client.list('Service', { namespace }).filter(({ metadata }) => metadata.name !== 'kubernetes') : []),
  ];
  for (const { metadata, spec } of services) {
    const address = spec?.clusterIP;
    const ports = spec?.ports ?? [];
    if (!address || address === 'None' || ports.length === 0) continue;
    const prefix = metadata.name.toUpperCase().replaceAll('-', '_');
    variables.set(`${prefix}_SERVICE_HOST`, address);
    variables.set(`${prefix}_SERVICE_PORT`, String(ports[0]?.port));
    for (const { name, port } of ports)
      if (name) variables.set(`${prefix}_SERVICE_PORT_${name.toUpperCase().replaceAll('-', '_')}`, String(port));
    for (const [index, { port, protocol = 'TCP' }] of ports.entries()) {
      const url = `${protocol.toLowerCase()}://${address}:${port}`;
      if (index === 0) variables.set(`${prefix}_PORT`, url);
      const one = `${prefix}_PORT_${port}_${protocol.toUpperCase()}`;
      variables
        .set(one, url)
        .set(`${one}_PROTO`, protocol.toLowerCase())
        .set(`${one}_PORT`, String(port))
        .set(`${one}_ADDR`, address);
    }
  }
  return variables;
}

export function decodeBase64(text: string): string {
  const bytes = Uint8Array.from(atob(text.replace(/\s/g, '')), (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}
