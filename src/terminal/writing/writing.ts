/**
 * Writing YAML in the app: what a key does to the text, what can be undone, what is offered to complete and what is wrong so
 * far. Pure; the conductor keeps it in the model, has the text checked when the keys rest, and saves it.
 */
import type { AnswerError } from '#engine/answer.ts';
import {
  type Buffer,
  bufferOf,
  erase,
  indentStep,
  insert,
  type Motion,
  move,
  newLine,
  replaceBefore,
  shift,
} from './buffer.ts';

export interface Writing {
  readonly buffer: Buffer;
  readonly past: readonly Buffer[];
  readonly future: readonly Buffer[];
  /** Whether the next letter belongs to the same step of undoing as the last. */
  readonly typing: boolean;
  readonly completion?: Completion | undefined;
  /** Which candidate stands out, once Tab was pressed among several. */
  readonly chosen?: number | undefined;
  /** Of the text as last checked. */
  readonly issues: readonly AnswerError[];
}

export interface Completion {
  readonly prefix: string;
  readonly candidates: readonly Candidate[];
}

export interface Candidate {
  readonly word: string;
  readonly follows: 'value' | 'mapping' | 'list' | 'nothing';
}

export type Edit =
  | { readonly kind: 'insert'; readonly text: string }
  | { readonly kind: 'new-line' }
  | { readonly kind: 'erase'; readonly direction: 'before' | 'after' }
  | { readonly kind: 'tab'; readonly back: boolean }
  | { readonly kind: 'move'; readonly motion: Motion; readonly count?: number }
  | { readonly kind: 'undo' | 'redo' };

/** Beyond these the oldest steps are forgotten. */
const mostSteps = 500;

export function beginWriting(text: string): Writing {
  return { buffer: bufferOf(text), past: [], future: [], typing: false, issues: [] };
}

/** At the place of an error: where it is to be mended. */
export function goTo(writing: Writing, line: number, column: number): Writing {
  const target = Math.max(0, Math.min(writing.buffer.lines.length - 1, line - 1));
  const text = writing.buffer.lines[target]!;
  const buffer = { lines: writing.buffer.lines, line: target, column: Math.max(0, Math.min(text.length, column - 1)) };
  return { ...writing, buffer, typing: false, completion: undefined, chosen: undefined };
}

export function edit(writing: Writing, change: Edit): Writing {
  const { buffer, past, future, chosen, completion } = writing;
  switch (change.kind) {
    case 'insert': {
      const isLetter = /^[\p{L}\p{N}]$/u.test(change.text);
      return changed(writing, insert(buffer, change.text), isLetter);
    }
    case 'new-line':
      if (chosen !== undefined && completion?.candidates[chosen]) return accept(writing, completion.candidates[chosen]);
      return changed(writing, newLine(buffer), false);
    case 'erase':
      return changed(writing, erase(buffer, change.direction), false);
    case 'tab':
      return tab(writing, change.back);
    case 'move':
      return rested(writing, move(buffer, change.motion, change.count));
    case 'undo': {
      const before = past.at(-1);
      if (!before) return writing;
      return { ...rested(writing, before), past: past.slice(0, -1), future: [buffer, ...future] };
    }
    case 'redo': {
      const [after, ...rest] = future;
      if (!after) return writing;
      return { ...rested(writing, after), past: [...past, buffer], future: rest };
    }
  }
}

/** Tab completes the word before the cursor, chooses among several candidates, or moves the line in; with Shift, back. */
function tab(writing: Writing, back: boolean): Writing {
  const { buffer, completion, chosen } = writing;
  const candidates = completion?.candidates ?? [];
  if (chosen !== undefined && candidates.length > 0) {
    return { ...writing, chosen: (chosen + (back ? -1 : 1) + candidates.length) % candidates.length };
  }
  if (back) return changed(writing, shift(buffer, 'out'), false);
  const before = buffer.lines[buffer.line]!.slice(0, buffer.column);
  if (completion && completion.prefix !== '' && before.endsWith(completion.prefix)) {
    const [only, ...others] = candidates;
    if (only && others.length === 0) return accept(writing, only);
    const common = commonStart(candidates.map(({ word }) => word));
    if (common.length > completion.prefix.length) {
      const completed = changed(writing, replaceBefore(buffer, completion.prefix.length, common), false);
      return { ...completed, completion: { prefix: common, candidates } };
    }
    return { ...writing, chosen: 0 };
  }
  if (completion && candidates.length > 0 && before.trim() !== '' && !/^ *(- +)*$/.test(before)) {
    return { ...writing, chosen: 0 };
  }
  // In the indentation: to the next even column.
  const spaces = indentStep - (buffer.column % indentStep);
  return /^ *$/.test(before)
    ? changed(writing, insert(buffer, ' '.repeat(spaces)), false)
    : changed(writing, shift(buffer, 'in'), false);
}

/** `spec` → `spec:` and a line further in; `image` → `image: `. */
function accept(writing: Writing, { word, follows }: Candidate): Writing {
  const { buffer, completion } = writing;
  const ending = follows === 'nothing' ? '' : follows === 'value' ? ': ' : ':';
  const after = replaceBefore(buffer, completion?.prefix.length ?? 0, word + ending);
  if (follows === 'value' || follows === 'nothing') return changed(writing, after, false);
  const opened = newLine(after);
  return changed(writing, follows === 'list' ? insert(opened, '- ') : opened, false);
}

function changed(writing: Writing, buffer: Buffer, typing: boolean): Writing {
  if (buffer === writing.buffer) return writing;
  const goesOn = typing && writing.typing;
  const past = goesOn ? writing.past : [...writing.past, writing.buffer].slice(-mostSteps);
  return { ...writing, buffer, past, future: [], typing, completion: undefined, chosen: undefined };
}

function rested(writing: Writing, buffer: Buffer): Writing {
  return { ...writing, buffer, typing: false, completion: undefined, chosen: undefined };
}

export function commonStart(words: readonly string[]): string {
  const [first = '', ...others] = words;
  let length = first.length;
  for (const word of others) while (!word.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}
