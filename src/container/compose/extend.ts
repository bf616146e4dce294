/**
 * `extends`: a service begins with all that another one says and lays its own over it, again and again until nothing is
 * extended. A service of another file brings that file's variables and paths along: `./data` there is `./data` beside it.
 */
import { absolutePaths } from './complete.ts';
import { ComposeFault } from './compose-fault.ts';
import { interpolate } from './interpolate.ts';
import type { LoadOptions } from './load-options.ts';
import { writeOut } from './long-forms.ts';
import { merge } from './merge.ts';
import { folderOf, placedAt } from './places.ts';
import { readComposeDocuments } from './read-yaml.ts';
import type { LookUp } from './substitute.ts';
import { isMapping, type Mapping, newMapping, type Value } from './value.ts';

/** What is needed to follow a chain of `extends` through files. */
interface Reading {
  readonly options: LoadOptions;
  readonly lookUp: LookUp;
  /** `name in file`, the services under way. */
  readonly chain: readonly { readonly service: string; readonly filename: string }[];
}

export function applyExtends(file: Mapping, options: LoadOptions, lookUp: LookUp): Mapping {
  const extended = newMapping(Object.entries(file));
  for (const kind of ['services', 'jobs']) {
    if (!(kind in file)) continue;
    const section = file[kind] as Value;
    if (!isMapping(section)) throw new ComposeFault(`${kind} must be a mapping`);
    const done = newMapping(Object.entries(section));
    for (const name of Object.keys(section)) done[name] = extendedService(name, done, { options, lookUp, chain: [] });
    extended[kind] = done;
  }
  return extended;
}

function extendedService(name: string, services: Mapping, reading: Reading): Value {
  const { options, chain } = reading;
  const { filename } = options;
  const service = services[name] as Value;
  if (service === null) return null;
  if (!isMapping(service)) throw new ComposeFault(`services.${name} must be a mapping`);
  if (!('extends' in service)) return service;
  const first = chain.findIndex((step) => step.service === name && step.filename === filename);
  if (first >= 0) {
    const steps = [...chain.slice(first), { service: name, filename }];
    throw new ComposeFault(
      `circular reference:\n  ${steps.map((step) => `${step.service} in ${step.filename}`).join('\n  extends ')}`,
    );
  }
  const next = { ...reading, chain: [...chain, { service: name, filename }] };
  const other = target(service['extends'] as Value, name, options.folder);
  const base = other.file === undefined ? inThisFile() : inOtherFile(other.file);
  if (base === null) return service;
  const merged = merge(base, service, ['services', 'x']) as Mapping;
  delete merged['extends'];
  services[name] = merged;
  return merged;

  function inThisFile(): Value {
    if (!(other.service in services)) {
      throw new ComposeFault(`cannot extend service "${name}" in ${filename}: service "${other.service}" not found`);
    }
    return extendedService(other.service, services, next);
  }

  function inOtherFile(file: string): Value {
    const text = options.readFile?.(file);
    if (text === undefined) throw new ComposeFault(`open ${file}: no such file or directory`);
    const folder = folderOf(file);
    let found = newMapping();
    for (const { value } of readComposeDocuments(text, file)) {
      if (!isMapping(value)) throw new ComposeFault('top-level object must be a mapping');
      found = merge(found, interpolate(value, reading.lookUp)) as Mapping;
    }
    const theirs = isMapping(found['services']) ? found['services'] : newMapping();
    if (!(other.service in theirs)) {
      throw new ComposeFault(
        `cannot extend service "${name}" in ${filename}: service "${other.service}" not found in ${file}`,
      );
    }
    const inner = { ...next, options: { ...options, filename: file, folder } };
    const whole = extendedService(other.service, newMapping(Object.entries(theirs)), inner);
    if (!isMapping(whole)) return whole;
    const alone = newMapping([['services', newMapping([['x', whole]])]]);
    const placed = absolutePaths(writeOut(alone) as Mapping, inner.options);
    return (placed['services'] as Mapping)['x'] as Value;
  }
}

function target(extend: Value, name: string, folder: string): { readonly service: string; readonly file?: string } {
  if (typeof extend === 'string') return { service: extend };
  if (!isMapping(extend)) return { service: '' };
  const { service, file } = extend;
  if (typeof service !== 'string') throw new ComposeFault(`extends.${name}.service is required`);
  return typeof file === 'string' ? { service, file: placedAt(folder, file) } : { service };
}
