/**
 * Variables in all values of a file, and then the types that a place wants: in `replicas: "${N}"` the text becomes a number.
 * Every fault is collected, one a line, in the order of their paths. Keys are left as they are.
 */
import { ComposeFault } from './compose-fault.ts';
import { parseFloatText, parseWhole, toBoolean } from './scalar-text.ts';
import { type LookUp, SubstituteFault, substitute } from './substitute.ts';
import { isList, isMapping, type Mapping, matches, newMapping, type Path, type Value } from './value.ts';

type Cast = (text: string) => Value;

const atoi: Cast = (text) => parseWhole(text, 'Atoi');
const int64: Cast = (text) => parseWhole(text, 'ParseInt');

/** Attributes of anything that runs a container. */
const containerCasts: Readonly<Record<string, Cast>> = {
  cpu_count: int64,
  cpu_percent: parseFloatText,
  cpu_period: int64,
  cpu_quota: int64,
  cpu_rt_period: int64,
  cpu_rt_runtime: int64,
  cpus: parseFloatText,
  cpu_shares: int64,
  init: toBoolean,
  oom_kill_disable: toBoolean,
  oom_score_adj: int64,
  pids_limit: int64,
  privileged: toBoolean,
  read_only: toBoolean,
  'ulimits.*': atoi,
  'ulimits.*.hard': atoi,
  'ulimits.*.soft': atoi,
  'volumes.[].read_only': toBoolean,
  'volumes.[].volume.nocopy': toBoolean,
};
/** Of services and jobs. */
const workloadCasts: Readonly<Record<string, Cast>> = {
  'depends_on.*.required': toBoolean,
  'depends_on.*.restart': toBoolean,
  'healthcheck.retries': atoi,
  'healthcheck.disable': toBoolean,
  'ports.[].target': atoi,
  stdin_open: toBoolean,
  tty: toBoolean,
};
const serviceCasts: Readonly<Record<string, Cast>> = {
  'deploy.replicas': atoi,
  'deploy.update_config.parallelism': atoi,
  'deploy.update_config.max_failure_ratio': parseFloatText,
  'deploy.rollback_config.parallelism': atoi,
  'deploy.rollback_config.max_failure_ratio': parseFloatText,
  'deploy.restart_policy.max_attempts': atoi,
  'deploy.placement.max_replicas_per_node': atoi,
  scale: atoi,
};

const casts: readonly (readonly [string, Cast])[] = [
  ...['external', 'internal', 'attachable', 'enable_ipv4', 'enable_ipv6'].map(
    (key) => [`networks.*.${key}`, toBoolean] as const,
  ),
  ...['volumes', 'secrets', 'configs'].map((kind) => [`${kind}.*.external`, toBoolean] as const),
  ...under(['services.*', 'jobs.*', 'services.*.pre_start.*'], containerCasts),
  ...under(['services.*', 'jobs.*'], workloadCasts),
  ...under(['services.*'], serviceCasts),
];

function under(prefixes: readonly string[], table: Readonly<Record<string, Cast>>): (readonly [string, Cast])[] {
  return prefixes.flatMap((prefix) =>
    Object.entries(table).map(([path, cast]) => [`${prefix}.${path}`, cast] as const),
  );
}

export function interpolate(root: Mapping, lookUp: LookUp): Mapping {
  const faults: { readonly path: Path; readonly message: string }[] = [];
  const result = visit(root, []) as Mapping;
  if (faults.length > 0) {
    faults.sort((one, other) => comparePaths(one.path, other.path));
    throw new ComposeFault(faults.map(({ message }) => message).join('\n'));
  }
  return result;

  function visit(value: Value, path: Path): Value {
    if (typeof value === 'string') return textAt(value, path);
    if (isList(value)) return value.map((item) => visit(item, [...path, '[]']));
    if (isMapping(value))
      return newMapping(Object.entries(value).map(([key, item]) => [key, visit(item, [...path, key])]));
    return value;
  }

  function textAt(text: string, path: Path): Value {
    try {
      const replaced = text.includes('$') ? substitute(text, lookUp) : text;
      const cast = casts.find(([pattern]) => matches(path, pattern))?.[1];
      return cast ? castAt(cast, replaced) : replaced;
    } catch (fault) {
      faults.push({ path, message: messageOf(fault, path) });
      return null;
    }
  }
}

function castAt(cast: Cast, text: string): Value {
  try {
    return cast(text);
  } catch (fault) {
    throw new ComposeFault(`failed to cast to expected type: ${(fault as Error).message}`);
  }
}

function messageOf(fault: unknown, path: Path): string {
  if (fault instanceof SubstituteFault && fault.template !== undefined) {
    return `invalid interpolation format for ${path.join('.')}.\nYou may need to escape any $ with another $.\n${fault.template}`;
  }
  if (fault instanceof SubstituteFault || fault instanceof ComposeFault) {
    return `error while interpolating ${path.join('.')}: ${fault.message}`;
  }
  throw fault;
}

function comparePaths(one: Path, other: Path): number {
  for (let index = 0; index < Math.min(one.length, other.length); index++) {
    const [left, right] = [one[index] as string, other[index] as string];
    if (left !== right) return left < right ? -1 : 1;
  }
  return one.length - other.length;
}
