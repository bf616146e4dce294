/** The block of a container: what it is made from, and in a pod how it fares. */
import { quantityMillis } from '#api/meta/quantity.ts';
import type { Anything } from '../api.ts';
import { sortedEntries, type Writer } from './writer.ts';

export interface ContainersOptions {
  readonly title: string;
  readonly containers: readonly Anything[];
  /** By container name. */
  readonly statuses?: ReadonlyMap<string, Anything>;
  /** In front of the title: two blanks in a pod template. */
  readonly indent: string;
  /** The pod whose fields a variable may show. */
  readonly pod?: Anything;
}

export function describeContainers(
  writer: Writer,
  { title, containers, statuses, indent, pod }: ContainersOptions,
): void {
  if (containers.length === 0) writer.line(`${indent}${title}: <none>`);
  else writer.line(`${indent}${title}:`);
  const nameIndent = indent === '' ? '' : ' ';
  for (const container of containers) {
    const status = statuses?.get(container['name']);
    writer.line(`${nameIndent}${container['name']}:`, 1);
    if (status) writer.line(`Container ID:\t${status['containerID'] ?? ''}`, 2);
    writer.line(`Image:\t${container['image']}`, 2);
    if (status) writer.line(`Image ID:\t${status['imageID'] ?? ''}`, 2);
    describePorts(writer, container['ports'] ?? []);
    describeWords(writer, 'Command', container['command']);
    describeWords(writer, 'Args', container['args']);
    if (status) {
      describeState(writer, 'State', status['state'] ?? {});
      if (status['lastState']?.terminated) describeState(writer, 'Last State', status['lastState']);
      writer.line(`Ready:\t${status['ready'] ? 'True' : 'False'}`, 2);
      writer.line(`Restart Count:\t${status['restartCount'] ?? 0}`, 2);
    }
    describeAmounts(writer, 'Limits', container['resources']?.limits);
    describeAmounts(writer, 'Requests', container['resources']?.requests);
    for (const [name, probe] of [
      ['Liveness', container['livenessProbe']],
      ['Readiness', container['readinessProbe']],
      ['Startup', container['startupProbe']],
    ] as const) {
      if (probe) writer.line(`${name}:\t${probeText(probe)}`, 2);
    }
    describeEnvFrom(writer, container['envFrom'] ?? []);
    describeEnv(writer, container['env'] ?? [], container, pod);
    describeMounts(writer, container['volumeMounts'] ?? []);
    describeDevices(writer, container['volumeDevices'] ?? []);
  }
}

interface Port {
  readonly containerPort: number;
  readonly hostPort?: number;
  readonly protocol?: string;
  readonly name?: string;
}

function describePorts(writer: Writer, ports: readonly Port[]): void {
  const plural = ports.length > 1 ? 's' : '';
  const list = (texts: readonly string[]) => (texts.length === 0 ? '<none>' : texts.join(', '));
  const named = ({ name }: Port) => (name ? ` (${name})` : '');
  writer.line(
    `Port${plural}:\t${list(ports.map((port) => `${port.containerPort}/${port.protocol ?? 'TCP'}${named(port)}`))}`,
    2,
  );
  writer.line(
    `Host Port${plural}:\t${list(ports.map((port) => `${port.hostPort ?? 0}/${port.protocol ?? 'TCP'}`))}`,
    2,
  );
}

/** A word a line; a word of several lines takes as many. */
function describeWords(writer: Writer, title: string, words: readonly string[] | undefined): void {
  if (!words || words.length === 0) return;
  writer.line(`${title}:`, 2);
  for (const word of words) for (const line of word.split('\n')) writer.line(line, 3);
}

function describeState(writer: Writer, title: string, state: Anything): void {
  const { running, waiting, terminated } = state;
  if (running) {
    writer.line(`${title}:\tRunning`, 2);
    writer.time('Started', running.startedAt, 3);
  } else if (terminated) {
    writer.line(`${title}:\tTerminated`, 2);
    if (terminated.reason) writer.line(`Reason:\t${terminated.reason}`, 3);
    if (terminated.message) writer.line(`Message:\t${terminated.message}`, 3);
    writer.line(`Exit Code:\t${terminated.exitCode}`, 3);
    if (terminated.signal > 0) writer.line(`Signal:\t${terminated.signal}`, 3);
    writer.time('Started', terminated.startedAt ?? '1970-01-01T00:00:00Z', 3);
    writer.time('Finished', terminated.finishedAt ?? '1970-01-01T00:00:00Z', 3);
  } else {
    writer.line(`${title}:\tWaiting`, 2);
    if (waiting?.reason) writer.line(`Reason:\t${waiting.reason}`, 3);
  }
}

function describeAmounts(writer: Writer, title: string, amounts: Readonly<Record<string, string>> | undefined): void {
  const entries = sortedEntries(amounts);
  if (entries.length === 0) return;
  writer.line(`${title}:`, 2);
  for (const [resource, amount] of entries) writer.line(`${resource}:\t${amount}`, 3);
}

/** `http-get http://:80/healthz delay=0s timeout=1s period=10s #success=1 #failure=3`. */
function probeText(probe: Anything): string {
  const { exec, httpGet, tcpSocket, grpc } = probe;
  const attributes = [
    `delay=${probe['initialDelaySeconds'] ?? 0}s`,
    `timeout=${probe['timeoutSeconds'] ?? 1}s`,
    `period=${probe['periodSeconds'] ?? 10}s`,
    `#success=${probe['successThreshold'] ?? 1}`,
    `#failure=${probe['failureThreshold'] ?? 3}`,
  ].join(' ');
  if (exec) return `exec [${(exec.command ?? []).join(' ')}] ${attributes}`;
  if (httpGet) {
    const { scheme = 'HTTP', host = '', port, path = '/' } = httpGet;
    return `http-get ${scheme.toLowerCase()}://${host}:${port}${path.startsWith('/') ? path : `/${path}`} ${attributes}`;
  }
  if (tcpSocket) return `tcp-socket ${tcpSocket.host ?? ''}:${tcpSocket.port} ${attributes}`;
  if (grpc) return `grpc <pod>:${grpc.port} ${grpc.service ?? ''} ${attributes}`;
  return `unknown ${attributes}`;
}

function describeEnvFrom(writer: Writer, sources: readonly Anything[]): void {
  if (sources.length === 0) return;
  writer.line('Environment Variables from:', 2);
  for (const { configMapRef, secretRef, prefix } of sources) {
    const reference = configMapRef ?? secretRef ?? {};
    const kind = configMapRef ? 'ConfigMap' : 'Secret';
    const how = prefix ? `${kind} with prefix '${prefix}'` : kind;
    writer.line(`${reference.name}\t${how}\tOptional: ${reference.optional ?? false}`, 3);
  }
}

function describeEnv(writer: Writer, env: readonly Anything[], container: Anything, pod: Anything | undefined): void {
  if (env.length === 0) {
    writer.line('Environment:\t<none>', 2);
    return;
  }
  writer.line('Environment:', 2);
  for (const { name, value, valueFrom } of env) {
    if (!valueFrom) {
      const [first = '', ...others] = String(value ?? '').split('\n');
      writer.line(`${name}:\t${first}`, 3);
      for (const other of others) writer.line(`\t${other}`, 3);
      continue;
    }
    const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom;
    if (fieldRef) {
      const shown = pod ? fieldValue(pod, fieldRef.fieldPath) : '';
      writer.line(`${name}:\t${shown} (${fieldRef.apiVersion ?? 'v1'}:${fieldRef.fieldPath})`, 3);
    } else if (resourceFieldRef) {
      writer.line(`${name}:\t${resourceValue(container, resourceFieldRef)} (${resourceFieldRef.resource})`, 3);
    } else if (secretKeyRef) {
      const { key, name: from, optional = false } = secretKeyRef;
      writer.line(`${name}:\t<set to the key '${key}' in secret '${from}'>\tOptional: ${optional}`, 3);
    } else if (configMapKeyRef) {
      const { key, name: from, optional = false } = configMapKeyRef;
      writer.line(`${name}:\t<set to the key '${key}' of config map '${from}'>\tOptional: ${optional}`, 3);
    }
  }
}

function fieldValue(pod: Anything, path: string): string {
  const indexed = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path);
  if (indexed) return pod.metadata[indexed[1] as 'labels']?.[indexed[2] as string] ?? '';
  let value: unknown = pod;
  for (const part of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[part];
  return typeof value === 'string' ? value : '';
}

/** In whole units of the divisor, rounded up: cpu in processors, memory in bytes. What is not limited is the node's to give. */
function resourceValue(container: Anything, { resource, divisor }: Anything): string {
  const [kind = '', name = ''] = String(resource).split('.');
  const by = quantityMillis(divisor) || 1000;
  const value = String(Math.ceil(quantityMillis(container['resources']?.[kind]?.[name]) / by));
  return value === '0' && kind === 'limits' && (name === 'cpu' || name === 'memory') ? 'node allocatable' : value;
}

function describeMounts(writer: Writer, mounts: readonly Anything[]): void {
  if (mounts.length === 0) {
    writer.line('Mounts:\t<none>', 2);
    return;
  }
  writer.line('Mounts:', 2);
  const sorted = [...mounts].sort((one, other) => (one['mountPath'] < other['mountPath'] ? -1 : 1));
  for (const { mountPath, name, readOnly, subPath } of sorted) {
    const flags = [readOnly ? 'ro' : 'rw', ...(subPath ? [`path=${JSON.stringify(subPath)}`] : [])];
    writer.line(`${mountPath} from ${name} (${flags.join(',')})`, 3);
  }
}

function describeDevices(writer: Writer, devices: readonly Anything[]): void {
  if (devices.length === 0) return;
  writer.line('Devices:', 2);
  const sorted = [...devices].sort((one, other) => (one['devicePath'] < other['devicePath'] ? -1 : 1));
  for (const { devicePath, name } of sorted) writer.line(`${devicePath} from ${name}`, 3);
}
