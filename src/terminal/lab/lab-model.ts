/** What the lab's screen shows, as plain data, and what a key may ask for. */
import type { Language, Text } from '#base/text.ts';
import type { FaultChoice } from '#engine/lab/fault-choice.ts';
import type { LabPicture } from '#engine/lab/picture.ts';
import type { Edit, Writing } from '../writing/writing.ts';
import type { History } from './history.ts';
import type { Prompt, PromptEdit } from './prompt.ts';
import type { Scrollback } from './scrollback.ts';

export interface LabModel {
  readonly language: Language;
  /** `typing`: letters go into the prompt. `steering`: letters are keys, for time, faults and views. */
  readonly mode: 'typing' | 'steering';
  readonly prompt: Prompt;
  readonly history: History;
  readonly output: Scrollback;
  /** Rows that the window on the output stands above its end. */
  readonly back: number;
  readonly picture: LabPicture;
  /** How many seconds of the cluster pass in one; only while time flows by itself. */
  readonly speed: Speed;
  readonly isFlowing: boolean;
  /** A line is on its way. */
  readonly isBusy: boolean;
  readonly view: View;
  readonly overlay?: Overlay | undefined;
  readonly notice?: Text | undefined;
}

export const speeds = [1, 10, 60] as const;
export type Speed = (typeof speeds)[number];

/** What is in sight; a window that is too small for both shows the output instead. */
export const views = ['both', 'output', 'cluster'] as const;
export type View = (typeof views)[number];

export type Overlay =
  /** Pages to read; `top` is the first row in sight. */
  | { readonly kind: 'help' | 'statement'; readonly top: number }
  /** First which fault, then, once one is taken, whom it strikes. */
  | {
      readonly kind: 'faults';
      readonly choices: readonly FaultChoice[];
      readonly taken?: FaultChoice | undefined;
      readonly selected: number;
    }
  /** Backwards through the history: `found` is the line that is shown. */
  | { readonly kind: 'search'; readonly typed: string; readonly found: number | undefined }
  | { readonly kind: 'time'; readonly typed: string }
  | { readonly kind: 'writing'; readonly name: string; readonly writing: Writing };

export type LabIntent =
  | { readonly kind: 'edit'; readonly change: PromptEdit }
  | { readonly kind: 'submit' }
  | { readonly kind: 'complete'; readonly back: boolean }
  | { readonly kind: 'recall'; readonly direction: 'up' | 'down' }
  /** Without rows: to the end of that side. */
  | { readonly kind: 'scroll'; readonly direction: 'up' | 'down'; readonly by: 'line' | 'page' | 'all' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'interrupt' }
  | { readonly kind: 'leave' }
  | { readonly kind: 'steer' | 'type-again' }
  | { readonly kind: 'flow' }
  | { readonly kind: 'speed'; readonly speed: Speed }
  | { readonly kind: 'run'; readonly line: string }
  | { readonly kind: 'view' | 'language' | 'help' | 'statement' | 'faults' | 'search' | 'ask-time' }
  | { readonly kind: 'move'; readonly by: number }
  | { readonly kind: 'take'; readonly index?: number }
  | { readonly kind: 'letters'; readonly text: string }
  | { readonly kind: 'erase-letter' }
  | { readonly kind: 'close' }
  | { readonly kind: 'change-text'; readonly change: Edit }
  | { readonly kind: 'next-issue' | 'keep-text' | 'drop-text' | 'own-editor' };

/** Where letters are typed that are no part of the prompt. */
export function isTyped(overlay: Overlay | undefined): overlay is Extract<Overlay, { readonly typed: string }> {
  return overlay !== undefined && 'typed' in overlay;
}

/** What a menu of faults lists now. */
export function faultItems(overlay: Extract<Overlay, { kind: 'faults' }>): readonly { readonly label: Text }[] {
  return overlay.taken ? overlay.taken.targets : overlay.choices.map(({ title }) => ({ label: title }));
}
