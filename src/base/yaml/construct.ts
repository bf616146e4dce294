/**
 * From the parser's events to a value: numbers and words as Kubernetes reads them, `<<` merged, aliases shared.
 * Keys that occur twice are kept in a list (the last one wins, as on the server). What it cannot make stops it with a fault
 * that has an offset; nothing here knows of lines.
 */
import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import type { Text } from '../text.ts';
import { limits, tooManyAliases, tooManyNodes } from './limits.ts';
import { keyText, resolvePlainScalar, type ScalarValue } from './scalar.ts';

export interface Constructed {
  readonly value: unknown;
  readonly duplicates: readonly DuplicateKey[];
}

export interface DuplicateKey {
  readonly key: string;
  /** Where the later key stands, and where its value begins. */
  readonly keyOffset: number;
  readonly valueOffset: number;
}

/** Thrown by `construct` and caught by `readManifests`. */
export class ConstructFault extends Error {
  readonly offset: number;
  readonly text: Text | undefined;

  constructor(offset: number, reason: string, text?: Text) {
    super(reason);
    this.offset = offset;
    this.text = text;
  }
}

type ScalarEvent = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;
type Mapping = Record<string, unknown>;

interface Anchor {
  value: unknown;
  nodes: number;
  done: boolean;
}

interface Frame {
  readonly kind: 'document' | 'mapping' | 'sequence';
  value: unknown;
  readonly anchor: Anchor | undefined;
  readonly nodesBefore: number;
  /** Of a mapping: the key that waits for its value. */
  key: string | undefined;
  keyOffset: number;
  isMerge: boolean;
  /** Keys that a `<<` brought in: a later key of the same name replaces them, and is no duplicate. */
  merged: Set<string> | undefined;
}

/** `events` are those of one document, DOCUMENT and POP included. */
export function construct(source: string, events: readonly Event[]): Constructed {
  const duplicates: DuplicateKey[] = [];
  const anchors = new Map<string, Anchor>();
  const frames: Frame[] = [];
  let result: unknown = null;
  let nodes = 0;
  let aliases = 0;

  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        frames.push(newFrame('document', undefined, undefined, nodes));
        break;
      case EVENT_ID.SCALAR: {
        const top = frames.at(-1) as Frame;
        const offset = event.valueStart === -1 ? Math.max(event.tagStart, event.anchorStart, 0) : event.valueStart;
        countNode(offset);
        const value = scalarValue(source, event, offset);
        if (event.anchorStart !== -1) {
          anchors.set(source.slice(event.anchorStart, event.anchorEnd), { value, nodes: 1, done: true });
        }
        const isPlain = event.style === SCALAR_STYLE.PLAIN && event.tagStart === -1;
        add(top, value, offset, isPlain && value === '<<');
        break;
      }
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE: {
        countNode(event.start);
        const value: unknown = event.type === EVENT_ID.MAPPING ? {} : [];
        let anchor: Anchor | undefined;
        if (event.anchorStart !== -1) {
          anchor = { value, nodes: 0, done: false };
          anchors.set(source.slice(event.anchorStart, event.anchorEnd), anchor);
        }
        const top = frames.at(-1) as Frame;
        if (top.kind === 'mapping' && top.key === undefined) throw new ConstructFault(event.start, 'invalid map key');
        noteDuplicate(top, event.start);
        frames.push(newFrame(event.type === EVENT_ID.MAPPING ? 'mapping' : 'sequence', value, anchor, nodes));
        break;
      }
      case EVENT_ID.ALIAS: {
        const name = source.slice(event.anchorStart, event.anchorEnd);
        const anchor = anchors.get(name);
        if (!anchor) throw new ConstructFault(event.anchorStart - 1, `unidentified alias "${name}"`);
        if (!anchor.done) throw new ConstructFault(event.anchorStart - 1, `anchor '${name}' value contains itself`);
        if (++aliases > limits.aliases) {
          throw new ConstructFault(event.anchorStart, 'document contains excessive aliasing', tooManyAliases);
        }
        nodes += anchor.nodes;
        countNode(event.anchorStart);
        add(frames.at(-1) as Frame, anchor.value, event.anchorStart - 1, false);
        break;
      }
      case EVENT_ID.POP: {
        const frame = frames.pop() as Frame;
        if (frame.anchor) {
          frame.anchor.nodes = nodes - frame.nodesBefore + 1;
          frame.anchor.done = true;
        }
        const top = frames.at(-1);
        if (top) place(top, frame.value);
        else result = frame.value ?? null;
        break;
      }
    }
  }
  return { value: result, duplicates };

  function countNode(offset: number): void {
    if (++nodes > limits.nodes) throw new ConstructFault(offset, 'document has too many values', tooManyNodes);
  }

  function add(top: Frame, value: unknown, offset: number, isMergeWord: boolean): void {
    if (top.kind === 'mapping' && top.key === undefined) {
      const key = typeof value === 'object' && value !== null ? undefined : keyText(value as ScalarValue);
      if (key === undefined) throw new ConstructFault(offset, 'invalid map key');
      top.key = key;
      top.keyOffset = offset;
      top.isMerge = isMergeWord;
      return;
    }
    noteDuplicate(top, offset);
    place(top, value);
  }

  function noteDuplicate(top: Frame, valueOffset: number): void {
    const { key, merged } = top;
    if (top.kind !== 'mapping' || key === undefined || top.isMerge) return;
    if (Object.hasOwn(top.value as Mapping, key) && !merged?.has(key)) {
      duplicates.push({ key, keyOffset: top.keyOffset, valueOffset });
    }
  }

  function place(top: Frame, value: unknown): void {
    if (top.kind === 'sequence') {
      (top.value as unknown[]).push(value);
    } else if (top.kind === 'document') {
      top.value = value;
    } else {
      const key = top.key as string;
      if (top.isMerge) merge(top, value);
      else setOwn(top.value as Mapping, key, value);
      top.merged?.delete(key);
      top.key = undefined;
    }
  }

  function merge(top: Frame, value: unknown): void {
    for (const source of Array.isArray(value) ? value : [value]) {
      if (typeof source !== 'object' || source === null || Array.isArray(source)) {
        throw new ConstructFault(top.keyOffset, 'map merge requires map or sequence of maps as the value');
      }
      for (const [key, item] of Object.entries(source)) {
        countNode(top.keyOffset);
        if (Object.hasOwn(top.value as Mapping, key)) continue;
        setOwn(top.value as Mapping, key, item);
        top.merged ??= new Set();
        top.merged.add(key);
      }
    }
  }
}

function newFrame(kind: Frame['kind'], value: unknown, anchor: Anchor | undefined, nodesBefore: number): Frame {
  return { kind, value, anchor, nodesBefore, key: undefined, keyOffset: 0, isMerge: false, merged: undefined };
}

/** `__proto__` becomes a key like any other. */
function setOwn(target: Mapping, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[key] = value;
  }
}

function scalarValue(source: string, event: ScalarEvent, offset: number): ScalarValue {
  const text = getScalarValue(source, event);
  if (event.tagStart === -1) return event.style === SCALAR_STYLE.PLAIN ? resolvePlainScalar(text) : text;
  return taggedValue(source.slice(event.tagStart, event.tagEnd), text, offset);
}

/** `!!str 8080` is text; a tag that YAML does not know leaves the text as it is. */
function taggedValue(tag: string, text: string, offset: number): ScalarValue {
  const name = tag.replace(/^!!|^!<tag:yaml\.org,2002:(.*)>$/, '$1');
  if (!['null', 'bool', 'int', 'float', 'binary'].includes(name)) return text;
  if (name === 'binary') return Buffer.from(text.replace(/\s/g, ''), 'base64').toString('utf8');
  const value = resolvePlainScalar(text);
  const found =
    value === null ? 'null' : typeof value === 'boolean' ? 'bool' : typeof value === 'string' ? 'str' : 'number';
  const wanted = name === 'int' || name === 'float' ? 'number' : name;
  if (found !== wanted)
    throw new ConstructFault(offset, `cannot decode !!${found} \`${text.slice(0, 20)}\` as a !!${name}`);
  return value;
}
