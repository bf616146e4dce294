/** One renderer for each block of the engine: a new block does not compile until it has one here. */
import type { Language } from '#base/text.ts';
import type { Block } from '#engine/screen.ts';
import type { Piece, Renderer } from '../piece.ts';
import { choices } from './choices.ts';
import { comparison } from './comparison.ts';
import { errors } from './errors.ts';
import { heading } from './heading.ts';
import { hint } from './hint.ts';
import { links } from './links.ts';
import { manifest } from './manifest.ts';
import { menu } from './menu.ts';
import { notice } from './notice.ts';
import { progress } from './progress.ts';
import { prose } from './prose.ts';
import { table } from './table.ts';
import { timeline } from './timeline.ts';
import { verdict } from './verdict.ts';
import { working } from './working.ts';

const renderers: { readonly [Kind in Block['kind']]: Renderer<Kind> } = {
  choices,
  comparison,
  errors,
  heading,
  hint,
  links,
  manifest,
  menu,
  notice,
  progress,
  prose,
  table,
  timeline,
  verdict,
  working,
};

export function renderBlock(block: Block, language: Language): readonly Piece[] {
  // The table pairs each kind with its own renderer; TypeScript cannot follow that through the lookup.
  return (renderers[block.kind] as Renderer<Block['kind']>)(block, language);
}
