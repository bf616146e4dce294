/**
 * Rules about the shape of a value, and what is wrong with a value that breaks them. Of several complaints about one file
 * the one deepest inside is told, the first of equals: it is the nearest to the mistake.
 *
 *     complaintOf(object({ image: text }), { image: 5 })  →  'image must be a string'
 */
import { fingerprint } from './merge.ts';
import { Fraction, isList, isMapping, type Mapping, type Path, printed, Timestamp, type Value } from './value.ts';

export type TypeName = 'null' | 'boolean' | 'number' | 'integer' | 'string' | 'array' | 'object';

export interface Rule {
  readonly types?: readonly TypeName[];
  readonly oneOfWords?: readonly string[];
  readonly pattern?: RegExp;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Rule;
  readonly withoutRepeats?: boolean;
  readonly fields?: Readonly<Record<string, Rule>>;
  /** For keys that no field is called by: the first pattern that fits rules. */
  readonly fieldsLike?: readonly (readonly [RegExp, Rule])[];
  readonly required?: readonly string[];
  /** No other keys. */
  readonly closed?: boolean;
  /** As many rules as these must hold: all, one at least, exactly one. */
  readonly allOf?: readonly Rule[];
  readonly anyOf?: readonly Rule[];
  readonly oneOf?: readonly Rule[];
  /** No keys but those that a rule which held has looked at, here or in `allOf`. */
  readonly closedOverAll?: boolean;
}

interface Complaint {
  readonly path: Path;
  readonly text: string;
  readonly depth: number;
}

/** Undefined when nothing is wrong. */
export function complaintOf(rule: Rule, value: Value): string | undefined {
  const unprintable = findUnprintable(value);
  if (unprintable !== undefined) return `json: unsupported value: ${printed(unprintable)}`;
  let deepest: Complaint | undefined;
  for (const complaint of check(rule, value, []).complaints) {
    if (!deepest || complaint.depth > deepest.depth) deepest = complaint;
  }
  return deepest && `${deepest.path.join('.')} ${deepest.text}`;
}

/** Infinity is a number in YAML, but the rules are those of JSON. */
function findUnprintable(value: Value): Value | undefined {
  if (value instanceof Fraction) return Number.isFinite(value.value) ? undefined : value;
  const items = isList(value) ? value : isMapping(value) ? Object.values(value) : [];
  for (const item of items) {
    const found = findUnprintable(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Checked {
  readonly complaints: readonly Complaint[];
  /** Keys of the value that a rule has looked at. */
  readonly seen: ReadonlySet<string>;
}

function check(rule: Rule, value: Value, path: Path): Checked {
  const complaints: Complaint[] = [];
  const seen = new Set<string>();
  const complain = (text: string, extra = 0) => complaints.push({ path, text, depth: path.length + extra });

  if (rule.types && !rule.types.some((type) => isOfType(value, type))) {
    complain(`must be a ${typeWords(rule.types)}`);
    return { complaints, seen };
  }
  if (rule.oneOfWords && !(typeof value === 'string' && rule.oneOfWords.includes(value))) {
    const words = rule.oneOfWords.map(quoted);
    complain(words.length === 1 ? `value must be ${words[0]}` : `value must be one of ${words.join(', ')}`);
    return { complaints, seen };
  }
  if (isMapping(value)) checkFields(value);
  else if (isList(value)) checkItems(value);
  else checkScalar();
  checkCombinations();
  if (rule.closedOverAll && isMapping(value)) {
    for (const key of Object.keys(value)) {
      if (!seen.has(key)) complaints.push({ path: [...path, key], text: 'false schema', depth: path.length + 1 });
    }
  }
  return { complaints, seen };

  function checkFields(mapping: Mapping): void {
    const missing = (rule.required ?? []).filter((key) => !(key in mapping));
    if (missing.length > 0)
      complain(`missing ${missing.length > 1 ? 'properties' : 'property'} ${missing.map(quoted).join(', ')}`);
    const surplus: string[] = [];
    for (const [key, item] of Object.entries(mapping)) {
      const rules = rulesOf(key);
      for (const each of rules) complaints.push(...check(each, item, [...path, key]).complaints);
      if (rules.length > 0) seen.add(key);
      else if (rule.closed) surplus.push(key);
    }
    if (surplus.length > 0) complain(`additional properties ${surplus.map(quoted).join(', ')} not allowed`, 1);
  }

  function rulesOf(key: string): readonly Rule[] {
    const own = rule.fields && Object.hasOwn(rule.fields, key) ? [rule.fields[key] as Rule] : [];
    return [...own, ...(rule.fieldsLike ?? []).filter(([pattern]) => pattern.test(key)).map(([, each]) => each)];
  }

  function checkItems(items: readonly Value[]): void {
    const repeat = rule.withoutRepeats ? firstRepeat(items) : undefined;
    if (repeat) complain(`items at ${repeat[0]} and ${repeat[1]} are equal`);
    if (rule.items) {
      for (const [index, item] of items.entries()) {
        complaints.push(...check(rule.items, item, [...path, String(index)]).complaints);
      }
    }
  }

  function checkScalar(): void {
    if (typeof value === 'string' && rule.pattern && !rule.pattern.test(value)) {
      complain(`${quoted(value)} does not match pattern ${quoted(rule.pattern.source)}`);
    }
    const size = numberOf(value);
    if (size === undefined) return;
    if (rule.minimum !== undefined && size < rule.minimum) complain(`must be greater than or equal to ${rule.minimum}`);
    if (rule.maximum !== undefined && size > rule.maximum) complain(`must be less than or equal to ${rule.maximum}`);
  }

  function checkCombinations(): void {
    for (const each of rule.allOf ?? []) take(check(each, value, path));
    if (rule.anyOf) {
      const results = rule.anyOf.map((each) => check(each, value, path));
      const held = results.filter((result) => result.complaints.length === 0);
      for (const result of held.length > 0 ? held : results) take(result);
    }
    if (rule.oneOf) {
      const results = rule.oneOf.map((each) => check(each, value, path));
      const held = results.flatMap((result, index) => (result.complaints.length === 0 ? [index] : []));
      if (held.length > 1) complain(`oneOf failed, subschemas ${held[0]}, ${held[1]} matched`);
      else if (held.length === 1) take(results[held[0] as number] as Checked);
      else for (const result of results) take(result);
    }
  }

  function take(result: Checked): void {
    complaints.push(...result.complaints);
    if (result.complaints.length === 0) for (const key of result.seen) seen.add(key);
  }
}

function isOfType(value: Value, type: TypeName): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'boolean':
    case 'string':
      return typeof value === type || (type === 'string' && value instanceof Timestamp);
    case 'number':
      return numberOf(value) !== undefined;
    case 'integer':
      return Number.isInteger(numberOf(value));
    case 'array':
      return isList(value);
    case 'object':
      return isMapping(value);
  }
}

function numberOf(value: Value): number | undefined {
  if (value instanceof Fraction) return value.value;
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
}

/** `boolean, mapping or string`. */
function typeWords(types: readonly TypeName[]): string {
  const words = types.map((type) => (type === 'object' ? 'mapping' : type));
  if (words.length === 1) return words[0] as string;
  words.sort();
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function quoted(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped}'`;
}

function firstRepeat(items: readonly Value[]): readonly [number, number] | undefined {
  const known = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const mark = item instanceof Fraction ? `int ${item.value}` : fingerprint(item);
    const first = known.get(mark);
    if (first !== undefined) return [first, index];
    known.set(mark, index);
  }
  return undefined;
}
