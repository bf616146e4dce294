/**
 * One attempt of a probe: exec in the container, HTTP or gRPC or a TCP connection to the pod. The words are those that
 * the kubelet puts behind `Readiness probe failed: `.
 */
import type { Container } from '#container/container.ts';
import type { NetworkNamespace } from '#container/network-namespace.ts';
import { type Routine, sleep } from '#simulation/coroutine.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import { expand } from './environment.ts';
import type { ContainerSpec, Probe } from './pod-types.ts';

export type ProbeOutcome =
  | { readonly result: 'success' | 'failure'; readonly output: string }
  /** Success, with an event: a redirect to another host. */
  | { readonly result: 'warning'; readonly output: string }
  /** The probe itself could not be made; it counts as nothing. */
  | { readonly result: 'error'; readonly output: string };

export interface ProbeTarget {
  readonly clock: VirtualClock;
  readonly spec: ContainerSpec;
  readonly container: Container;
  readonly network: NetworkNamespace;
  /** For messages of the runtime that name an exec. */
  readonly execId: () => string;
}

export function* runProbe(probe: Probe, target: ProbeTarget): Routine<ProbeOutcome> {
  const timeoutSeconds = probe.timeoutSeconds ?? 1;
  if (probe.exec) {
    const command = (probe.exec.command ?? []).map((word) => expand(word, (name) => writtenValue(target.spec, name)));
    return yield* execProbe(command, timeoutSeconds, target);
  }
  if (probe.httpGet) return yield* httpProbe(probe.httpGet, timeoutSeconds, target);
  if (probe.tcpSocket) return yield* tcpProbe(probe.tcpSocket, timeoutSeconds, target);
  if (probe.grpc) return yield* grpcProbe(probe.grpc, timeoutSeconds, target);
  return { result: 'error', output: `missing probe handler for ${target.spec.name}` };
}

/**
 * `$(NAME)` in a probe's command is expanded from what stands in the manifest, not from the container's environment: a
 * variable whose value comes from a Secret or a ConfigMap is there, and empty.
 */
function writtenValue({ env }: ContainerSpec, name: string): string | undefined {
  const variable = env?.findLast((one) => one.name === name);
  return variable && (variable.value ?? '');
}

function* execProbe(
  command: readonly string[],
  timeoutSeconds: number,
  { container, execId, clock }: ProbeTarget,
): Routine<ProbeOutcome> {
  if (container.state !== 'running') {
    // For a moment the runtime has lost the task and does not yet call the container exited.
    const justNow = clock.nowMs - container.finishedAtMs < 200;
    const reason = justNow
      ? `NotFound desc = failed to exec in container: failed to load task: no running task found: task ${container.id} not found: not found`
      : 'Unknown desc = failed to exec in container: container is in CONTAINER_EXITED state';
    return { result: 'error', output: `rpc error: code = ${reason}` };
  }
  const outcome = yield container.exec(command, { timeoutMs: timeoutSeconds * 1000 });
  if (!outcome.ok) {
    return {
      result: 'error',
      output: `rpc error: code = Unknown desc = failed to exec in container: failed to start exec "${execId()}": OCI runtime exec failed: exec failed: unable to start container process: ${outcome.error}: unknown`,
    };
  }
  const { exitCode, output, errors } = outcome.value;
  if (exitCode === undefined)
    return {
      result: 'failure',
      output: `command timed out: "${command.join(' ')}" timed out after ${timeoutSeconds}s`,
    };
  return { result: exitCode === 0 ? 'success' : 'failure', output: (output + errors).slice(0, 10_240) };
}

/** A port by number, or by its name on the container. */
function portOf(port: unknown, spec: ContainerSpec): number | undefined {
  if (typeof port === 'number') return port;
  if (/^\d+$/.test(String(port))) return Number(port);
  return spec.ports?.find(({ name }) => name === port)?.containerPort;
}

type HttpGet = NonNullable<Probe['httpGet']>;

export function* httpProbe(
  get: HttpGet,
  timeoutSeconds: number,
  { network, clock, spec }: Pick<ProbeTarget, 'network' | 'clock' | 'spec'>,
): Routine<ProbeOutcome> {
  const port = portOf(get.port, spec);
  if (port === undefined)
    return { result: 'error', output: `couldn't find port "${String(get.port)}" in container "${spec.name}"` };
  const host = get.host || network.address;
  const scheme = (get.scheme ?? 'HTTP').toLowerCase();
  let path = get.path ?? '/';
  if (!path.startsWith('/')) path = `/${path}`;
  for (let hop = 0; hop <= 10; hop++) {
    const url = `${scheme}://${host}:${port}${path}`;
    const connection =
      host === network.address || host === '127.0.0.1' || host === 'localhost'
        ? network.accept(port)
        : network.connect(host, port);
    if (connection.kind === 'unknown-name')
      return { result: 'failure', output: `Get "${url}": dial tcp: lookup ${host}: no such host` };
    if (connection.kind === 'refused')
      return {
        result: 'failure',
        output: `Get "${url}": dial tcp ${connection.address}:${port}: connect: connection refused`,
      };
    const reply =
      connection.kind === 'connected'
        ? connection.listener.reply({ protocol: 'http', method: 'GET', path, host, body: '', headers: headersOf(get) })
        : undefined;
    if (
      !reply ||
      reply.kind === 'silence' ||
      (reply.kind === 'answer' && (reply.afterMs ?? 0) > timeoutSeconds * 1000)
    ) {
      yield sleep(clock, timeoutSeconds * 1000);
      return {
        result: 'failure',
        output: reply
          ? `Get "${url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`
          : `Get "${url}": dial tcp ${host}:${port}: i/o timeout (Client.Timeout exceeded while awaiting headers)`,
      };
    }
    if (reply.kind === 'closed') return { result: 'failure', output: `Get "${url}": EOF` };
    if (
      scheme === 'https' &&
      connection.kind === 'connected' &&
      connection.listener.protocol === 'http' &&
      port !== 443 &&
      port !== 8443
    ) {
      return { result: 'failure', output: `Get "${url}": http: server gave HTTP response to HTTPS client` };
    }
    if (reply.afterMs) yield sleep(clock, reply.afterMs);
    const location = reply.headers?.['Location'];
    if (reply.status >= 300 && reply.status < 400 && location !== undefined) {
      if (!location.startsWith('/') && !location.includes(`//${host}`))
        return { result: 'warning', output: `Probe terminated redirects, Response body: ${reply.text}` };
      path = location.startsWith('/') ? location : location.replace(/^\w+:\/\/[^/]+/, '') || '/';
      continue;
    }
    if (reply.status >= 200 && reply.status < 400) return { result: 'success', output: reply.text.slice(0, 10_240) };
    return { result: 'failure', output: `HTTP probe failed with statuscode: ${reply.status}` };
  }
  return { result: 'failure', output: `Get "${path}": stopped after 10 redirects` };
}

function headersOf(get: HttpGet): Record<string, string> {
  return Object.fromEntries((get.httpHeaders ?? []).map(({ name, value }) => [name, value]));
}

function* tcpProbe(
  socket: NonNullable<Probe['tcpSocket']>,
  timeoutSeconds: number,
  { network, clock, spec }: ProbeTarget,
): Routine<ProbeOutcome> {
  const port = portOf(socket.port, spec);
  if (port === undefined)
    return { result: 'error', output: `couldn't find port "${String(socket.port)}" in container "${spec.name}"` };
  const host = socket.host || network.address;
  const connection = host === network.address ? network.accept(port) : network.connect(host, port);
  if (connection.kind === 'connected') return { result: 'success', output: '' };
  if (connection.kind === 'refused')
    return { result: 'failure', output: `dial tcp ${connection.address}:${port}: connect: connection refused` };
  if (connection.kind === 'unknown-name')
    return { result: 'failure', output: `dial tcp: lookup ${host}: no such host` };
  yield sleep(clock, timeoutSeconds * 1000);
  return { result: 'failure', output: `dial tcp ${host}:${port}: i/o timeout` };
}

function* grpcProbe(
  grpc: NonNullable<Probe['grpc']>,
  timeoutSeconds: number,
  { network, clock }: ProbeTarget,
): Routine<ProbeOutcome> {
  const address = `${network.address}:${grpc.port}`;
  const connection = network.accept(grpc.port);
  const reply =
    connection.kind === 'connected'
      ? connection.listener.reply({ protocol: 'grpc-health', service: grpc.service ?? '' })
      : undefined;
  if (!reply) {
    yield sleep(clock, timeoutSeconds * 1000);
    return {
      result: 'failure',
      output: `timeout: failed to connect service "${address}" within ${timeoutSeconds}s: context deadline exceeded`,
    };
  }
  if (reply.kind === 'silence') {
    yield sleep(clock, timeoutSeconds * 1000);
    return { result: 'failure', output: `timeout: health rpc did not complete within ${timeoutSeconds}s` };
  }
  if (reply.kind === 'closed')
    return {
      result: 'failure',
      output:
        'error: this server does not implement the grpc health protocol (grpc.health.v1.Health): unknown service grpc.health.v1.Health',
    };
  return reply.ok
    ? { result: 'success', output: '' }
    : { result: 'failure', output: 'service unhealthy (responded with "NOT_SERVING")' };
}
