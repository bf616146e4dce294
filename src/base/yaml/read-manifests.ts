/**
 * Reads text of one or more YAML documents as Kubernetes does. Each document is read by itself, so a mistake in one hides
 * nothing of the others, and each can say at which line and column a field stands.
 */
import { EVENT_ID, type Event, getScalarValue, YAMLException } from 'js-yaml';
import type { Text } from '../text.ts';
import { type Constructed, ConstructFault, construct, type DuplicateKey } from './construct.ts';
import { limits, tooDeep, tooLarge, tooManyDocuments, tooManyNodes, tooMuchText } from './limits.ts';
import { type Parsed, parse } from './parse-events.ts';
import { keyText, resolvePlainScalar } from './scalar.ts';
import { type YamlError, yamlError } from './yaml-error.ts';

export interface Manifest {
  /** From 0, among the documents that hold something. */
  readonly index: number;
  readonly source: string;
  /** The line of the text on which the document begins, from 1. */
  readonly firstLine: number;
  /** Plain JSON, but for BigInts beyond 2⁵³ and infinities; null where there is an error. */
  readonly value: unknown;
  /** Keys that occur a second time; the last one counts. */
  readonly duplicates: readonly DuplicatePlace[];
  readonly error?: YamlError;
  /** Where a field stands: `locate(['spec', 'containers', 0, 'image'])`. The nearest parent that exists when it does not. */
  locate(path: readonly (string | number)[]): Place;
}

export interface Place {
  /** Lines of the whole text and columns, from 1. The key's where there is one, else the value's. */
  readonly line: number;
  readonly column: number;
  readonly valueLine: number;
  readonly valueColumn: number;
  /** How many steps of the path were found. */
  readonly depth: number;
}

export interface DuplicatePlace {
  readonly key: string;
  readonly line: number;
  readonly column: number;
  /** Where the later value begins, counted in the document: what the server prints. */
  readonly valueLineInDocument: number;
}

export interface ReadResult {
  readonly manifests: readonly Manifest[];
  /** The text as a whole was refused: too large, too many documents. What was read before stands in `manifests`. */
  readonly error?: YamlError;
}

export function readManifests(text: string): ReadResult {
  if (text.length > limits.textBytes) return { manifests: [], error: limitError(1, 'text too large', tooMuchText) };
  const manifests: Manifest[] = [];
  for (const { source, firstLine } of splitDocuments(text)) {
    if (manifests.length >= limits.documents) {
      return { manifests, error: tooManyDocumentsError(firstLine) };
    }
    const manifest = readManifest(source, firstLine, manifests.length);
    if (manifest) manifests.push(manifest);
  }
  return { manifests };
}

export function tooManyDocumentsError(line: number): YamlError {
  return limitError(line, 'too many documents', tooManyDocuments);
}

function limitError(line: number, reason: string, text: Text): YamlError {
  return { line, column: 1, reason, text };
}

/** Lines that begin with `---` part documents, in YAML and in kubectl alike. */
function* splitDocuments(text: string): Generator<{ source: string; firstLine: number }> {
  const separator = /^---(?=[ \t\r\n]|$)/gm;
  let start = 0;
  let firstLine = 1;
  for (let match = separator.exec(text); match; match = separator.exec(text)) {
    // What follows on the line of the dashes belongs to the next document: a comment, a tag, even the content.
    if (match.index > start) {
      const source = text.slice(start, match.index);
      yield { source, firstLine };
      firstLine += countLines(source);
    }
    start = match.index;
  }
  yield { source: text.slice(start), firstLine };
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

/** Undefined for a document that holds nothing but comments. */
function readManifest(source: string, firstLine: number, index: number): Manifest | undefined {
  if (source.length > limits.documentBytes || Buffer.byteLength(source) > limits.documentBytes) {
    return broken(limitError(firstLine, 'document too large', tooLarge));
  }
  if (hasTooManyMarks(source)) return broken(limitError(firstLine, 'document has too many values', tooManyNodes));
  let parsed: Parsed;
  let constructed: Constructed;
  try {
    parsed = parse(source);
    constructed = construct(parsed.source, parsed.events.slice(0, firstPop(parsed.events) + 1));
  } catch (fault) {
    return broken(faultOf(fault, source, firstLine));
  }
  const { events, original } = parsed;
  if (events.length === 0 || constructed.value === null) return undefined;

  let lineStarts: number[] | undefined;
  let ends: Uint32Array | undefined;
  const placeOf = (offset: number) => {
    lineStarts ??= startsOfLines(source);
    const at = placeIn(lineStarts, original(offset));
    return { line: at.line + firstLine - 1, column: at.column };
  };
  return {
    index,
    source,
    firstLine,
    value: constructed.value,
    duplicates: constructed.duplicates.map((duplicate) => duplicatePlace(duplicate, placeOf, firstLine)),
    locate: (path) => {
      ends ??= endsOf(events);
      const { key, value, depth } = findOffsets(parsed.source, events, ends, path);
      const valuePlace = placeOf(value);
      return { ...placeOf(key), valueLine: valuePlace.line, valueColumn: valuePlace.column, depth };
    },
  };

  function broken(error: YamlError): Manifest {
    const { line, column } = error;
    const place = { line, column, valueLine: line, valueColumn: column, depth: 0 };
    return { index, source, firstLine, value: null, duplicates: [], error, locate: () => place };
  }
}

/** Two hundred thousand commas are read in a moment, but what they make is not. */
function hasTooManyMarks(source: string): boolean {
  if (source.length <= limits.marks) return false;
  let marks = 0;
  for (let index = 0; index < source.length; index++) {
    const code = source.charCodeAt(index);
    // line break, comma, [ and {
    if (code === 10 || code === 44 || code === 91 || code === 123) marks++;
  }
  return marks > limits.marks;
}

/** The end of the first document: a `...` in the text could begin another one, which kubectl does not read either. */
function firstPop(events: readonly Event[]): number {
  let depth = 0;
  for (const [index, { type }] of events.entries()) {
    if (type === EVENT_ID.POP && --depth === 0) return index;
    if (type === EVENT_ID.DOCUMENT || type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) depth++;
  }
  return events.length - 1;
}

function duplicatePlace(
  { key, keyOffset, valueOffset }: DuplicateKey,
  placeOf: (offset: number) => { line: number; column: number },
  firstLine: number,
): DuplicatePlace {
  return { key, ...placeOf(keyOffset), valueLineInDocument: placeOf(valueOffset).line - firstLine + 1 };
}

function faultOf(fault: unknown, source: string, firstLine: number): YamlError {
  if (fault instanceof ConstructFault) {
    const { line, column } = placeIn(startsOfLines(source), fault.offset);
    const error = yamlError(line + firstLine - 1, column, fault.message);
    return fault.text ? { ...error, text: fault.text } : error;
  }
  if (fault instanceof YAMLException) {
    // The parser counts lone carriage returns as line breaks, editors do not.
    const { line, column } = placeIn(startsOfLines(source), fault.mark?.position ?? 0);
    const error = yamlError(line + firstLine - 1, column, fault.reason);
    return /maxDepth/.test(fault.reason) ? { ...error, text: tooDeep } : error;
  }
  throw fault;
}

function startsOfLines(source: string): number[] {
  const starts = [0];
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function placeIn(lineStarts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lineStarts[low] as number) + 1 };
}

/** For each event the index after the value that begins with it. Only errors ask for places, so only they pay for this. */
function endsOf(events: readonly Event[]): Uint32Array {
  const ends = new Uint32Array(events.length);
  const open: number[] = [];
  for (const [index, { type }] of events.entries()) {
    if (type === EVENT_ID.POP) ends[open.pop() ?? index] = index + 1;
    else if (type === EVENT_ID.SCALAR || type === EVENT_ID.ALIAS) ends[index] = index + 1;
    else open.push(index);
  }
  return ends;
}

/** Walks the events along a path. */
function findOffsets(
  source: string,
  events: readonly Event[],
  ends: Uint32Array,
  path: readonly (string | number)[],
): { key: number; value: number; depth: number } {
  let at = 1; // events[0] is the document
  let key = offsetOf(events[at]);
  let value = key;
  for (const [depth, step] of path.entries()) {
    const found = childOf(source, events, ends, at, step);
    if (!found) return { key, value, depth };
    at = found.valueAt;
    value = offsetOf(events[found.valueAt]);
    key = found.keyAt === undefined ? value : offsetOf(events[found.keyAt]);
  }
  return { key, value: value === 0 ? key : value, depth: path.length };
}

function childOf(
  source: string,
  events: readonly Event[],
  ends: Uint32Array,
  at: number,
  step: string | number,
): { keyAt?: number; valueAt: number } | undefined {
  const parent = events[at];
  let next = at + 1;
  if (parent?.type === EVENT_ID.SEQUENCE) {
    for (let index = 0; events[next] && events[next]?.type !== EVENT_ID.POP; index++) {
      if (index === step) return { valueAt: next };
      next = ends[next] as number;
    }
  }
  if (parent?.type === EVENT_ID.MAPPING) {
    let found: { keyAt: number; valueAt: number } | undefined;
    while (events[next] && events[next]?.type !== EVENT_ID.POP) {
      const keyAt = next;
      const valueAt = ends[keyAt] as number;
      if (keyName(source, events[keyAt]) === String(step)) found = { keyAt, valueAt };
      next = ends[valueAt] as number;
    }
    return found;
  }
  return undefined;
}

function keyName(source: string, event: Event | undefined): string | undefined {
  if (event?.type !== EVENT_ID.SCALAR) return undefined;
  const text = getScalarValue(source, event);
  return event.style === 1 ? keyText(resolvePlainScalar(text)) : text;
}

function offsetOf(event: Event | undefined): number {
  if (!event) return 0;
  if ('start' in event) return Math.max(0, event.start);
  if ('valueStart' in event) {
    // A quoted scalar begins after its quote.
    const quoted = event.style === 2 || event.style === 3 ? 1 : 0;
    return Math.max(0, event.valueStart - quoted);
  }
  if ('anchorStart' in event) return Math.max(0, event.anchorStart - 1);
  return 0;
}
