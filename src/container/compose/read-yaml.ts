/**
 * The text of a Compose file to values. Compose reads YAML with other rules than Kubernetes: `yes` and `on` are text, a key
 * that occurs twice is refused, so is a key that is no text, and the tags `!reset` and `!override` say how a file that
 * comes later changes one that came before. Numbers are Go's: `0644` and `0o644` are octal, `1_000` is 1000.
 */
import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, YAMLException } from 'js-yaml';
import { ConstructFault } from '#base/yaml/construct.ts';
import { parse } from '#base/yaml/parse-events.ts';
import { ComposeFault } from './compose-fault.ts';
import { Fraction, isList, isMapping, type Mapping, newMapping, type Path, Timestamp, type Value } from './value.ts';

export interface ComposeDocument {
  readonly value: Value;
  /** What `!reset` and `!override` stand before: there, values of earlier documents are dropped. */
  readonly resets: readonly Path[];
}

/** More values than a file of any use has; a handful of aliases can make more of them than fit anywhere. */
const visitLimit = 100_000;

type Node = ScalarNode | ListNode | MappingNode | AliasNode;
interface ScalarNode {
  readonly kind: 'scalar';
  readonly tag: string;
  readonly plain: boolean;
  readonly text: string;
  readonly line: number;
}
interface ListNode {
  readonly kind: 'list';
  readonly tag: string;
  readonly items: Node[];
  readonly line: number;
}
interface MappingNode {
  readonly kind: 'mapping';
  readonly tag: string;
  readonly entries: (readonly [Node, Node])[];
  readonly line: number;
}
interface AliasNode {
  readonly kind: 'alias';
  readonly tag: '';
  readonly target: Node;
  readonly line: number;
}

/** Throws a `ComposeFault` in the loader's words: `failed to parse compose.yaml: yaml: line 5, column 12: …`. */
export function readComposeDocuments(text: string, filename: string): readonly ComposeDocument[] {
  try {
    const { events, source } = parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
    return nodesOf(events, source).map(readDocument);
  } catch (fault) {
    if (fault instanceof YamlFault) throw new ComposeFault(`failed to parse ${filename}: ${fault.message}`);
    const offset =
      fault instanceof ConstructFault ? fault.offset : fault instanceof YAMLException ? fault.mark?.position : -1;
    if (offset === -1) throw fault;
    const { line, column } = placeIn(text, offset ?? 0);
    const reason = fault instanceof YAMLException ? fault.reason : (fault as Error).message;
    throw new ComposeFault(`failed to parse ${filename}: yaml: line ${line}, column ${column}: ${reason}`);
  }
}

class YamlFault extends Error {}

function constructFault(line: number, reason: string): YamlFault {
  return new YamlFault(`yaml: construct errors:\n  line ${line}: ${reason}`);
}

function placeIn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

// From events to a tree of nodes that still knows tags and aliases.

function nodesOf(events: readonly Event[], source: string): readonly Node[] {
  const lines = lineCounter(source);
  const documents: Node[] = [];
  const stack: (ListNode | MappingNode | 'document')[] = [];
  const waitingKeys = new Map<MappingNode, Node>();
  let anchors = new Map<string, Node>();

  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        anchors = new Map();
        stack.push('document');
        break;
      case EVENT_ID.SCALAR: {
        const tag = tagOf(event, source);
        const plain = event.style === SCALAR_STYLE.PLAIN;
        const line = lines(event.valueStart === -1 ? Math.max(event.tagStart, event.anchorStart, 0) : event.valueStart);
        const node: ScalarNode = { kind: 'scalar', tag, plain, text: getScalarValue(source, event), line };
        remember(event, node);
        place(node);
        break;
      }
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE: {
        const tag = tagOf(event, source);
        const line = lines(event.start);
        const node: ListNode | MappingNode =
          event.type === EVENT_ID.MAPPING
            ? { kind: 'mapping', tag, entries: [], line }
            : { kind: 'list', tag, items: [], line };
        remember(event, node);
        place(node);
        stack.push(node);
        break;
      }
      case EVENT_ID.ALIAS: {
        const name = source.slice(event.anchorStart, event.anchorEnd);
        const target = anchors.get(name);
        if (!target) throw new YamlFault(`yaml: unknown anchor '${name}' referenced`);
        place({ kind: 'alias', tag: '', target, line: lines(event.anchorStart) });
        break;
      }
      case EVENT_ID.POP:
        stack.pop();
        break;
    }
  }
  return documents;

  function remember(event: { anchorStart: number; anchorEnd: number }, node: Node): void {
    if (event.anchorStart !== -1) anchors.set(source.slice(event.anchorStart, event.anchorEnd), node);
  }

  function place(node: Node): void {
    const top = stack.at(-1);
    if (top === undefined || top === 'document') documents.push(node);
    else if (top.kind === 'list') top.items.push(node);
    else {
      const key = waitingKeys.get(top);
      if (key === undefined) waitingKeys.set(top, node);
      else {
        waitingKeys.delete(top);
        top.entries.push([key, node]);
      }
    }
  }
}

function tagOf(event: { tagStart: number; tagEnd: number }, source: string): string {
  if (event.tagStart === -1) return '';
  return source.slice(event.tagStart, event.tagEnd).replace(/^!<tag:yaml\.org,2002:(.*)>$/, '!!$1');
}

/** Offsets come in ascending order, so the lines are counted once. */
function lineCounter(source: string): (offset: number) => number {
  let at = 0;
  let line = 1;
  return (offset) => {
    if (offset < at) {
      at = 0;
      line = 1;
    }
    for (; at < offset; at++) if (source.charCodeAt(at) === 10) line++;
    return line;
  };
}

// From nodes to values.

function readDocument(root: Node): ComposeDocument {
  const resets: Path[] = [];
  const dropped = new Set<Node>();
  checkNodes(root, resets, dropped);
  let visits = 0;
  const open = new Set<Node>();
  return { value: valueAt(root, []), resets };

  function valueAt(node: Node, path: Path): Value {
    if (++visits > visitLimit) throw new YamlFault('yaml: document contains excessive aliasing');
    if (node.kind === 'alias') {
      if (open.has(node.target)) throw new YamlFault(`yaml: anchor value contains itself`);
      return valueAt(node.target, path);
    }
    if (node.kind === 'scalar') return scalarValue(node);
    open.add(node);
    const value = node.kind === 'list' ? listValue(node, path) : mappingValue(node, path);
    open.delete(node);
    return value;
  }

  function listValue(node: ListNode, path: Path): Value {
    return node.items
      .filter((item) => !dropped.has(item))
      .map((item, index) => valueAt(item, [...path.slice(0, -1), `${path.at(-1) ?? ''}[${index}]`]));
  }

  function mappingValue(node: MappingNode, path: Path): Mapping {
    const mapping = newMapping();
    const merges: Value[] = [];
    for (const [keyNode, item] of node.entries) {
      if (dropped.has(item)) continue;
      if (keyNode.kind === 'scalar' && keyNode.plain && keyNode.text === '<<' && keyNode.tag === '') {
        merges.push(valueAt(item, path));
        continue;
      }
      const key = keyOf(keyNode, path);
      mapping[key] = valueAt(item, [...path, key]);
    }
    for (const merge of merges) mergeInto(mapping, merge, node.line);
    return mapping;
  }

  function keyOf(node: Node, path: Path): string {
    const target = node.kind === 'alias' ? node.target : node;
    const key = target.kind === 'scalar' ? scalarValue(target) : undefined;
    if (typeof key === 'string') return key;
    if (key === undefined) throw constructFault(node.line, 'invalid map key');
    const place = path.length === 0 ? 'at top level' : `in ${path.join('.')}`;
    throw new ComposeFault(`non-string key ${place}: ${shownKey(key)}`);
  }
}

function shownKey(key: Value): string {
  if (key === null) return '<nil>';
  return key instanceof Fraction ? String(key.value) : String(key);
}

/** What the mapping says itself goes before what it merges; of several sources the first goes before the later ones. */
function mergeInto(mapping: Mapping, merge: Value, line: number): void {
  for (const source of isList(merge) ? merge : [merge]) {
    if (!isMapping(source))
      throw new YamlFault(
        `yaml: construct errors:\n  line ${line}: map merge requires map or sequence of maps as the value`,
      );
    for (const [key, value] of Object.entries(source)) if (!(key in mapping)) mapping[key] = value;
  }
}

/** One walk before any value is made: keys that occur twice, and what the tags drop. */
function checkNodes(root: Node, resets: Path[], dropped: Set<Node>): void {
  let visits = 0;
  const checked = new Map<Node, readonly Path[]>();
  walk(root, []);

  /** Returns the paths of resets below, relative to the node. */
  function walk(node: Node, path: Path): void {
    if (++visits > visitLimit)
      throw new YamlFault(
        `yaml: construct errors:\n  line 1: compose file exceeds maximum node visit limit (${visitLimit})`,
      );
    const target = node.kind === 'alias' ? (node.target as Exclude<Node, AliasNode>) : node;
    if (target.tag === '!reset' || target.tag === '!override') {
      resets.push(path);
      if (target.tag === '!reset') dropped.add(node);
      return;
    }
    if (target.kind === 'scalar') return;
    const known = checked.get(target);
    if (known) {
      for (const relative of known) resets.push([...path, ...relative]);
      return;
    }
    checked.set(target, []);
    const first = resets.length;
    if (target.kind === 'mapping') walkEntries(target, path);
    else for (const [index, item] of target.items.entries()) walk(item, [...path, String(index)]);
    checked.set(
      target,
      resets.slice(first).map((reset) => reset.slice(path.length)),
    );
  }

  function walkEntries(node: MappingNode, path: Path): void {
    const seen = new Map<string, number>();
    for (const [keyNode, item] of node.entries) {
      const key = keyNode.kind === 'scalar' ? keyNode.text : '';
      const line = seen.get(key);
      if (line !== undefined) {
        throw constructFault(
          root.line,
          `line ${keyNode.line}: mapping key ${JSON.stringify(key)} already defined at line ${line}`,
        );
      }
      seen.set(key, keyNode.line);
      walk(item, key === '<<' ? path : [...path, key]);
    }
  }
}

// Scalars.

function scalarValue(node: ScalarNode): Value {
  if (node.tag === '' || node.tag === '!override') return node.plain ? plainScalar(node.text) : node.text;
  const wanted = node.tag.replace(/^!!/, '');
  if (!['null', 'bool', 'int', 'float'].includes(wanted)) return node.text;
  const value = plainScalar(node.text);
  if (wanted === 'float' && typeof value === 'number') return new Fraction(value);
  if (kindOf(value) !== wanted) {
    throw constructFault(node.line, `cannot construct !!${kindOf(value)} \`${node.text}\` as a !!${wanted}`);
  }
  return value;
}

function kindOf(value: Value): string {
  if (value === null) return 'null';
  if (value instanceof Fraction) return 'float';
  return { boolean: 'bool', number: 'int', bigint: 'int' }[typeof value as 'number'] ?? 'str';
}

const words: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, new Fraction(Number.NaN)] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, new Fraction(Infinity)] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, new Fraction(-Infinity)] as const),
  ...['-0', '-0.0'].map((word) => [word, new Fraction(-0)] as const),
]);

function plainScalar(text: string): Value {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (!/^[-+.0-9]/.test(text)) return text;
  return timestamp(text) ?? wholeNumber(text.replaceAll('_', '')) ?? fraction(text) ?? text;
}

function wholeNumber(text: string): Value | undefined {
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/.exec(text);
  if (!match) return undefined;
  const [, sign, digits = ''] = match;
  const octal = /^0[oO]?([0-7]+)$/.exec(digits)?.[1];
  const size = BigInt(octal === undefined ? digits.toLowerCase() : `0o${octal}`);
  const value = sign === '-' ? -size : size;
  if (value < -(2n ** 63n) || value >= 2n ** 64n) return undefined;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function fraction(text: string): Value | undefined {
  const plain = text.startsWith('.') ? text : text.replaceAll('_', '');
  if (!/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? new Fraction(value) : undefined;
}

/** A day, or a day and a time: `2026-11-21`, `2026-11-21 10:00:00`, `2026-11-21T10:00:00Z`. */
function timestamp(text: string): Timestamp | undefined {
  const match =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d+)?(Z|[-+]\d\d:\d\d))| (\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d+)?)?$/.exec(
      text,
    );
  if (!match) return undefined;
  const [, year, month, day] = match.map(Number);
  const [hour, minute, second] = [4, 5, 6].map((index) => Number(match[index] ?? match[index + 5] ?? 0));
  const date = new Date(Date.UTC(year as number, (month as number) - 1, day, hour, minute, second));
  const exists =
    date.getUTCMonth() === (month as number) - 1 &&
    (hour as number) < 24 &&
    (minute as number) < 60 &&
    (second as number) < 60;
  if (!exists) return undefined;
  const [, sign, hours, minutes] = /^([-+])(\d\d):(\d\d)$/.exec(match[8] ?? '') ?? [];
  const shift = sign === undefined ? 0 : Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return new Timestamp(date.getTime() + Math.round(Number(match[7] ?? match[12] ?? 0) * 1000) - shift);
}
