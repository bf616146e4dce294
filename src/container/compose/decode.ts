/**
 * From values to typed ones, and what of them is printed: each `Decoder` takes a value that the shape let through and gives
 * what `docker compose config` shows, or nothing where that would be the empty value.
 *
 *     record({ replicas: pointer(whole) })  ←  {replicas: 0}  →  {replicas: 0}, whereas `whole` alone leaves a 0 out
 */
import { ComposeFault } from './compose-fault.ts';
import {
  parseBytes,
  parseDuration,
  parseFloatText,
  parseWhole,
  printedDuration,
  shellWords,
  toBoolean,
} from './scalar-text.ts';
import {
  Fraction,
  isList,
  isMapping,
  isWhole,
  type Mapping,
  newMapping,
  printed,
  Timestamp,
  typeName,
  type Value,
} from './value.ts';

/** Undefined is the empty value: it is left out. Faults are collected with their place. */
export interface Decoder {
  readonly typeName: string;
  decode(value: Value, place: string, faults: string[]): Value | undefined;
}

/** Keys that begin with `x-` have been gathered under this one. */
export const extensionsKey = '#extensions';

function decoder(typeName: string, decode: (value: Value) => Value | undefined): Decoder {
  return {
    typeName,
    decode(value, place, faults) {
      if (value === null) return undefined;
      try {
        return decode(value);
      } catch (fault) {
        if (!(fault instanceof ComposeFault)) throw fault;
        faults.push(`'${place}' ${fault.message}`);
        return undefined;
      }
    },
  };
}

function unconvertible(wanted: string, value: Value): ComposeFault {
  return new ComposeFault(`expected type '${wanted}', got unconvertible type '${typeName(value)}'`);
}

export const text: Decoder = decoder('string', (value) => {
  if (isWhole(value)) return String(value);
  if (typeof value !== 'string') throw unconvertible('string', value);
  return value === '' ? undefined : value;
});

export const flag: Decoder = decoder('bool', (value) => {
  const truth = typeof value === 'string' ? toBoolean(value) : value;
  if (typeof truth !== 'boolean') throw unconvertible('bool', value);
  return truth ? true : undefined;
});

/** Go's integer types differ in what they make of text and of negative numbers. */
export function whole(type: 'int' | 'int64' | 'uint64' | 'uint32' | 'uint16'): Decoder {
  return decoder(type, (value) => {
    const read = typeof value === 'string' && type === 'int' ? parseWhole(value, 'Atoi') : value;
    const parsed = typeof read === 'string' && type === 'int64' ? parseWhole(read, 'ParseInt') : read;
    const number = parsed instanceof Fraction ? Math.trunc(parsed.value) : parsed;
    if (!isWhole(number)) throw unconvertible(type, value);
    if (type.startsWith('u') && number < 0)
      throw new ComposeFault(`cannot parse value as '${type}': ${printed(value)} overflows uint`);
    return number === 0 ? undefined : typeof number === 'bigint' ? BigInt.asIntN(64, number) : number;
  });
}

export const float32: Decoder = decoder('float32', (value) => {
  const number = typeof value === 'string' ? parseFloatText(value) : value;
  const size = number instanceof Fraction ? number.value : isWhole(number) ? Number(number) : undefined;
  if (size === undefined) throw unconvertible('float32', value);
  return size === 0 ? undefined : shortest32(size);
});

/** 0.1 is kept in 32 bits and printed as 0.1 again. */
function shortest32(value: number): Value {
  const kept = Math.fround(value);
  for (let digits = 1; digits <= 9; digits++) {
    const short = Number(kept.toPrecision(digits));
    if (Math.fround(short) === kept) return Number.isInteger(short) ? short : new Fraction(short);
  }
  return new Fraction(kept);
}

export const bytes: Decoder = decoder('UnitBytes', (value) => {
  const size = typeof value === 'string' ? parseBytes(value) : typeof value === 'number' ? value : 0;
  return size === 0 ? undefined : String(size);
});

export const duration: Decoder = decoder('Duration', (value) => {
  const parsed = parseDuration(printed(value));
  return parsed === 0 ? undefined : printedDuration(parsed);
});

/** A value whose absence differs from its emptiness: `false`, `0` and `{}` are printed. */
export function pointer(inner: Decoder, empty: Value): Decoder {
  return {
    typeName: inner.typeName,
    decode(value, place, faults) {
      if (value === null) return undefined;
      const before = faults.length;
      const decoded = inner.decode(value, place, faults);
      return decoded === undefined && faults.length === before ? empty : decoded;
    },
  };
}

/** True unless it is said otherwise, and then printed. */
export const optOut: Decoder = {
  typeName: 'bool',
  decode(value, place, faults) {
    const faultsBefore = faults.length;
    const decoded = flag.decode(value, place, faults);
    return decoded === undefined && faults.length === faultsBefore ? false : undefined;
  },
};

/** Keys in this order. `always` are printed even when they are empty. */
export function record(
  fields: Readonly<Record<string, Decoder>>,
  options: {
    readonly always?: Readonly<Record<string, Value>>;
    readonly dropsExtensions?: boolean;
    readonly absent?: Readonly<Record<string, Value>>;
  } = {},
): Decoder {
  return {
    typeName: 'struct',
    decode(value, place, faults) {
      if (value === null) return undefined;
      if (!isMapping(value)) {
        faults.push(`'${place}' expected a map or struct, got ${JSON.stringify(typeName(value))}`);
        return undefined;
      }
      const decoded = newMapping();
      for (const [key, inner] of Object.entries(fields)) {
        const given = key in value ? (value[key] as Value) : options.absent?.[key];
        const field =
          given === undefined ? undefined : inner.decode(given, place === '' ? key : `${place}.${key}`, faults);
        if (field !== undefined) decoded[key] = field;
        else if (options.always && Object.hasOwn(options.always, key)) decoded[key] = options.always[key] as Value;
      }
      const extensions = value[extensionsKey];
      if (isMapping(extensions) && !options.dropsExtensions)
        for (const [key, item] of Object.entries(extensions)) decoded[key] = item;
      return Object.keys(decoded).length === 0 ? undefined : decoded;
    },
  };
}

export function list(inner: Decoder): Decoder {
  return {
    typeName: 'slice',
    decode(value, place, faults) {
      if (value === null) return undefined;
      const items = isList(value) ? value : [value];
      const decoded = items.map((item, index) => inner.decode(item, `${place}[${index}]`, faults) ?? emptyOf(inner));
      return decoded.length === 0 ? undefined : decoded;
    },
  };
}

function emptyOf(inner: Decoder): Value {
  return inner.typeName === 'string' ? '' : inner.typeName === 'struct' ? newMapping() : null;
}

/** Names to anything. `keepsNull` where the name alone says something: `networks: {front: }`. */
export function mapOf(inner: Decoder, keepsNull = false): Decoder {
  return {
    typeName: 'map',
    decode(value, place, faults) {
      if (!isMapping(value)) return undefined;
      const entries = Object.entries(value).flatMap(([key, item]): (readonly [string, Value])[] => {
        const decoded = inner.decode(item, `${place}[${key}]`, faults);
        if (decoded !== undefined) return [[key, decoded]];
        return [[key, keepsNull && item === null ? null : emptyOf(inner)]];
      });
      return entries.length === 0 ? undefined : newMapping(entries);
    },
  };
}

const isEmptyMapping = (mapping: Mapping): boolean => Object.keys(mapping).length === 0;

/** `KEY=value` lists and mappings; what has no value is the empty text. */
export function textMap(split: 'labels' | 'mapping' | 'options'): Decoder {
  return decoder('map', (value) => {
    if (isMapping(value)) {
      const entries = Object.entries(value).map(([key, item]) => [key, item === null ? '' : printed(item)] as const);
      return entries.length === 0 ? undefined : newMapping(entries);
    }
    if (!isList(value)) throw new ComposeFault(`unexpected value type ${typeName(value)} for ${split}`);
    const mapping = newMapping(
      value.map((item) => {
        const [key, content] = cut(printed(item), '=');
        return [key, content ?? ''];
      }),
    );
    return isEmptyMapping(mapping) ? undefined : mapping;
  });
}

/** Variables: what has no value is null, because it may come from outside. */
export const variables: Decoder = decoder('map', (value) => {
  if (isMapping(value)) {
    const entries = Object.entries(value).map(([key, item]) => [key, item === null ? null : printed(item)] as const);
    return entries.length === 0 ? undefined : newMapping(entries);
  }
  if (!isList(value)) throw new ComposeFault(`unexpected value type ${typeName(value)} for mapping`);
  const mapping = newMapping(
    value.map((item) => {
      const [key, content] = cut(printed(item), '=');
      if (/\s$/.test(key)) throw new ComposeFault(`environment variable ${key} is declared with a trailing space`);
      return [key, content ?? null];
    }),
  );
  return isEmptyMapping(mapping) ? undefined : mapping;
});

/** An empty command is one too: it takes away the one of the image. */
export const command: Decoder = decoder('ShellCommand', (value) => {
  if (typeof value === 'string') return shellWords(value);
  return isList(value) ? value : undefined;
});

export const healthTest: Decoder = decoder('HealthCheckTest', (value) => {
  if (typeof value === 'string') return ['CMD-SHELL', value];
  if (!isList(value)) throw new ComposeFault(`unexpected value type ${typeName(value)} for healthcheck.test`);
  return value.length === 0 ? undefined : value;
});

export const hosts: Decoder = decoder('HostsList', (value) => {
  const hostsOf = newMapping();
  const add = (host: string, addresses: readonly string[]) => {
    hostsOf[host] = [...((hostsOf[host] as readonly Value[] | undefined) ?? []), ...addresses];
  };
  if (isMapping(value)) {
    for (const [host, item] of Object.entries(value)) {
      add(host, isList(item) ? item.map(printed) : [item === null ? '' : printed(item)]);
    }
  } else if (isList(value)) {
    for (const item of value) {
      const line = printed(item);
      const [host, addresses] = line.includes('=') ? cut(line, '=') : cut(line, ':');
      if (addresses === undefined) throw new ComposeFault(`invalid additional host, missing IP: ${line}`);
      add(host, addresses.split(','));
    }
  } else throw new ComposeFault(`unexpected value type ${typeName(value)} for extra_hosts`);
  const lines = Object.entries(hostsOf).flatMap(([host, addresses]) => {
    if (host === '' || /[:=]/.test(host)) throw new ComposeFault(`bad host name '${host}'`);
    return (addresses as readonly string[]).map((address) => `${host}=${address.replace(/^\[(.+)\]$/, '$1')}`);
  });
  return lines.length === 0 ? undefined : lines.sort();
});

export const fileMode: Decoder = decoder('FileMode', (value) => {
  if (typeof value === 'string') {
    if (!/^[-+]?[0-7]+$/.test(value))
      throw new ComposeFault(`strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`);
    return `0${Number.parseInt(value, 8).toString(8)}`;
  }
  if (!isWhole(value)) throw new ComposeFault(`unexpected value type ${typeName(value)} for mode`);
  return `0${value.toString(8)}`;
});

export const ulimit: Decoder = decoder('UlimitsConfig', (value) => {
  if (isWhole(value))
    return value === 0
      ? newMapping([
          ['soft', 0],
          ['hard', 0],
        ])
      : value;
  if (!isMapping(value)) throw new ComposeFault(`unexpected value type ${typeName(value)} for ulimit`);
  const { soft = 0, hard = 0 } = value;
  return newMapping([
    ['soft', soft],
    ['hard', hard],
  ]);
});

export const deviceCount: Decoder = decoder('DeviceCount', (value) => {
  if (isWhole(value)) return value === 0 ? undefined : value;
  if (typeof value !== 'string') throw new ComposeFault(`invalid type ${typeName(value)} for device count`);
  if (value.toLowerCase() === 'all') return -1;
  if (!/^[-+]?[0-9]+$/.test(value)) {
    throw new ComposeFault(`invalid value ${JSON.stringify(value)}, the only value allowed is 'all' or a number`);
  }
  return Number(value) === 0 ? undefined : Number(value);
});

export const sshKeys: Decoder = decoder('SSHConfig', (value) => {
  if (!isMapping(value)) throw new ComposeFault(`invalid ssh config type ${typeName(value)}`);
  const keys = Object.entries(value).map(([id, path]) =>
    path === null || path === '' ? id : `${id}: ${printed(path)}`,
  );
  return keys.length === 0 ? undefined : keys;
});

/** Options that may be given several times. */
export const multiOptions: Decoder = decoder('MultiOptions', (value) => {
  if (!isMapping(value)) throw new ComposeFault(`invalid type ${typeName(value)} for options`);
  const entries = Object.entries(value).map(
    ([key, item]) => [key, (isList(item) ? item : [item]).map(printed)] as const,
  );
  return entries.length === 0 ? undefined : newMapping(entries);
});

function cut(line: string, separator: string): readonly [string, string | undefined] {
  const at = line.indexOf(separator);
  return at === -1 ? [line, undefined] : [line.slice(0, at), line.slice(at + 1)];
}

/** Plain data for JSON and YAML: no classes, numbers as numbers. */
export function plain(value: Value): unknown {
  if (value instanceof Fraction) return value.value;
  if (value instanceof Timestamp) return new Date(value.milliseconds).toISOString().replace('.000', '');
  if (typeof value === 'bigint') return Number(value);
  if (isList(value)) return value.map(plain);
  if (!isMapping(value)) return value;
  const copy: Record<string, unknown> = Object.create(null);
  for (const [key, item] of Object.entries(value)) copy[key] = plain(item);
  return copy;
}
