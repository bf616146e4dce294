/** What every block renderer is given. */
import type { DOMElement } from 'ink';
import type { Ref } from 'react';
import type { Block } from '#engine/screen.ts';

export interface BlockProps<Kind extends Block['kind']> {
  readonly block: Extract<Block, { readonly kind: Kind }>;
  /** In blocks one picks from: which entry the cursor stands on. */
  readonly selected?: number;
  /** Goes on that entry, so that the screen can scroll to it. */
  readonly selectedRef?: Ref<DOMElement>;
}
