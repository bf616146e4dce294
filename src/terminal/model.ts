/**
 * What the terminal app is showing, and all that a key can ask for. Plain data: the conductor changes it, React draws it.
 */
import type { Language, Text } from '#base/text.ts';
import type { VerdictKind } from '#engine/grading.ts';
import { withPicks } from '#engine/picks.ts';
import type { PlayerAction, Turn } from '#engine/player.ts';
import type { Block, RunView, Screen } from '#engine/screen.ts';
import { simplify } from '#engine/search.ts';
import type { Edit, Writing } from './writing/writing.ts';

export interface Model {
  readonly language: Language;
  readonly place: Place;
  readonly overlay?: Overlay;
  /** About the last thing done; gone with the next key. */
  readonly notice?: Notice;
  /** Something is being written: keys other than those that leave or scroll wait. */
  readonly busy: boolean;
  /** Where a newly shown screen stands: at its end when what is new (a hint, a draft) is there. */
  readonly view: View;
  /** What was answered since the start, for the words after leaving. */
  readonly outcomes: readonly Outcome[];
}

export interface View {
  readonly count: number;
  /** `news`: at the block in which something new begins. */
  readonly from: 'top' | 'bottom' | 'same' | 'news';
  readonly block?: number;
}

export type Place =
  | { readonly kind: 'opening' }
  /** A screen without a session: home, a topic, statistics. `at` is the engine's word for it (#engine/place.ts). */
  | {
      readonly kind: 'menu';
      readonly at: string;
      readonly screen: Screen;
      readonly selected: number;
      readonly resumable: boolean;
      /** Only entries with these words are shown. */
      readonly filter?: string;
    }
  | {
      readonly kind: 'session';
      readonly turn: Turn;
      readonly selected?: number;
      readonly draft?: Draft;
      readonly picks?: readonly string[];
    };

/** What the learner wrote and has not sent. It lies in a file from its first letter on. */
export interface Draft {
  readonly text: string;
  readonly file: string;
}

export type Overlay =
  | { readonly kind: 'help' }
  | { readonly kind: 'path'; readonly typed: string }
  /** An answer of one line. */
  | { readonly kind: 'words'; readonly typed: string; readonly candidates?: readonly string[] }
  /** Words to look for, or a code to run. */
  | { readonly kind: 'search'; readonly typed: string }
  /** Words that narrow the list down as they are typed. */
  | { readonly kind: 'filter'; readonly typed: string }
  | { readonly kind: 'confirm'; readonly question: Text; readonly intent: Intent }
  | RunOverlay
  /** The app's own editor, on this file. */
  | { readonly kind: 'writing'; readonly file: string; readonly writing: Writing };

/** A run looked at step by step: which one of the result's, at which line of its timeline; or all of them beside each other. */
export interface RunOverlay {
  readonly kind: 'run';
  readonly run: number;
  readonly at: number;
  readonly all: boolean;
}

export interface Notice {
  readonly tone: 'info' | 'warning';
  readonly text: Text;
}

export interface Outcome {
  readonly title: Text;
  readonly verdict: VerdictKind;
  readonly points: number | undefined;
}

/** `to`: where whoever leaves the app wants to go; it begins anew afterwards. */
export interface Leave {
  readonly interrupted: boolean;
  readonly to?: 'lab';
}

export type Intent =
  | ({ readonly kind: 'leave' } & Leave)
  | { readonly kind: 'back' }
  | { readonly kind: 'help' }
  | { readonly kind: 'language' }
  | { readonly kind: 'scroll'; readonly by: 'line' | 'page' | 'all'; readonly direction: -1 | 1 }
  | { readonly kind: 'move'; readonly by: number }
  | { readonly kind: 'select'; readonly index: number }
  | { readonly kind: 'play'; readonly scenarios: readonly string[] }
  | { readonly kind: 'resume' }
  /** To a place of the engine (#engine/place.ts). */
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'act'; readonly action: PlayerAction }
  | { readonly kind: 'restart' }
  /** Of several options: this one, or the one under the cursor; and the last one back. */
  | { readonly kind: 'pick'; readonly index?: number }
  | { readonly kind: 'unpick' }
  /** In the learner's own editor; from the app's own one it takes the text along. */
  | { readonly kind: 'edit' }
  /** In the app's own editor. */
  | { readonly kind: 'write' }
  | { readonly kind: 'change-text'; readonly change: Edit }
  /** To the place of the next error. */
  | { readonly kind: 'next-issue' }
  /** Back to the question, with the text as a draft. */
  | { readonly kind: 'put-away' }
  | { readonly kind: 'send-text' }
  | { readonly kind: 'send-draft' }
  | { readonly kind: 'ask-path' }
  | { readonly kind: 'ask-words' }
  | { readonly kind: 'take-words' }
  | { readonly kind: 'complete-words' }
  | { readonly kind: 'ask-search' }
  | { readonly kind: 'ask-filter' }
  | { readonly kind: 'end-filter' }
  | { readonly kind: 'take-search' }
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'erase'; readonly all: boolean }
  | { readonly kind: 'take-path' }
  | { readonly kind: 'confirm'; readonly question: Text; readonly intent: Intent }
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'close' }
  | { readonly kind: 'say'; readonly text: Text }
  | { readonly kind: 'watch-run' }
  | RunIntent;

/** Within the run that is looked at. */
export type RunIntent =
  | { readonly kind: 'step'; readonly by: number }
  | { readonly kind: 'step-to'; readonly where: 'start' | 'end' | 'failure' }
  | { readonly kind: 'other-run'; readonly by: -1 | 1 }
  | { readonly kind: 'see-run'; readonly run: number }
  | { readonly kind: 'all-runs' };

/** The screen of the engine that is shown, with the learner's draft in place of the text to begin from. */
export function screenOf(place: Place): Screen | undefined {
  if (place.kind === 'opening') return undefined;
  if (place.kind === 'menu') return place.filter ? filtered(place.screen, place.filter) : place.screen;
  const { turn, draft, picks } = place;
  if (picks) return withPicks(turn.screen, picks);
  if (!draft) return turn.screen;
  const title = { es: 'Tu borrador, sin enviar', en: 'Your draft, not sent' };
  return {
    ...turn.screen,
    blocks: turn.screen.blocks.map((block) =>
      block.kind === 'manifest' ? { ...block, title, yaml: draft.text, marks: [] } : block,
    ),
  };
}

/** The first block that was not on the screen before; undefined where nothing is new. */
export function firstNews(before: readonly Block[], after: readonly Block[]): number | undefined {
  const seen = new Set(before.map((block) => JSON.stringify(block)));
  const index = after.findIndex((block) => !seen.has(JSON.stringify(block)));
  return index < 0 ? undefined : index;
}

/** The entries that have all the words, with or without accents, in either language. */
function filtered(screen: Screen, typed: string): Screen {
  const words = simplify(typed).split(' ').filter(Boolean);
  const blocks = screen.blocks.flatMap((block): readonly Block[] => {
    if (block.kind !== 'menu') return [block];
    const items = block.items.filter(({ title, detail }) => {
      const searched = simplify([title.es, title.en, detail.es, detail.en].join(' '));
      return words.every((word) => searched.includes(word));
    });
    return [filterNotice(typed.trim(), items.length, block.items.length), { ...block, items }];
  });
  return { ...screen, blocks };
}

/** Stays while the filter does, so that nobody takes what is left for all there is. */
function filterNotice(typed: string, shown: number, all: number): Block {
  const text =
    shown === 0
      ? {
          es: `Ninguna de las ${all} líneas tiene «${typed}»: f cambia el filtro.`,
          en: `None of the ${all} lines has "${typed}": f changes the filter.`,
        }
      : {
          es: `Filtro «${typed}»: ${shown} de ${all}.`,
          en: `Filter "${typed}": ${shown} of ${all}.`,
        };
  return { kind: 'notice', tone: shown === 0 ? 'warning' : 'info', text };
}

/** How many entries the cursor can stand on. */
export function entryCount(place: Place): number {
  const screen = screenOf(place);
  if (place.kind === 'menu') return screen?.blocks.find((block) => block.kind === 'menu')?.items.length ?? 0;
  const pick = pickOffer(screen);
  return pick ? pick.options.length : (screen?.offers.filter((offer) => offer.kind === 'choose').length ?? 0);
}

/** The offer to pick several options, where the screen has one. */
export function pickOffer(screen: Screen | undefined) {
  return screen?.offers.find((offer) => offer.kind === 'pick');
}

/** The runs behind the result that is shown. */
export function runsOf(place: Place): readonly RunView[] {
  return place.kind === 'session' ? (place.turn.screen.runs ?? []) : [];
}

export const home = 'go:home';

/** Whether letters go into a line that is being written. */
export function isTyped(overlay: Overlay | undefined): overlay is Extract<Overlay, { readonly typed: string }> {
  return overlay !== undefined && 'typed' in overlay;
}
