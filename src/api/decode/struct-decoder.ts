/**
 * Turns plain JSON into a draft of a struct: every field checked against the structural table, what Go would not write
 * left out, what it always writes filled in. Collects all faults on the way and never throws.
 *
 * A zero that is not behind a pointer is the same as nothing (`hostNetwork: false`, `name: ""`), so it is dropped here and no
 * default or check has to think of it. Empty lists and maps are kept until the object is stored (complete.ts): some checks
 * tell them from absent ones, and messages print them.
 */

import { type Field, type MapType, type StructType, structType, type Type } from '../structure/structure.ts';
import type { DecodeFault, PathStep, WantedShape } from './fault.ts';
import { decodeBytes, decodeQuantity, decodeTime, isWhole, jsonTypeName } from './scalars.ts';

type Json = Record<string, unknown>;

/** Stands for a value that could not be decoded, or a null: the field counts as absent. */
const nothing = undefined;

export class StructDecoder {
  readonly faults: DecodeFault[] = [];
  readonly #path: PathStep[] = [];
  /** Names as Go's type errors have them: without indices and keys of maps, with embedded structs. */
  readonly #goPath: string[] = [];
  readonly #sorted: boolean;
  readonly #sparse: boolean;
  #struct = '';

  /**
   * `sorted` visits keys in alphabetical order, in which the server finds faults; a document without any needs no sorting.
   * `sparse` fills in nothing: what is to be merged into another object must hold only what was written.
   */
  constructor(options: { readonly sorted?: boolean; readonly sparse?: boolean } = {}) {
    this.#sorted = options.sorted ?? false;
    this.#sparse = options.sparse ?? false;
  }

  struct(value: Json, type: StructType): Json {
    const outer = this.#struct;
    const result: Json = {};
    const keys = Object.keys(value);
    if (this.#sorted) keys.sort();
    for (const key of keys) {
      this.#struct = type.shortName;
      const field = type.fields.get(key);
      this.#path.push(key);
      if (field === undefined) this.#unknown(type);
      else {
        const decoded = this.#field(value[key], field);
        if (decoded !== nothing) result[key] = decoded;
      }
      this.#path.pop();
    }
    this.#struct = outer;
    if (!this.#sparse) fillIn(result, type);
    return result;
  }

  #field(value: unknown, field: Field): unknown {
    // To server-side apply a written null and a written zero are not the same as nothing.
    if (value === null && this.#sparse) return null;
    if (value === null || value === undefined) return nothing;
    if (field.embedded !== undefined) this.#goPath.push(field.embedded);
    this.#goPath.push(field.name);
    const decoded = this.#value(value, field.type);
    this.#goPath.pop();
    if (field.embedded !== undefined) this.#goPath.pop();
    return field.pointer || field.always || this.#sparse || !isZero(decoded) ? decoded : nothing;
  }

  #value(value: unknown, type: Type): unknown {
    switch (type.is) {
      case 'struct':
        return isObject(value) ? this.struct(value, type) : this.#wrongType(value, type.goName, 'object');
      case 'list':
        return Array.isArray(value) ? this.#list(value, type.of) : this.#wrongType(value, type.goName, 'list');
      case 'map':
        return isObject(value) ? this.#map(value, type) : this.#wrongType(value, type.goName, 'object');
      case 'scalar':
        return this.#scalar(value, type);
    }
  }

  #list(value: readonly unknown[], of: Type): unknown[] {
    const items: unknown[] = [];
    for (let index = 0; index < value.length; index++) {
      this.#path.push(index);
      items.push(value[index] === null ? zeroOf(of) : (this.#value(value[index], of) ?? zeroOf(of)));
      this.#path.pop();
    }
    return items;
  }

  #map(value: Json, type: MapType): Json {
    const result: Json = {};
    // Go keeps maps without order and prints them sorted.
    for (const key of Object.keys(value).sort()) {
      this.#path.push(key);
      const item = value[key];
      const decoded = item === null ? zeroOf(type.of) : (this.#value(item, type.of) ?? zeroOf(type.of));
      if (key === '__proto__') {
        Object.defineProperty(result, key, { value: decoded, enumerable: true, configurable: true, writable: true });
      } else result[key] = decoded;
      this.#path.pop();
    }
    return result;
  }

  #scalar(value: unknown, type: Extract<Type, { is: 'scalar' }>): unknown {
    switch (type.scalar) {
      case 'string':
        return typeof value === 'string' ? value : this.#wrongType(value, type.goName, 'text');
      case 'bool':
        return typeof value === 'boolean' ? value : this.#wrongType(value, 'bool', 'boolean');
      case 'int32':
        return this.#whole(value, 32, false);
      case 'int64':
        return this.#whole(value, 64, false);
      case 'float64':
        return isNumber(value) ? Number(value) : this.#wrongType(value, 'float64', 'number');
      case 'intOrString':
        return typeof value === 'string' ? value : this.#whole(value, 32, true);
      case 'quantity':
        return this.#result(decodeQuantity(value), true);
      case 'bytes':
        if (typeof value !== 'string') return this.#wrongType(value, '[]uint8', 'text');
        return this.#result(decodeBytes(value), false);
      case 'time':
      case 'microTime':
        if (typeof value !== 'string') return this.#wrongType(value, 'string', 'text', true);
        return this.#result(decodeTime(value, type.scalar === 'time' ? 0 : 6), true);
      case 'any':
        return plainJson(value);
      case 'schemaOrList':
        return Array.isArray(value) ? this.#list(value, schemaType()) : this.#nestedSchema(value);
      case 'schemaOrBool':
        return typeof value === 'boolean' ? value : this.#nestedSchema(value);
      case 'schemaOrStrings':
        if (!Array.isArray(value)) return this.#nestedSchema(value);
        return this.#list(value, { is: 'scalar', scalar: 'string', goName: 'string' });
    }
  }

  /** A schema inside an odd corner: its own decoder is not strict, so fields that it does not know vanish without a word. */
  #nestedSchema(value: unknown): unknown {
    if (!isObject(value)) return this.#wrongType(value, 'v1.JSONSchemaProps', 'object', true);
    const known = this.faults.length;
    const decoded = this.struct(value, schemaType());
    const kept = this.faults.splice(known).filter((fault) => fault.kind !== 'unknown');
    this.faults.push(...kept);
    return decoded;
  }

  #whole(value: unknown, bits: 32 | 64, stops: boolean): unknown {
    const goName = bits === 32 ? 'int32' : 'int64';
    const shape = stops ? 'wholeOrText' : 'whole';
    if (!isNumber(value)) return this.#wrongType(value, goName, shape, stops);
    if (!isWhole(value, bits)) return this.#wrongType(value, goName, shape, stops, `number ${value}`);
    return Number(value);
  }

  #result(result: { ok: true; value: unknown } | { ok: false; error: string }, stops: boolean): unknown {
    if (result.ok) return result.value;
    this.faults.push({ kind: 'value', path: [...this.#path], message: result.error, stops });
    return nothing;
  }

  #wrongType(
    value: unknown,
    wanted: string,
    wants: WantedShape,
    stops = false,
    found = jsonTypeName(value),
  ): undefined {
    this.faults.push({
      kind: 'type',
      path: [...this.#path],
      found,
      wanted,
      wants,
      struct: this.#struct,
      goPath: this.#goPath.join('.'),
      stops,
    });
    return nothing;
  }

  #unknown(type: StructType): void {
    this.faults.push({
      kind: 'unknown',
      path: [...this.#path],
      known: [...type.fields.keys()],
      struct: type.shortName,
    });
  }
}

/** Fields that Go writes even when nobody set them: `resources: {}`, `name: ""`. Lists and maps would be null: left out. */
export function fillIn(result: Json, type: StructType): void {
  for (const field of type.always) {
    if (result[field.name] !== undefined) continue;
    const zero = zeroOf(field.type);
    if (zero !== undefined) result[field.name] = zero;
  }
}

function zeroOf(type: Type): unknown {
  if (type.is === 'struct') {
    const empty: Json = {};
    fillIn(empty, type);
    return empty;
  }
  if (type.is !== 'scalar') return undefined;
  switch (type.scalar) {
    case 'string':
    case 'bytes':
      return '';
    case 'bool':
      return false;
    case 'int32':
    case 'int64':
    case 'float64':
    case 'intOrString':
      return 0;
    case 'quantity':
      return '0';
    default:
      return undefined;
  }
}

function isZero(value: unknown): boolean {
  return value === undefined || value === '' || value === 0 || value === false;
}

/** What `omitempty` leaves out. A quantity or number-or-text is a struct in Go and never empty. */
export function isEmpty(value: unknown): boolean {
  if (isZero(value)) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function schemaType(): StructType {
  return structType('apiextensions.v1.JSONSchemaProps') as StructType;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** A copy that shares nothing with the text's value, whose aliases share. */
function plainJson(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plainJson);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainJson(item)]));
}
