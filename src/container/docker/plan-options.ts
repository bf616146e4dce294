/**
 * The options of `docker create` and `docker run`, and the plan of a container that they make.
 *
 *     -d --name web -p 8080:80 -e MODE=test -v data:/data --restart on-failure:3 nginx:1.27
 */
import { parsePorts } from '../compose/ports.ts';
import { parseBytes, parseDuration } from '../compose/scalar-text.ts';
import type { ContainerPlan, DockerMount, PublishedPort, RestartPolicy } from './docker-container.ts';
import type { DockerHost } from './docker-host.ts';
import { type HealthOptions, usualHealthTimes } from './health-check.ts';
import { DockerUsage, type OptionShape, type Options } from './verb.ts';

export const planShape: OptionShape = {
  flags: ['detach', 'interactive', 'tty', 'rm', 'read-only', 'no-healthcheck', 'init', 'privileged', 'publish-all'],
  values: [
    ...[
      'name',
      'env',
      'publish',
      'volume',
      'mount',
      'restart',
      'memory',
      'network',
      'network-alias',
      'hostname',
      'user',
    ],
    ...[
      'workdir',
      'entrypoint',
      'label',
      'tmpfs',
      'stop-timeout',
      'expose',
      'health-cmd',
      'health-interval',
      'health-timeout',
    ],
    ...['health-retries', 'health-start-period', 'health-start-interval', 'cpus', 'pull', 'platform'],
    ...['net', 'env-file', 'volumes-from', 'add-host'],
  ],
  short: {
    d: 'detach', i: 'interactive', t: 'tty', e: 'env', p: 'publish', v: 'volume', m: 'memory', h: 'hostname', u: 'user',
    w: 'workdir', l: 'label', P: 'publish-all',
  }, // biome-ignore format: a table
  stopsAtWord: true,
};

export function planOf(host: DockerHost, options: Options): ContainerPlan {
  const [image, ...command] = options.words;
  if (image === undefined) throw new DockerUsage('requires at least 1 argument');
  if (host.images.nameOf(image) === undefined) throw new DockerUsage('invalid reference format');
  const memory = options.value('memory');
  const entrypoint = options.value('entrypoint');
  const user = options.value('user');
  return {
    name: options.value('name') ?? freeName(host),
    image,
    entrypoint: entrypoint === undefined || entrypoint === '' ? undefined : [entrypoint],
    command: command.length > 0 ? command : undefined,
    environment: new Map([
      ...options.all('env-file').flatMap((file) => fileOf(host, file)),
      ...pairs(options.all('env')),
    ]),
    labels: pairs(options.all('label')),
    hostname: options.value('hostname'),
    workingDirectory: options.value('workdir'),
    user: user === undefined ? undefined : user === 'root' ? 0 : /^\d+/.test(user) ? Number.parseInt(user, 10) : 999,
    ports: [
      ...options.all('publish').flatMap((spec) => publishedPorts(spec, host)),
      ...(options.has('publish-all') ? allPorts(host, image) : []),
    ],
    exposed: options.all('expose').map((port) => Number.parseInt(port, 10)),
    mounts: [
      ...options.all('volume').map(volumeMount),
      ...options.all('mount').map(longMount),
      ...options.all('tmpfs').map(tmpfs),
      ...options.all('volumes-from').flatMap((name) => mountsOf(host, name)),
    ],
    networks: new Map(namesOf(options).map((name) => [name, options.all('network-alias')])),
    extraHosts: options.all('add-host').map((entry) => entry.replace(/^([^:=]+)[:=](.*)$/, '$2 $1')),
    restart: restartPolicy(options.value('restart') ?? 'no'),
    memoryBytes: memory === undefined ? Number.POSITIVE_INFINITY : parseBytes(memory),
    ...(options.has('cpus') ? { cpus: cpusOf(options.value('cpus') ?? '') } : {}),
    health: options.has('no-healthcheck') ? undefined : healthOptions(options),
    openInput: options.has('interactive') || options.has('tty'),
    readOnlyRoot: options.has('read-only'),
    removeAtEnd: options.has('rm'),
    stopSeconds: Number(options.value('stop-timeout') ?? 10),
  };
}

function namesOf(options: Options): readonly string[] {
  const named = [...options.all('network'), ...options.all('net')];
  return named.length > 0 ? named : ['bridge'];
}

/** `NAME=value` a line; `#` begins a comment. */
function fileOf(host: DockerHost, file: string): readonly (readonly [string, string])[] {
  const path = file.startsWith('/') ? file : `/root/${file.replace(/^\.\//, '')}`;
  const text = host.files.get(path);
  if (text === undefined) throw new DockerUsage(`open ${file}: no such file or directory`);
  return [...pairs(text.split('\n').filter((line) => !line.trimStart().startsWith('#')))];
}

/** The ports that the image exposes, each on a free one of the host. */
function allPorts(host: DockerHost, image: string): readonly PublishedPort[] {
  const first = freePort(host);
  return host.images
    .behaviour(image)
    .exposedPorts.map((port, index) => ({ hostAddress: '0.0.0.0', hostPort: first + index, port, protocol: 'tcp' }));
}

function mountsOf(host: DockerHost, name: string): readonly DockerMount[] {
  const container = host.find(name.split(':')[0] ?? '');
  if (!container) throw new DockerUsage(`No such container: ${name}`);
  return container.plan.mounts.map((mount) => ({ ...mount, isAnonymous: false }));
}

function cpusOf(text: string): number {
  const cpus = Number(text);
  if (!(cpus > 0))
    throw new DockerUsage(`invalid argument "${text}" for "--cpus" flag: failed to parse ${text} as a rational number`);
  return cpus;
}

function pairs(entries: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    entries.flatMap((entry) => {
      const at = entry.indexOf('=');
      return at === -1 ? [] : [[entry.slice(0, at), entry.slice(at + 1)] as const];
    }),
  );
}

/** A port that is not told takes the next free one from 32768 on. */
function publishedPorts(spec: string, host: DockerHost): readonly PublishedPort[] {
  return parsePorts(spec).map((port) => {
    const published = Number.parseInt(String(port['published'] ?? '0'), 10);
    return {
      hostAddress: String(port['host_ip'] ?? '0.0.0.0'),
      hostPort: published === 0 ? freePort(host) : published,
      port: Number(port['target']),
      protocol: port['protocol'] === 'udp' ? 'udp' : 'tcp',
    };
  });
}

export function freePort(host: DockerHost): number {
  const taken = new Set(host.containers.flatMap(({ plan }) => plan.ports.map(({ hostPort }) => hostPort)));
  let port = 32768;
  while (taken.has(port)) port++;
  return port;
}

function volumeMount(spec: string): DockerMount {
  const parts = spec.split(':');
  const [first = '', second, mode = ''] = parts;
  if (parts.length > 3 || first === '' || second === '')
    throw new DockerUsage(`invalid volume specification: '${spec}'`);
  const target = second ?? first;
  if (!target.startsWith('/')) {
    throw new DockerUsage(
      `invalid volume specification: '${spec}': invalid mount config for type "volume": invalid mount path: '${target}' mount path must be absolute`,
    );
  }
  const readOnly = mode.split(',').includes('ro');
  if (second === undefined) return { type: 'volume', source: '', target, readOnly, isAnonymous: true };
  return { type: /^[/.~]/.test(first) ? 'bind' : 'volume', source: first, target, readOnly, isAnonymous: false };
}

/** `type=volume,source=data,target=/data,readonly` */
function longMount(spec: string): DockerMount {
  const fields = pairs(spec.split(',').map((field) => (field.includes('=') ? field : `${field}=true`)));
  const type = fields.get('type') ?? 'volume';
  const source = fields.get('source') ?? fields.get('src') ?? '';
  const target = fields.get('target') ?? fields.get('dst') ?? fields.get('destination') ?? '';
  if (type !== 'volume' && type !== 'bind' && type !== 'tmpfs') throw new DockerUsage(`mount type unknown: "${type}"`);
  if (target === '') throw new DockerUsage('invalid argument for "--mount" flag: target is required');
  const readOnly = fields.has('readonly') || fields.has('ro');
  return { type, source, target, readOnly, isAnonymous: type === 'volume' && source === '' };
}

function tmpfs(spec: string): DockerMount {
  return { type: 'tmpfs', source: '', target: spec.split(':')[0] as string, readOnly: false, isAnonymous: false };
}

export function restartPolicy(text: string): RestartPolicy {
  const [name = '', retries] = text === '' ? ['no'] : text.split(':');
  if (name !== 'no' && name !== 'always' && name !== 'unless-stopped' && name !== 'on-failure') {
    throw new DockerUsage(
      `invalid restart policy: unknown policy '${name}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'`,
    );
  }
  if (retries !== undefined && name !== 'on-failure') {
    throw new DockerUsage("invalid restart policy: maximum retry count can only be used with 'on-failure'");
  }
  return { name, maximumRetries: Number(retries ?? 0) };
}

function healthOptions(options: Options): HealthOptions | undefined {
  const test = options.value('health-cmd');
  if (test === undefined) return undefined;
  const seconds = (name: string, usual: number) => {
    const value = options.value(name);
    return value === undefined ? usual : parseDuration(value) / 1e9;
  };
  return {
    test: ['CMD-SHELL', test],
    intervalSeconds: seconds('health-interval', usualHealthTimes.intervalSeconds),
    timeoutSeconds: seconds('health-timeout', usualHealthTimes.timeoutSeconds),
    retries: Number(options.value('health-retries') ?? usualHealthTimes.retries),
    startPeriodSeconds: seconds('health-start-period', usualHealthTimes.startPeriodSeconds),
    startIntervalSeconds: seconds('health-start-interval', usualHealthTimes.startIntervalSeconds),
  };
}

const qualities = ['brave', 'calm', 'clever', 'eager', 'gentle', 'happy', 'keen', 'quiet', 'swift', 'wise'];
const people = ['curie', 'darwin', 'euler', 'gauss', 'hopper', 'lovelace', 'noether', 'ramon', 'torres', 'turing'];

function freeName(host: DockerHost): string {
  for (let attempt = 0; ; attempt++) {
    const name = `${host.random.pick(qualities)}_${host.random.pick(people)}${attempt === 0 ? '' : attempt}`;
    if (!host.find(name)) return name;
  }
}
