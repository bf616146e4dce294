/**
 * js-yaml follows YAML 1.2, Kubernetes' parser is a libyaml of YAML 1.1. Where the two take different texts, this file takes
 * the side of Kubernetes: it is laxer about the indentation of what stands in brackets or quotes,
 *
 *     command: [
 *       "sleep", "5"
 *     ]              # js-yaml wants this bracket further in
 *
 * and stricter about tabs at the start of a line, even before a comment.
 */
import { COLLECTION_STYLE, EVENT_ID, type Event, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml';
import { ConstructFault } from './construct.ts';
import { limits } from './limits.ts';

export interface Parsed {
  readonly events: readonly Event[];
  /** What the offsets in the events refer to: the text, with some lines moved to the right. */
  readonly source: string;
  /** From an offset in `source` to one in the text. */
  readonly original: (offset: number) => number;
}

/** Each line that must be moved costs one more parse, so their number is held in check by the size of the text. */
const parsedBytesLimit = 4 * 1024 * 1024;
const shiftSpaces = 64;

export function parse(text: string): Parsed {
  let source = text;
  /** Where spaces were put in, in offsets of the text, ascending. */
  const shifted: number[] = [];
  for (let parsedBytes = text.length; ; parsedBytes += text.length) {
    try {
      const events = parseEvents(source, { maxDepth: limits.depth });
      refuseTabs(source, events);
      return { events, source, original: shifted.length === 0 ? (offset) => offset : backFrom(shifted) };
    } catch (fault) {
      const at = lineToShift(fault, source);
      if (at === undefined || parsedBytes > parsedBytesLimit) throw atOriginal(fault, source, text, shifted);
      const original = backFrom(shifted)(at);
      if (shifted.includes(original)) throw atOriginal(fault, source, text, shifted);
      source = source.slice(0, at) + ' '.repeat(shiftSpaces) + source.slice(at);
      shifted.push(original);
      shifted.sort((one, other) => one - other);
    }
  }
}

function lineToShift(fault: unknown, source: string): number | undefined {
  if (!(fault instanceof YAMLException) || fault.reason !== 'deficient indentation' || !fault.mark) return undefined;
  return source.lastIndexOf('\n', fault.mark.position - 1) + 1;
}

function backFrom(shifted: readonly number[]): (offset: number) => number {
  return (offset) => {
    let original = offset;
    for (const at of shifted) {
      if (original >= at + shiftSpaces) original -= shiftSpaces;
      else if (original > at) original = at;
    }
    return original;
  };
}

/** The parser's complaint, with a place in the text as it was written. */
function atOriginal(fault: unknown, source: string, text: string, shifted: readonly number[]): unknown {
  if (fault instanceof YAMLException && fault.mark && source !== text) {
    return new ConstructFault(backFrom(shifted)(fault.mark.position), fault.reason);
  }
  return fault;
}

/** A tab in the white space that begins a line, outside quotes, block texts and brackets. */
function refuseTabs(source: string, events: readonly Event[]): void {
  if (!source.includes('\t')) return;
  const lines = /^ *\t[ \t]*/gm;
  for (let match = lines.exec(source); match; match = lines.exec(source)) {
    const after = source.charCodeAt(match.index + match[0].length);
    const isBlank = Number.isNaN(after) || after === 10 || after === 13;
    if (isBlank && source.charCodeAt(match.index) === 32) continue;
    if (isInside(source, events, match.index)) continue;
    const at = match.index + match[0].indexOf('\t');
    throw new ConstructFault(at, 'tab characters must not be used in indentation');
  }
}

/** Whether a line begins within a quoted or block text, or within brackets. */
function isInside(source: string, events: readonly Event[], lineStart: number): boolean {
  const openFlows: number[] = [];
  const stack: boolean[] = [];
  for (const event of events) {
    const at = startOf(event);
    if (at !== undefined && at > lineStart) break;
    if (event.type === EVENT_ID.SCALAR && event.style !== SCALAR_STYLE.PLAIN) {
      if (event.valueStart <= lineStart && lineStart <= event.valueEnd) return true;
    } else if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) {
      const isFlow = event.style === COLLECTION_STYLE.FLOW;
      stack.push(isFlow);
      if (isFlow) openFlows.push(event.start);
    } else if (event.type === EVENT_ID.POP) {
      // The end of a collection has no offset of its own: one that ends before the line is told by its bracket.
      const start = stack.pop() ? openFlows.at(-1) : undefined;
      if (start !== undefined && /[\]}]/.test(source.slice(lineStart).split('\n', 1)[0] ?? '')) return true;
      if (start !== undefined) openFlows.pop();
    }
  }
  return openFlows.length > 0;
}

function startOf(event: Event): number | undefined {
  if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) return event.start;
  if (event.type === EVENT_ID.SCALAR && event.valueStart !== -1) return event.valueStart;
  return undefined;
}
