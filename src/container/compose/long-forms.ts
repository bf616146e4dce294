/**
 * Every short form written out: `build: ./app` is a mapping with a context, `depends_on: [db]` one with conditions,
 * `ports: ["8080:80"]` a list of mappings. After this, a value at a place has one shape.
 */
import { ComposeFault } from './compose-fault.ts';
import { parsePorts } from './ports.ts';
import {
  isList,
  isMapping,
  isWhole,
  type Mapping,
  matches,
  newMapping,
  type Path,
  printed,
  typeName,
  type Value,
} from './value.ts';
import { parseVolume } from './volume-spec.ts';

type LongForm = (value: Value, path: Path) => Value;

const list: LongForm = (value) => (typeof value === 'string' ? [value] : value);
const keysOfList: LongForm = (value) =>
  isList(value) ? newMapping(value.map((name) => [name as string, null])) : value;
const text: LongForm = (value) => (typeof value === 'string' ? value : printed(value));
const sourceOnly =
  (key: string, complaint: (value: Value) => string): LongForm =>
  (value, path) => {
    if (isMapping(value)) return value;
    if (typeof value === 'string') return newMapping([[key, value]]);
    throw new ComposeFault(`${path.join('.')}: ${complaint(value)}`);
  };
const file = sourceOnly('source', (value) => `unsupported type ${typeName(value)}`);

const forContainers: Readonly<Record<string, LongForm>> = {
  env_file: envFile,
  label_file: list,
  gpus,
  networks: keysOfList,
  models: keysOfList,
  'volumes.*': volume,
  dns: list,
  'devices.*': device,
  'secrets.*': file,
  'configs.*': file,
  'ulimits.*': ulimit,
};
const forWorkloads: Readonly<Record<string, LongForm>> = {
  'build.secrets.*': file,
  'build.provenance': text,
  'build.sbom': text,
  'build.additional_contexts': keyValue,
  depends_on: dependsOn,
  extends: (value) => (typeof value === 'string' ? newMapping([['service', value]]) : value),
  ports,
  build,
  'build.ssh': ssh,
  'build.ulimits.*': ulimit,
};

const longForms: readonly (readonly [string, LongForm])[] = [
  ...prefixed(['services.*', 'jobs.*', 'services.*.pre_start.*'], forContainers),
  ...prefixed(['services.*', 'jobs.*'], forWorkloads),
  ['jobs.*.triggers.schedule.*', sourceOnly('cron', (value) => `invalid type ${typeName(value)} for schedule entry`)],
  ['services.*.develop.watch.*.ignore', list],
  ['services.*.develop.watch.*.include', list],
  ...['volumes.*', 'networks.*', 'secrets.*', 'configs.*'].map((pattern) => [pattern, maybeExternal] as const),
];

function prefixed(
  prefixes: readonly string[],
  table: Readonly<Record<string, LongForm>>,
): (readonly [string, LongForm])[] {
  return prefixes.flatMap((prefix) =>
    Object.entries(table).map(([path, form]) => [`${prefix}.${path}`, form] as const),
  );
}

export function writeOut(value: Value, path: Path = []): Value {
  const longForm = longForms.find(([pattern]) => matches(path, pattern))?.[1];
  if (longForm) return longForm(value, path);
  if (isList(value)) return value.map((item) => writeOut(item, [...path, '[]']));
  return isMapping(value) ? writeOutEntries(value, path) : value;
}

function writeOutEntries(value: Mapping, path: Path): Mapping {
  return newMapping(Object.entries(value).map(([key, item]) => [key, writeOut(item, [...path, key])]));
}

function build(value: Value, path: Path): Value {
  if (isMapping(value)) return writeOutEntries(value, path);
  if (typeof value === 'string') return newMapping([['context', value]]);
  throw new ComposeFault(`${path.join('.')}: invalid type ${typeName(value)} for build`);
}

function dependsOn(value: Value, path: Path): Value {
  const started = [
    ['condition', 'service_started'],
    ['required', true],
  ] as const;
  if (isList(value)) return newMapping(value.map((name) => [name as string, newMapping(started)]));
  if (!isMapping(value)) throw new ComposeFault(`${path.join('.')}: invalid type ${typeName(value)} for depend_on`);
  return newMapping(
    Object.entries(value).map(([name, item]) => {
      if (!isMapping(item)) throw new ComposeFault(`${path.join('.')}.${name}: unsupported value ${printed(value)}`);
      return [name, newMapping([...started, ...Object.entries(item)])];
    }),
  );
}

function device(value: Value, path: Path): Value {
  if (isMapping(value)) return value;
  if (typeof value !== 'string') {
    throw new ComposeFault(`${path.join('.')}: invalid type ${typeName(value)} for service volume mount`);
  }
  const [source = '', target = '', permissions = 'rwm', ...more] = value.split(':');
  if (more.length > 0) throw new ComposeFault(`confusing device mapping, please use long syntax: ${value}`);
  return newMapping([
    ['source', source],
    ['target', target === '' ? source : target],
    ['permissions', permissions],
  ]);
}

function envFile(value: Value, path: Path): Value {
  const files = typeof value === 'string' ? [value] : value;
  if (!isList(files)) throw new ComposeFault(`${path.join('.')}: invalid type ${typeName(value)} for env_file`);
  return files.map((each) => {
    if (typeof each === 'string')
      return newMapping([
        ['path', each],
        ['required', true],
      ]);
    return isMapping(each) ? newMapping([['required', true], ...Object.entries(each)]) : null;
  });
}

function gpus(value: Value, path: Path): Value {
  if (isList(value)) return value.map((item) => writeOut(item, [...path, '[]']));
  if (typeof value === 'string') return [newMapping([['count', 'all']])];
  throw new ComposeFault(`${path.join('.')}: invalid type ${typeName(value)} for gpus`);
}

function keyValue(value: Value, path: Path): Value {
  if (isMapping(value)) return value;
  if (!isList(value)) throw new ComposeFault(`${path.join('.')}: invalid type ${typeName(value)}`);
  return newMapping(
    value.map((entry) => {
      const at = (entry as string).indexOf('=');
      if (at === -1) throw new ComposeFault(`${path.join('.')}: invalid value ${entry}, expected key=value`);
      return [(entry as string).slice(0, at), (entry as string).slice(at + 1)];
    }),
  );
}

function maybeExternal(value: Value, path: Path): Value {
  if (value === null) return null;
  if (!isMapping(value)) throw new ComposeFault(`${path.join('.')}: must be a mapping`);
  const resource = writeOutEntries(value, path);
  const external = resource['external'];
  if (!isMapping(external)) return resource;
  resource['external'] = true;
  if (!('name' in external)) return resource;
  if ('name' in resource && resource['name'] !== external['name']) {
    throw new ComposeFault(`${path.join('.')}: name and external.name conflict; only use name`);
  }
  resource['name'] = external['name'] as Value;
  return resource;
}

function ports(value: Value, path: Path): Value {
  const wrong = (each: Value) => new ComposeFault(`${path.join('.')}: invalid type ${typeName(each)} for port`);
  if (!isList(value)) throw wrong(value);
  return value.flatMap((each) => {
    if (typeof each === 'string' || isWhole(each)) return parsePorts(String(each));
    if (isMapping(each)) return [each];
    throw wrong(each);
  });
}

function ssh(value: Value, path: Path): Value {
  if (isMapping(value)) return value;
  if (!isList(value)) throw new ComposeFault(`${path.join('.')}: invalid type ${typeName(value)} for ssh`);
  return newMapping(
    value.map((key) => {
      if (typeof key !== 'string') throw new ComposeFault(`invalid ssh key type ${typeName(key)}`);
      const at = key.indexOf('=');
      if (at === -1 && key !== 'default') throw new ComposeFault(`invalid ssh key ${JSON.stringify(key)}`);
      return at === -1 ? [key, null] : [key.slice(0, at), key.slice(at + 1)];
    }),
  );
}

function ulimit(value: Value, path: Path): Value {
  if (isMapping(value) || isWhole(value)) return value;
  throw new ComposeFault(`${path.join('.')}: invalid type ${typeName(value)} for ulimits`);
}

function volume(value: Value, path: Path): Value {
  if (isMapping(value)) return value;
  if (typeof value === 'string') {
    const parsed = parseVolume(value);
    parsed['target'] = cleanPath(parsed['target'] as string);
    return parsed;
  }
  throw new ComposeFault(`${path.join('.')}: invalid type ${typeName(value)} for service volume mount`);
}

/** `/a//b/../c/` is `/a/c`, nothing is `.`. */
export function cleanPath(path: string): string {
  const isAbsolute = path.startsWith('/');
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (!isAbsolute) steps.push('..');
  }
  const cleaned = steps.join('/');
  return isAbsolute ? `/${cleaned}` : cleaned === '' ? '.' : cleaned;
}
