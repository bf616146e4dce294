/**
 * `extends`: a service begins with all that another one of the file says and lays its own over it, again and again until
 * nothing is extended. A service in another file is out of reach here: files other than this one are not read.
 */
import { ComposeFault } from './compose-fault.ts';
import { merge } from './merge.ts';
import { isMapping, type Mapping, newMapping, type Value } from './value.ts';

export function applyExtends(file: Mapping, filename: string): Mapping {
  const extended = newMapping(Object.entries(file));
  for (const kind of ['services', 'jobs']) {
    if (!(kind in file)) continue;
    const section = file[kind] as Value;
    if (!isMapping(section)) throw new ComposeFault(`${kind} must be a mapping`);
    const done = newMapping(Object.entries(section));
    for (const name of Object.keys(section)) done[name] = extendedService(name, done, filename, []);
    extended[kind] = done;
  }
  return extended;
}

function extendedService(name: string, services: Mapping, filename: string, chain: readonly string[]): Value {
  const service = services[name] as Value;
  if (service === null) return null;
  if (!isMapping(service)) throw new ComposeFault(`services.${name} must be a mapping`);
  if (!('extends' in service)) return service;
  if (chain.includes(name)) {
    const steps = [...chain.slice(chain.indexOf(name)), name];
    throw new ComposeFault(
      `circular reference:\n  ${steps.map((step) => `${step} in ${filename}`).join('\n  extends ')}`,
    );
  }
  const other = target(service['extends'] as Value, name);
  if (other.file !== undefined) throw new ComposeFault(`open ${other.file}: no such file or directory`);
  if (!(other.service in services)) {
    throw new ComposeFault(`cannot extend service "${name}" in ${filename}: service "${other.service}" not found`);
  }
  const base = extendedService(other.service, services, filename, [...chain, name]);
  if (base === null) return service;
  const merged = merge(base, service, ['services', 'x']) as Mapping;
  delete merged['extends'];
  services[name] = merged;
  return merged;
}

function target(extend: Value, name: string): { readonly service: string; readonly file?: string } {
  if (typeof extend === 'string') return { service: extend };
  if (!isMapping(extend)) return { service: '' };
  const { service, file } = extend;
  if (typeof service !== 'string') throw new ComposeFault(`extends.${name}.service is required`);
  return typeof file === 'string' ? { service, file: file.startsWith('/') ? file : `/app/${file}` } : { service };
}
