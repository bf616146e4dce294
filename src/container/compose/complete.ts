/**
 * What a file leaves out is filled in (`protocol: tcp`, a secret's path in the container), what only a look at the values
 * shows is refused (an address that is none, a secret without a source), and paths become absolute.
 */
import { ComposeFault } from './compose-fault.ts';
import { cleanPath } from './long-forms.ts';
import { isIp } from './ports.ts';
import {
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

type Step = (value: Value, path: Path) => Value;
type Steps = readonly (readonly [string, Step])[];

/** Where a pattern fits, its step decides and nothing below is looked at. */
function walk(value: Value, steps: Steps, path: Path = []): Value {
  const step = steps.find(([pattern]) => matches(path, pattern))?.[1];
  if (step) return step(value, path);
  if (isList(value)) return value.map((item) => walk(item, steps, [...path, '[]']));
  if (!isMapping(value)) return value;
  return newMapping(Object.entries(value).map(([key, item]) => [key, walk(item, steps, [...path, key])]));
}

// What is left out.

const withDefaults =
  (defaults: (given: Mapping) => readonly (readonly [string, Value])[]): Step =>
  (value) =>
    isMapping(value) ? newMapping([...defaults(value), ...Object.entries(value)]) : value;

const deviceRequest: Step = (value, path) => {
  if (!isMapping(value))
    throw new ComposeFault(`${path.join('.')}: invalid type ${typeName(value)} for device request`);
  return 'count' in value || 'device_ids' in value ? value : newMapping([...Object.entries(value), ['count', 'all']]);
};

const defaults: Steps = [
  ...['services.*', 'jobs.*'].flatMap(
    (prefix): Steps => [
      [`${prefix}.build`, withDefaults(() => [['context', '.']])],
      [`${prefix}.secrets.*`, withDefaults(({ source }) => [['target', `/run/secrets/${printed(source ?? null)}`]])],
      [
        `${prefix}.ports.*`,
        withDefaults(() => [
          ['protocol', 'tcp'],
          ['mode', 'ingress'],
        ]),
      ],
      [`${prefix}.gpus.*`, deviceRequest],
      [`${prefix}.volumes.*.bind`, withDefaults(() => [['create_host_path', true]])],
    ],
  ),
  ['services.*.deploy.resources.reservations.devices.*', deviceRequest],
];

export function fillIn(file: Mapping): Mapping {
  return walk(file, defaults) as Mapping;
}

// What the values must be.

function fileObject(...keys: string[]): Step {
  return (value, path) => {
    const given = isMapping(value) ? value : newMapping();
    const count = keys.filter((key) => key in given).length;
    if (count > 1) throw new ComposeFault(`${path.join('.')}: ${keys.join('|')} attributes are mutually exclusive`);
    if (count === 0 && !('driver' in given) && !('external' in given)) {
      throw new ComposeFault(`${path.join('.')}: one of ${keys.join('|')} must be set`);
    }
    return value;
  };
}

const externalVolume: Step = (value, path) => {
  if (!isMapping(value) || value['external'] !== true) return value;
  const other = Object.keys(value).find((key) => key !== 'name' && key !== 'external' && !key.startsWith('x-'));
  if (other === undefined) return value;
  throw new ComposeFault(`${path.join('.')}: conflicting parameters "external" and ${JSON.stringify(other)} specified`);
};

const portAddress: Step = (value, path) => {
  const ip = isMapping(value) ? value['host_ip'] : undefined;
  if (ip !== undefined && !isIp(printed(ip)))
    throw new ComposeFault(`${path.join('.')}: invalid ip address: ${printed(ip)}`);
  return value;
};

const countOrIds: Step = (value, path) => {
  if (isMapping(value) && 'count' in value && 'device_ids' in value) {
    throw new ComposeFault(`${path.join('.')}: "count" and "device_ids" attributes are exclusive`);
  }
  return value;
};

const checks: Steps = [
  ['volumes.*', externalVolume],
  ['configs.*', fileObject('file', 'environment', 'content')],
  ['secrets.*', fileObject('file', 'environment')],
  ['services.*.ports.*', portAddress],
  [
    'services.*.develop.watch.*.path',
    (value, path) => {
      if (value === '') throw new ComposeFault(`${path.join('.')}: value can't be blank`);
      return value;
    },
  ],
  ['services.*.deploy.resources.reservations.devices.*', countOrIds],
  ['services.*.gpus.*', countOrIds],
];

export function checkValues(file: Mapping): void {
  walk(file, checks);
}

// Where files are.

export interface Places {
  readonly folder: string;
  readonly home: string;
}

export function absolutePaths(file: Mapping, { folder, home }: Places): Mapping {
  const join = (path: string) => cleanPath(`${folder}/${path}`);
  const expanded = (path: string) => (path.startsWith('~') ? cleanPath(`${home}/${path.slice(1)}`) : path);
  const path = (value: Value): Value => {
    if (isList(value)) return value.map(path);
    if (typeof value !== 'string') throw new ComposeFault(`unexpected type ${typeName(value)}`);
    const whole = expanded(value);
    return whole.startsWith('/') || whole === '' ? whole : join(whole);
  };
  const anyPath: Step = (value) => {
    if (typeof value !== 'string') return value;
    const whole = expanded(value);
    return whole.startsWith('/') || isWindowsPath(whole) ? whole : join(whole);
  };
  const context: Step = (value) => {
    if (typeof value !== 'string') return value;
    const isElsewhere = value.includes('://') || /^(service:|https?:|git:|ssh:|github\.com\/|git@)/.test(value);
    return isElsewhere ? value : path(value);
  };
  const mount: Step = (value) => {
    if (!isMapping(value) || value['type'] !== 'bind') return value;
    if (!('source' in value))
      throw new ComposeFault('invalid mount config for type "bind": field Source must not be empty');
    return newMapping([...Object.entries(value), ['source', anyPath(value['source'] as Value, [])]]);
  };
  const localVolume: Step = (value) => {
    const options = isMapping(value) && value['driver'] === 'local' ? value['driver_opts'] : undefined;
    if (!isMapping(value) || !isMapping(options) || options['o'] !== 'bind' || !('device' in options)) return value;
    const device = anyPath(options['device'] as Value, []);
    return newMapping([
      ...Object.entries(value),
      ['driver_opts', newMapping([...Object.entries(options), ['device', device]])],
    ]);
  };
  const own = (prefix: string): Steps => [
    [`${prefix}.env_file.*.path`, path],
    [`${prefix}.label_file.*`, path],
    [`${prefix}.volumes.*`, mount],
  ];
  return walk(file, [
    ...['services.*', 'jobs.*'].flatMap(
      (prefix): Steps => [
        [`${prefix}.build.context`, context],
        [`${prefix}.build.additional_contexts.*`, context],
        [`${prefix}.build.ssh.*`, anyPath],
        ...own(prefix),
      ],
    ),
    ...own('services.*.pre_start.*'),
    ['services.*.develop.watch.*.path', path],
    ['configs.*.file', anyPath],
    ['secrets.*.file', anyPath],
    ['volumes.*', localVolume],
  ]) as Mapping;
}

function isWindowsPath(path: string): boolean {
  return /^[a-zA-Z]:[\\/]/.test(path) || path.startsWith('\\\\');
}
