/**
 * Lists in which a later entry replaces an earlier one that means the same: two values for one variable, two mounts at one
 * path, one port twice.
 */
import { ComposeFault } from './compose-fault.ts';
import { isList, isMapping, isWhole, matches, newMapping, type Path, printed, typeName, type Value } from './value.ts';
import { parseVolume } from './volume-spec.ts';

type KeyOf = (entry: Value, place: string) => string;

const keyValue: KeyOf = (entry, place) => {
  if (typeof entry !== 'string') throw new ComposeFault(`${place}: unexpected type ${typeName(entry)}`);
  return entry.split('=', 1)[0] as string;
};

const volume: KeyOf = (entry, place) => {
  if (typeof entry === 'string') return textOf(parseVolume(entry)['target']);
  if (!isMapping(entry)) return '';
  if (typeof entry['target'] !== 'string') throw new ComposeFault(`service volume ${place} is missing a mount target`);
  return entry['target'];
};

const device: KeyOf = (entry, place) => {
  if (typeof entry === 'string') return (entry.split(':')[1] ?? entry) as string;
  if (!isMapping(entry)) return '';
  if (typeof entry['target'] !== 'string') throw new ComposeFault(`service device ${place} is missing a mount target`);
  return entry['target'];
};

const expose: KeyOf = (entry, place) => {
  if (typeof entry === 'string' || isWhole(entry)) return String(entry);
  throw new ComposeFault(`${place}: unsupported expose value ${shown(entry)}`);
};

const mount =
  (folder: string): KeyOf =>
  (entry, place) => {
    if (typeof entry === 'string') return `${folder}/${entry}`;
    if (!isMapping(entry)) throw new ComposeFault(`${place}: unsupported expose value ${shown(entry)}`);
    return 'target' in entry ? textOf(entry['target']) : `${folder}/${printed(entry['source'] ?? null)}`;
  };

const port: KeyOf = (entry, place) => {
  if (typeof entry === 'string' || isWhole(entry)) return String(entry);
  if (!isMapping(entry)) return '';
  if (!('target' in entry)) throw new ComposeFault(`service ports ${place} is missing a target port`);
  const [host, published, protocol] = [
    entry['host_ip'] ?? '0.0.0.0',
    entry['published'] ?? null,
    entry['protocol'] ?? 'tcp',
  ];
  return `${printed(host)}:${typeof published === 'string' ? published : shown(published)}:${printed(entry['target'] as Value)}/${printed(protocol)}`;
};

const envFile: KeyOf = (entry, place) => {
  if (typeof entry === 'string') return entry;
  if (!isMapping(entry)) return '';
  if (!('path' in entry)) throw new ComposeFault(`environment path attribute ${place} is missing`);
  return textOf(entry['path']);
};

/** A number printed where text was expected. */
function shown(value: Value): string {
  return value === null ? '%!s(<nil>)' : `%!s(${typeName(value)}=${printed(value)})`;
}

function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : printed(value ?? null);
}

const unique: readonly (readonly [string, KeyOf])[] = [
  ...[
    'networks.*.labels networks.*.ipam.options services.*.annotations services.*.build.args services.*.build.labels',
    'services.*.build.additional_contexts services.*.build.platform services.*.build.tags services.*.cap_add',
    'services.*.cap_drop services.*.deploy.labels services.*.dns services.*.dns_opt services.*.dns_search services.*.labels',
    'services.*.environment services.*.links services.*.networks.*.aliases services.*.networks.*.link_local_ips',
    'services.*.profiles services.*.sysctls services.*.tmpfs',
  ]
    .flatMap((patterns) => patterns.split(' '))
    .map((pattern) => [pattern, keyValue] as const),
  ['services.*.configs', mount('')],
  ['services.*.secrets', mount('/run/secrets')],
  ['services.*.env_file', envFile],
  ['services.*.expose', expose],
  ['services.*.ports', port],
  ['services.*.volumes', volume],
  ['services.*.devices', device],
];

export function withoutDuplicates(value: Value, path: Path = []): Value {
  if (isMapping(value)) {
    return newMapping(Object.entries(value).map(([key, item]) => [key, withoutDuplicates(item, [...path, key])]));
  }
  if (!isList(value)) return value;
  const keyOf = unique.find(([pattern]) => matches(path, pattern))?.[1];
  if (!keyOf) return value;
  const kept = new Map<string, Value>();
  for (const [index, entry] of value.entries()) kept.set(keyOf(entry, `${path.join('.')}.[${index}]`), entry);
  return [...kept.values()];
}
