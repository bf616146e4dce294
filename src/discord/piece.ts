/**
 * What the blocks of a screen become before they are a message: pieces small enough to be laid on pages. A block's renderer
 * says what to show; layout.ts alone knows how much goes into one message.
 */
import type { Language } from '#base/text.ts';
import type { Block } from '#engine/screen.ts';

export type Piece =
  /** Markdown made by the functions of markdown.ts. Too long for a page, it is cut between lines. */
  | { readonly kind: 'text'; readonly markdown: string }
  /** A code block. Too long for a page, it goes on in another code block. */
  | { readonly kind: 'code'; readonly text: string; readonly syntax: 'yaml' | '' }
  /** Shown as a download below what is before it. Names are made unique within the message. */
  | { readonly kind: 'file'; readonly name: string; readonly content: string }
  /** A list to pick one scenario from, with the lines it belongs to, so that both stay on one page. */
  | {
      readonly kind: 'picker';
      readonly markdown: string;
      readonly placeholder: string;
      readonly options: readonly Pick[];
    };

export interface Pick {
  readonly value: string;
  readonly label: string;
  readonly description: string;
}

export type Renderer<Kind extends Block['kind']> = (
  block: Extract<Block, { kind: Kind }>,
  language: Language,
) => readonly Piece[];

export function textPiece(...lines: readonly string[]): Piece {
  return { kind: 'text', markdown: lines.join('\n') };
}
