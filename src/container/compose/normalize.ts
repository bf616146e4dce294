/**
 * What a file means without saying it: the network `default`, a Dockerfile called Dockerfile, variables taken from outside,
 * services one needs because it links to them or shares their namespace, names made of project and key.
 */
import { cleanPath } from './long-forms.ts';
import { merge } from './merge.ts';
import { containerKeys } from './project-types.ts';
import type { LookUp } from './substitute.ts';
import { deepCopy, isList, isMapping, type Mapping, newMapping, printed, type Value } from './value.ts';

export function normalize(file: Mapping, projectName: string, lookUp: LookUp): Mapping {
  const normal = newMapping([...Object.entries(file), ['name', projectName]]);
  let usesDefault = false;
  for (const kind of ['services', 'jobs']) {
    const section = normal[kind];
    if (!isMapping(section)) continue;
    normal[kind] = newMapping(
      Object.entries(section).map(([name, value]) => {
        const service = newMapping(Object.entries(value as Mapping));
        if (joinNetwork(service)) usesDefault = true;
        normalizeService(service, lookUp);
        return [name, service];
      }),
    );
  }
  const networks = isMapping(normal['networks']) ? normal['networks'] : newMapping();
  if (usesDefault && !('default' in networks)) networks['default'] = null;
  if (Object.keys(networks).length > 0) normal['networks'] = networks;
  for (const kind of ['networks', 'volumes', 'configs', 'secrets']) nameResources(normal, kind, projectName);
  return normal;
}

/** Whether the service is in the network `default`, where every service is that says nothing else. */
function joinNetwork(service: Mapping): boolean {
  if ('provider' in service || 'network_mode' in service) return false;
  const networks = service['networks'];
  if (isMapping(networks) && Object.keys(networks).length > 0) return 'default' in networks;
  service['networks'] = newMapping([['default', null]]);
  return true;
}

function normalizeService(service: Mapping, lookUp: LookUp): void {
  if (service['pull_policy'] === 'if_not_present') service['pull_policy'] = 'missing';
  if (isMapping(service['build'])) service['build'] = normalBuild(service['build'], lookUp);
  if ('environment' in service)
    service['environment'] = resolveVariables(service['environment'] as Value, lookUp, true);
  const needs = newMapping(Object.entries((service['depends_on'] as Mapping | undefined) ?? {}));
  const need = (name: string, restart: boolean): void => {
    if (name in needs) return;
    needs[name] = newMapping([
      ['condition', 'service_started'],
      ['restart', restart],
      ['required', true],
    ]);
  };
  for (const link of textsOf(service['links'])) {
    const parts = link.split(':');
    need(parts.length === 2 ? (parts[0] as string) : link, true);
  }
  for (const namespace of ['network_mode', 'ipc', 'pid', 'uts', 'cgroup']) {
    const shared = service[namespace];
    if (typeof shared === 'string' && shared.startsWith('service:')) need(shared.slice('service:'.length), true);
  }
  for (const source of textsOf(service['volumes_from'])) {
    if (!source.startsWith('container:')) need(source.split(':')[0] as string, false);
  }
  if (Object.keys(needs).length > 0) service['depends_on'] = needs;
  if (isList(service['volumes'])) service['volumes'] = service['volumes'].map(cleanTarget);
  if (isList(service['pre_start'])) inheritInHooks(service, service['pre_start']);
}

function normalBuild(build: Mapping, lookUp: LookUp): Mapping {
  const normal = newMapping(Object.entries(build));
  normal['context'] ??= '.';
  if ((normal['dockerfile'] ?? normal['dockerfile_inline'] ?? null) === null) normal['dockerfile'] = 'Dockerfile';
  if ('args' in normal) normal['args'] = resolveVariables(normal['args'] as Value, lookUp, false);
  return normal;
}

/** `[TOKEN]` and `{TOKEN: null}` take the value that the variable has outside, if it has one. */
function resolveVariables(value: Value, lookUp: LookUp, keepsEmpty: boolean): Value {
  if (isList(value)) {
    return value.flatMap((entry) => {
      if (typeof entry !== 'string' || entry.includes('=')) return [entry];
      const found = lookUp(entry);
      return found !== undefined ? [`${entry}=${found}`] : keepsEmpty ? [entry] : [];
    });
  }
  if (!isMapping(value)) return value;
  return newMapping(
    Object.entries(value).flatMap(([key, item]): (readonly [string, Value])[] => {
      if (item !== null) return [[key, item]];
      const found = lookUp(key);
      return found !== undefined ? [[key, found]] : keepsEmpty ? [[key, null]] : [];
    }),
  );
}

function cleanTarget(mount: Value): Value {
  if (!isMapping(mount) || typeof mount['target'] !== 'string') return mount;
  return newMapping([...Object.entries(mount), ['target', cleanPath(mount['target'])]]);
}

/** A container that runs before the service looks like it, but for what it says itself and for mounts. */
function inheritInHooks(service: Mapping, hooks: readonly Value[]): void {
  const base = newMapping(Object.entries(service).filter(([key]) => key !== 'volumes' && containerKeys.has(key)));
  service['pre_start'] = hooks.map((hook) => merge(deepCopy(base), hook, ['services', 'hook']));
}

function nameResources(file: Mapping, kind: string, projectName: string): void {
  const section = file[kind];
  if (!isMapping(section)) return;
  file[kind] = newMapping(
    Object.entries(section).map(([key, value]) => {
      const resource = newMapping(Object.entries(isMapping(value) ? value : {}));
      const isExternal = ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(printed(resource['external'] ?? null));
      resource['name'] ??= isExternal ? key : `${projectName}_${key}`;
      return [key, resource];
    }),
  );
}

function textsOf(value: Value | undefined): readonly string[] {
  return isList(value) ? value.filter((item) => typeof item === 'string') : [];
}
