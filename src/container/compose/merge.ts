/**
 * One mapping over another, as a later file over an earlier one and as a service over the one it extends. Lists grow, scalars
 * are replaced, and some places have rules of their own: a command replaces, `KEY=value` lists and mappings become one list.
 */
import { ComposeFault } from './compose-fault.ts';
import {
  deepCopy,
  isList,
  isMapping,
  type Mapping,
  matches,
  newMapping,
  type Path,
  printed,
  typeName,
  type Value,
} from './value.ts';

type Merger = (base: Value, over: Value, path: Path) => Value;

const asSequence: Merger = (base, over) => withoutRepeats(intoSequence(base), intoSequence(over));
const replace: Merger = (_base, over) => over;
const asNames: Merger = (base, over, path) => mergeMappings(intoMapping(base, path), intoMapping(over, path), path);

const specials: readonly (readonly [string, Merger])[] = [
  ['networks.*.ipam.config', mergeIpamConfig],
  ['networks.*.labels', asSequence],
  ['volumes.*.labels', asSequence],
  ['services.*.deploy.labels', asSequence],
  ...['services', 'jobs'].flatMap((kind) =>
    Object.entries<Merger>({
      ...Object.fromEntries(
        [
          'annotations build.args build.additional_contexts build.extra_hosts build.labels dns dns_opt dns_search env_file',
          'label_file environment extra_hosts labels volumes.*.volume.labels sysctls tmpfs',
        ]
          .flatMap((names) => names.split(' '))
          .map((name) => [name, asSequence]),
      ),
      build: mergeBuild,
      command: replace,
      entrypoint: replace,
      'healthcheck.test': replace,
      depends_on: mergeDependsOn,
      logging: mergeLogging,
      models: asNames,
      networks: asNames,
      'ulimits.*': (base, over, path) => (isMapping(base) && isMapping(over) ? mergeMappings(base, over, path) : over),
    }).map(([name, merger]) => [`${kind}.*.${name}`, merger] as const),
  ),
];

export function merge(base: Value, over: Value, path: Path = []): Value {
  const special = specials.find(([pattern]) => matches(path, pattern))?.[1];
  if (special) return special(base, over, path);
  if (over === null) return base;
  if (isMapping(base)) {
    if (!isMapping(over)) throw new ComposeFault(`cannot override ${path.join('.')}`);
    return mergeMappings(base, over, path);
  }
  if (isList(base)) {
    if (!isList(over)) throw new ComposeFault(`cannot override ${path.join('.')}`);
    return withoutRepeats(base, over);
  }
  return over;
}

function mergeMappings(base: Mapping, over: Mapping, path: Path): Mapping {
  const merged = newMapping(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    merged[key] = key in merged ? merge(merged[key] as Value, value, [...path, key]) : value;
  }
  return merged;
}

/** Options of different drivers have nothing in common, so they are not mixed. */
function mergeLogging(base: Value, over: Value, path: Path): Value {
  const wrong = [base, over].find((value) => !isMapping(value));
  if (!isMapping(base) || !isMapping(over)) {
    throw new ComposeFault(`${path.join('.')}: cannot merge logging: expected a mapping, got ${typeName(wrong)}`);
  }
  const alike = base['driver'] === over['driver'] || !('driver' in base) || !('driver' in over);
  return alike ? mergeMappings(base, over, path) : over;
}

function mergeBuild(base: Value, over: Value, path: Path): Value {
  const long = (value: Value): Mapping =>
    isMapping(value) ? value : newMapping(typeof value === 'string' ? [['context', value]] : []);
  return mergeMappings(long(base), long(over), path);
}

function mergeDependsOn(base: Value, over: Value, path: Path): Value {
  const defaults = newMapping([
    ['condition', 'service_started'],
    ['required', true],
  ]);
  return mergeMappings(intoMapping(base, path, defaults), intoMapping(over, path, defaults), path);
}

/** Pools are told apart by their subnet. */
function mergeIpamConfig(base: Value, over: Value, path: Path): Value {
  for (const value of [base, over]) {
    if (!isList(value)) throw new ComposeFault(`${path.join('.')}: unexpected type ${typeName(value)}`);
  }
  const pools: Mapping[] = [];
  for (const original of base as readonly Value[]) {
    const left = intoMapping(original, path);
    for (const other of over as readonly Value[]) {
      const right = intoMapping(other, path);
      const isKnown = pools.some((pool) => pool['subnet'] === right['subnet']);
      if (right['subnet'] !== left['subnet'] && !isKnown) {
        pools.push(right);
        continue;
      }
      const merged = mergeMappings(left, right, path);
      const index = pools.findIndex((pool) => pool['subnet'] === merged['subnet']);
      if (index >= 0) pools[index] = merged;
      else pools.push(merged);
    }
  }
  return pools;
}

function intoMapping(value: Value, path: Path, defaults: Mapping | null = null): Mapping {
  if (isMapping(value)) return value;
  const names = typeof value === 'string' ? [value] : value;
  if (!isList(names)) throw new ComposeFault(`${path.join('.')}: cannot convert ${typeName(value)} into a mapping`);
  return newMapping(
    names.map((name) => {
      if (typeof name !== 'string')
        throw new ComposeFault(`${path.join('.')}: cannot use ${typeName(name)} as a mapping key`);
      return [name, deepCopy(defaults)] as const;
    }),
  );
}

function intoSequence(value: Value): readonly Value[] {
  if (isList(value)) return value;
  if (typeof value === 'string') return [value];
  if (!isMapping(value)) return [];
  return Object.entries(value)
    .flatMap(([key, item]) => {
      if (item === null) return [key];
      return isList(item) ? item.map((each) => `${key}=${printed(each)}`) : [`${key}=${printed(item)}`];
    })
    .sort();
}

function withoutRepeats(base: readonly Value[], over: readonly Value[]): readonly Value[] {
  const merged = [...base];
  const known = new Set(base.map(fingerprint));
  for (const value of over) {
    const mark = fingerprint(value);
    if (known.has(mark)) continue;
    known.add(mark);
    merged.push(value);
  }
  return merged;
}

/** Equal for equal values only: `80` and `"80"` differ. */
export function fingerprint(value: Value): string {
  if (isList(value)) return `[${value.map(fingerprint).join(',')}]`;
  if (isMapping(value)) {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${fingerprint(value[key] as Value)}`).join(',')}}`;
  }
  return typeof value === 'string' ? JSON.stringify(value) : `${typeName(value)} ${printed(value)}`;
}
