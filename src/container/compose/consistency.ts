/**
 * Whether the parts of a project fit one another: everything that a service names exists, nothing is said twice with
 * different values, no two mounts meet at one path, nobody waits for themselves.
 */
import { ComposeFault } from './compose-fault.ts';
import { isList, isMapping, type Mapping, newMapping, printed, type Value } from './value.ts';

export interface Sections {
  readonly services: Mapping;
  /** Services whose profile is not active. */
  readonly disabled: Mapping;
  readonly jobs: Mapping;
  readonly networks: Mapping;
  readonly volumes: Mapping;
  readonly secrets: Mapping;
  readonly configs: Mapping;
  readonly models: Mapping;
}

const invalid = (sentence: string) => new ComposeFault(`${sentence}: invalid compose project`);

export function checkConsistency(sections: Sections): void {
  for (const [name, service] of Object.entries(sections.services)) checkService(name, service as Mapping, sections);
  for (const name of Object.keys(sections.jobs)) {
    if (!(name in sections.services) && !(name in sections.disabled)) continue;
    throw invalid(
      `${JSON.stringify(name)} is declared both as a service and a job: service and job names must be unique`,
    );
  }
  for (const [name, job] of Object.entries(sections.jobs)) {
    for (const [needed, how] of dependencies(job as Mapping)) {
      if (needed in sections.jobs || needed in sections.services) continue;
      if (needed in sections.disabled && how['required'] !== true) continue;
      throw invalid(`job "${name}" depends on undefined service or job "${needed}"`);
    }
  }
  for (const [name, secret] of Object.entries(sections.secrets)) {
    const { external, file, environment } = secret as Mapping;
    if (external !== true && !file && !environment)
      throw invalid(`secret "${name}" must declare either \`file\` or \`environment\``);
  }
  checkCycles(sections);
}

function checkService(name: string, service: Mapping, sections: Sections): void {
  const build = mapping(service['build']);
  if (!build && !service['image'] && !service['provider']) {
    throw invalid(`service "${name}" has neither an image nor a build context specified`);
  }
  if (build) checkBuild(name, service, build, sections);
  const networks = Object.keys(mapping(service['networks']) ?? {});
  if (service['network_mode'] && networks.length > 0) {
    throw invalid(`service ${name} declares mutually exclusive \`network_mode\` and \`networks\``);
  }
  checkKnown(name, 'network', networks, sections.networks);
  const test = list(mapping(service['healthcheck'])?.['test'])[0];
  if (test !== undefined && !['CMD', 'CMD-SHELL', 'NONE'].includes(test as string)) {
    throw new ComposeFault('healthcheck.test must start either by "CMD", "CMD-SHELL" or "NONE"');
  }
  for (const [needed, how] of dependencies(service)) {
    if (needed in sections.services || (needed in sections.disabled && how['required'] !== true)) continue;
    if (needed in sections.jobs) {
      throw invalid(`service "${name}" cannot depend on job "${needed}": services can only depend on other services`);
    }
    throw invalid(`service "${name}" depends on undefined service "${needed}"`);
  }
  const mode = printed(service['network_mode'] ?? '');
  const shared = mode.startsWith('service:') ? mode.slice('service:'.length) : undefined;
  if (shared !== undefined && !(shared in sections.services)) {
    throw new ComposeFault(`service "${shared}" not found for network_mode 'service:${shared}'`);
  }
  const mounts = mappings(service['volumes']);
  const volumes = mounts.filter(({ type, source }) => type === 'volume' && source);
  checkKnown(
    name,
    'volume',
    volumes.map(({ source }) => source as string),
    sections.volumes,
  );
  checkKnown(name, 'build secret', sources(build?.['secrets']), sections.secrets);
  checkKnown(name, 'config', sources(service['configs']), sections.configs);
  checkKnown(name, 'model', Object.keys(mapping(service['models']) ?? {}), sections.models);
  checkKnown(name, 'secret', sources(service['secrets']), sections.secrets);
  checkSaidTwice(name, service);
  checkMounts(name, service, mounts);
}

function checkKnown(service: string, kind: string, names: readonly string[], known: Mapping): void {
  for (const name of names) {
    if (!(name in known)) throw invalid(`service "${service}" refers to undefined ${kind} ${name}`);
  }
}

function checkBuild(name: string, service: Mapping, build: Mapping, { services, disabled }: Sections): void {
  if (build['dockerfile_inline'] && build['dockerfile']) {
    throw invalid(`service "${name}" declares mutualy exclusive dockerfile and dockerfile_inline`);
  }
  for (const [key, context] of Object.entries(mapping(build['additional_contexts']) ?? {})) {
    const target = /^service:(.*)$/s.exec(printed(context))?.[1];
    if (target === undefined) continue;
    const other = mapping(services[target]) ?? mapping(disabled[target]);
    if (!other)
      throw new ComposeFault(`service "${name}" declares unknown service "${target}" as additional contexts ${key}`);
    if (!other['build']) {
      throw new ComposeFault(
        `service "${name}" declares non-buildable service "${target}" as additional contexts ${key}`,
      );
    }
  }
  const platforms = list(build['platforms']);
  if (platforms.length > 0 && service['platform'] && !platforms.includes(service['platform'])) {
    throw invalid(`service.build.platforms MUST include service.platform ${JSON.stringify(service['platform'])}`);
  }
}

/** What may be said for docker and for a swarm must be the same. */
function checkSaidTwice(name: string, service: Mapping): void {
  const deploy = mapping(service['deploy']);
  const { scale } = service;
  const replicas = deploy?.['replicas'];
  const differ = (one: string, other: string) =>
    invalid(`services.${name}: can't set distinct values on '${one}' and 'deploy.${other}'`);
  if (scale !== undefined && replicas !== undefined && scale !== replicas) throw differ('scale', 'replicas');
  if (scale !== undefined && deploy) deploy['replicas'] = scale;
  const notNegative = (place: string) =>
    new ComposeFault(`services.${name}.${place}: must be greater than or equal to 0`);
  if (Number(scale ?? 0) < 0) throw notNegative('scale');
  if (Number(deploy?.['replicas'] ?? 0) < 0) throw notNegative('deploy.replicas');
  const resources = mapping(deploy?.['resources']);
  const pairs = [
    ['cpus', 'limits', 'cpus'],
    ['mem_limit', 'limits', 'memory'],
    ['mem_reservation', 'reservations', 'memory'],
    ['pids_limit', 'limits', 'pids'],
  ] as const;
  for (const [own, kind, key] of pairs) {
    const section = mapping(resources?.[kind]);
    if (service[own] === undefined || !section) continue;
    if (printed(section[key] ?? 0) !== printed(service[own])) throw differ(own, `resources.${kind}.${key}`);
  }
  if (Number(scale ?? replicas ?? 1) > 1 && service['container_name']) {
    const place = scale === undefined ? 'deploy.replicas' : 'scale';
    throw invalid(`services.${place}: can't set container_name and ${name} as container name must be unique`);
  }
}

function checkMounts(name: string, service: Mapping, mounts: readonly Mapping[]): void {
  const taken = new Map<string, string>();
  const take = (target: string, place: string) => {
    const other = taken.get(target);
    if (other !== undefined) throw new ComposeFault(`${place}: target ${target} already mounted as ${other}`);
    taken.set(target, place);
  };
  list(service['tmpfs']).forEach((entry, index) => {
    take(printed(entry).split(':')[0] as string, `services.${name}.tmpfs[${index}]`);
  });
  mounts.forEach(({ target }, index) => {
    take(printed(target ?? ''), `services.${name}.volumes[${index}]`);
  });
}

function checkCycles({ services }: Sections): void {
  const cleared = new Set<string>();
  const search = (way: readonly string[], name: string): void => {
    if (cleared.has(name)) return;
    for (const [next] of [...dependencies(services[name] as Mapping)].sort(([one], [other]) =>
      one < other ? -1 : 1,
    )) {
      if (!(next in services)) continue;
      const at = way.indexOf(next);
      if (at >= 0) throw new ComposeFault(`dependency cycle detected: ${way.slice(at).join(' -> ')} -> ${next}`);
      search([...way, next], next);
    }
    cleared.add(name);
  };
  for (const name of Object.keys(services).sort()) search([name], name);
}

function dependencies(service: Mapping): readonly (readonly [string, Mapping])[] {
  return Object.entries(mapping(service['depends_on']) ?? {}) as [string, Mapping][];
}

function sources(value: Value | undefined): readonly string[] {
  return mappings(value).map(({ source }) => printed(source ?? ''));
}

function mapping(value: Value | undefined): Mapping | undefined {
  return isMapping(value) ? value : undefined;
}

function mappings(value: Value | undefined): readonly Mapping[] {
  return list(value).map((item) => mapping(item) ?? newMapping());
}

function list(value: Value | undefined): readonly Value[] {
  return isList(value) ? value : [];
}
