/**
 * The line being typed: letters go in at the cursor, Tab completes and then walks through what is offered, the arrows bring
 * earlier lines back. Pure: each key gives a new prompt.
 */
import type { Completion } from '#engine/lab/complete.ts';
import { type Buffer, bufferOf, erase, insert, type Motion, move, replaceBefore, textOf } from '../writing/buffer.ts';
import type { History } from './history.ts';

export interface Prompt {
  readonly buffer: Buffer;
  /** Which earlier line is shown, and what was being typed before the arrows were used. */
  readonly recalled?: { readonly index: number; readonly draft: string };
  readonly offered?: Offered;
}

/** What Tab found: shown below the line, and walked through by more Tabs. */
export interface Offered {
  readonly candidates: readonly string[];
  /** What of the word stood there before. */
  readonly word: string;
  readonly chosen?: number;
}

export const emptyPrompt: Prompt = { buffer: bufferOf('') };

export function promptOf(text: string): Prompt {
  return { buffer: move(bufferOf(text), 'bottom') };
}

export function textIn({ buffer }: Prompt): string {
  return textOf(buffer);
}

/** Where the cursor stands in the text. */
export function cursorIn({ buffer: { lines, line, column } }: Prompt): number {
  return lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + column;
}

export type PromptEdit =
  | { readonly kind: 'insert'; readonly text: string }
  | { readonly kind: 'erase'; readonly what: 'before' | 'after' | 'word' | 'to-start' | 'to-end' }
  | { readonly kind: 'move'; readonly motion: Motion };

export function editPrompt(prompt: Prompt, change: PromptEdit): Prompt {
  const { buffer } = prompt;
  switch (change.kind) {
    case 'insert':
      return { buffer: insert(buffer, change.text) };
    case 'move': {
      if (change.motion !== 'home') return { buffer: move(buffer, change.motion) };
      return { buffer: { lines: buffer.lines, line: buffer.line, column: 0 } };
    }
    case 'erase':
      return { buffer: erased(buffer, change.what) };
  }
}

function erased(buffer: Buffer, what: Extract<PromptEdit, { kind: 'erase' }>['what']): Buffer {
  const { lines, line, column } = buffer;
  const text = lines[line] as string;
  switch (what) {
    case 'before':
      // In a line of commands indentation means nothing: one space is one space.
      return /^ +$/.test(text.slice(0, column)) ? replaceBefore(buffer, 1, '') : erase(buffer, 'before');
    case 'after':
      return erase(buffer, 'after');
    case 'word':
      return replaceBefore(buffer, /\S*\s*$/.exec(text.slice(0, column))?.[0].length ?? 0, '');
    case 'to-start':
      return replaceBefore(buffer, column, '');
    case 'to-end':
      return { lines: lines.with(line, text.slice(0, column)), line, column };
  }
}

/** Up and down: within several lines first, then through the history, in which what was being typed comes last. */
export function recall(prompt: Prompt, { lines }: History, direction: 'up' | 'down'): Prompt {
  const { buffer, recalled } = prompt;
  const isAtEdge = direction === 'up' ? buffer.line === 0 : buffer.line === buffer.lines.length - 1;
  if (!isAtEdge) return { ...(recalled && { recalled }), buffer: move(buffer, direction) };
  const index = (recalled?.index ?? lines.length) + (direction === 'up' ? -1 : 1);
  if (index < 0 || index > lines.length) return prompt;
  const draft = recalled?.draft ?? textIn(prompt);
  if (index === lines.length) return promptOf(draft);
  return { ...promptOf(lines[index] as string), recalled: { index, draft } };
}

/** The first Tab completes as far as all agree and shows what there is; the next ones put one after the other in. */
export function complete(prompt: Prompt, find: () => Completion, back: boolean): Prompt {
  const { offered } = prompt;
  if (offered && offered.candidates.length > 1) {
    const count = offered.candidates.length;
    const chosen =
      offered.chosen === undefined ? (back ? count - 1 : 0) : (offered.chosen + (back ? -1 : 1) + count) % count;
    const standing = offered.chosen === undefined ? offered.word : (offered.candidates[offered.chosen] as string);
    const buffer = replaceBefore(prompt.buffer, standing.length, offered.candidates[chosen] as string);
    return { buffer, offered: { ...offered, chosen } };
  }
  const { candidates, word } = find();
  const [only, ...others] = candidates;
  if (only === undefined) return { buffer: prompt.buffer };
  if (others.length === 0) return { buffer: replaceBefore(prompt.buffer, word.length, only + endOf(only)) };
  const common = commonStart(candidates);
  const buffer = common.length > word.length ? replaceBefore(prompt.buffer, word.length, common) : prompt.buffer;
  return { buffer, offered: { candidates, word: common.length > word.length ? common : word } };
}

/** What goes on in the same word: `deploy/`, `-o jsonpath=`, `pod.spec.`. */
function endOf(candidate: string): string {
  return /[=/.]$/.test(candidate) ? '' : ' ';
}

function commonStart(words: readonly string[]): string {
  const [first = '', ...others] = words;
  let length = first.length;
  for (const word of others) while (!word.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}
