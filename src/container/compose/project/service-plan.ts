/** From a service of a Compose file to the containers that docker is to make of it. */
import type { ContainerPlan, DockerMount, PublishedPort } from '../../docker/docker-container.ts';
import type { DockerHost } from '../../docker/docker-host.ts';
import { type HealthOptions, usualHealthTimes } from '../../docker/health-check.ts';
import { freePort, restartPolicy } from '../../docker/plan-options.ts';
import { ComposeFault } from '../compose-fault.ts';
import type { ComposeConfig } from '../load.ts';
import { parseDuration } from '../scalar-text.ts';
import { type Resource, resourcesOf, type Service, type ServiceMount, type ServicePort } from './service.ts';

export const label = {
  project: 'com.docker.compose.project',
  service: 'com.docker.compose.service',
  number: 'com.docker.compose.container-number',
  hash: 'com.docker.compose.config-hash',
} as const;

export interface PlanOptions {
  readonly config: ComposeConfig;
  readonly host: DockerHost;
  /** Text of a file of the person's machine, where there is one. */
  readonly readFile: (path: string) => string | undefined;
  readonly environment: Readonly<Record<string, string>>;
}

function imageOf(config: ComposeConfig, name: string, service: Service): string {
  return service.image ?? `${config.name}-${name}`;
}

/** The same for the same description: what differs is made anew by `up`. */
export function configHash({ depends_on: _, scale: __, deploy, ...rest }: Service): string {
  const { replicas: ___, ...kept } = deploy ?? {};
  return JSON.stringify({ ...rest, deploy: kept });
}

export function servicePlan(options: PlanOptions, name: string, service: Service, number: number): ContainerPlan {
  const { config, host } = options;
  const memory = service.mem_limit ?? service.deploy?.resources?.limits?.memory;
  const grace = service.stop_grace_period;
  return {
    name: service.container_name ?? `${config.name}-${name}-${number}`,
    image: imageOf(config, name, service),
    entrypoint: nonEmpty(service.entrypoint),
    command: nonEmpty(service.command),
    environment: variables(options, service),
    labels: new Map([
      ...Object.entries(service.labels ?? {}),
      [label.project, config.name],
      [label.service, name],
      [label.number, String(number)],
      [label.hash, configHash(service)],
    ]),
    hostname: service.hostname,
    workingDirectory: service.working_dir,
    user: userId(service.user),
    ports: (service.ports ?? []).map((port) => publishedPort(host, port)),
    exposed: (service.expose ?? []).map((port) => Number.parseInt(port, 10)),
    mounts: [
      ...(service.volumes ?? []).map((mount) => dockerMount(config, mount)),
      ...tmpfs(service),
      ...files(options, service),
    ],
    networks: networks(config, name, service),
    restart: restart(service),
    memoryBytes: memory === undefined ? Number.POSITIVE_INFINITY : Number(memory),
    health: health(service),
    openInput: service.stdin_open === true || service.tty === true,
    readOnlyRoot: service.read_only === true,
    removeAtEnd: false,
    stopSeconds: grace === undefined ? 10 : parseDuration(grace) / 1e9,
  };
}

function nonEmpty(words: readonly string[] | undefined): readonly string[] | undefined {
  return words && words.length > 0 ? words : undefined;
}

function userId(user: string | undefined): number | undefined {
  if (user === undefined) return undefined;
  return user === 'root' ? 0 : /^\d+/.test(user) ? Number.parseInt(user, 10) : 999;
}

/** What the service says goes before what its files say. */
function variables({ readFile }: PlanOptions, service: Service): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  for (const { path, required } of service.env_file ?? []) {
    const text = readFile(path);
    if (text === undefined && required !== false) {
      throw new ComposeFault(`env file ${path} not found: stat ${path}: no such file or directory`);
    }
    for (const line of (text ?? '').split('\n')) {
      const [, key, quoted, plain] =
        /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'[^']*'|(.*?))\s*$/.exec(line) ?? [];
      if (key !== undefined) all.set(key, quoted ?? plain ?? /'([^']*)'/.exec(line)?.[1] ?? '');
    }
  }
  for (const [key, value] of Object.entries(service.environment ?? {})) if (value !== null) all.set(key, value);
  return all;
}

/** Of a range of the host the first port that nobody has. */
function publishedPort(
  host: DockerHost,
  { host_ip: hostAddress = '0.0.0.0', target, published, protocol }: ServicePort,
): PublishedPort {
  const [first = 0, last = first] = (published ?? '0').split('-').map(Number);
  const taken = new Set(host.containers.flatMap(({ plan }) => plan.ports.map(({ hostPort }) => hostPort)));
  let hostPort = first === 0 ? freePort(host) : first;
  while (hostPort < last && taken.has(hostPort)) hostPort++;
  return { hostAddress, hostPort, port: target, protocol: protocol === 'udp' ? 'udp' : 'tcp' };
}

function dockerMount(
  config: ComposeConfig,
  { type, source = '', target, read_only: readOnly = false }: ServiceMount,
): DockerMount {
  if (type === 'tmpfs') return { type: 'tmpfs', source: '', target, readOnly, isAnonymous: false };
  if (type === 'bind') return { type: 'bind', source, target, readOnly, isAnonymous: false };
  const name = source === '' ? '' : (resourcesOf(config, 'volumes').get(source)?.name ?? source);
  return { type: 'volume', source: name, target, readOnly, isAnonymous: source === '' };
}

function tmpfs(service: Service): readonly DockerMount[] {
  return (service.tmpfs ?? []).map((entry) => {
    return { type: 'tmpfs', source: '', target: entry.split(':')[0] as string, readOnly: false, isAnonymous: false };
  });
}

/** Secrets and configs are files in the container, read only. */
function files(options: PlanOptions, service: Service): readonly DockerMount[] {
  const { config, host } = options;
  const mounts = (kind: 'secrets' | 'configs', folder: string): DockerMount[] =>
    (service[kind] ?? []).map(({ source, target = source }) => {
      const resource = resourcesOf(config, kind).get(source);
      const place = `${kind}:${resource?.name ?? source}`;
      host.files.set(place, resource ? contentOf(options, resource) : '');
      return {
        type: 'bind',
        source: place,
        target: target.startsWith('/') ? target : `${folder}${target}`,
        readOnly: true,
        isAnonymous: false,
      };
    });
  return [...mounts('secrets', '/run/secrets/'), ...mounts('configs', '/')];
}

function contentOf(
  { readFile, environment }: PlanOptions,
  { name, content, environment: variable, file }: Resource,
): string {
  if (content !== undefined) return content;
  if (variable !== undefined) {
    const value = Object.hasOwn(environment, variable) ? environment[variable] : undefined;
    if (value === undefined)
      throw new ComposeFault(`environment variable "${variable}" required by secret "${name}" is not set`);
    return value;
  }
  return file === undefined ? '' : (readFile(file) ?? '');
}

/** In each of its networks a container answers to the name of its service. */
function networks(config: ComposeConfig, name: string, service: Service): ReadonlyMap<string, readonly string[]> {
  const mode = service.network_mode;
  if (mode === 'host' || mode === 'none' || mode === 'bridge') return new Map([[mode, []]]);
  const known = resourcesOf(config, 'networks');
  return new Map(
    Object.entries(service.networks ?? {}).map(([key, own]) => [
      known.get(key)?.name ?? key,
      [name, ...(own?.aliases ?? [])],
    ]),
  );
}

function restart(service: Service): ContainerPlan['restart'] {
  const policy = service.deploy?.restart_policy;
  if (service.restart !== undefined || !policy) return restartPolicy(service.restart ?? 'no');
  const names = { none: 'no', 'on-failure': 'on-failure' } as const;
  const name = policy.condition === 'none' || policy.condition === 'on-failure' ? names[policy.condition] : 'always';
  return { name, maximumRetries: name === 'on-failure' ? (policy.max_attempts ?? 0) : 0 };
}

function health({ healthcheck }: Service): HealthOptions | undefined {
  const test = healthcheck?.test;
  if (!test || test.length === 0 || test[0] === 'NONE' || healthcheck.disable) return undefined;
  const seconds = (duration: string | undefined, usual: number) =>
    duration === undefined ? usual : parseDuration(duration) / 1e9;
  return {
    test,
    intervalSeconds: seconds(healthcheck.interval, usualHealthTimes.intervalSeconds),
    timeoutSeconds: seconds(healthcheck.timeout, usualHealthTimes.timeoutSeconds),
    retries: healthcheck.retries ?? usualHealthTimes.retries,
    startPeriodSeconds: seconds(healthcheck.start_period, usualHealthTimes.startPeriodSeconds),
    startIntervalSeconds: seconds(healthcheck.start_interval, usualHealthTimes.startIntervalSeconds),
  };
}
