/** One renderer for each kind of block; a block that the engine adds does not compile until it has its line here. */
import type { ComponentType } from 'react';
import type { Block } from '#engine/screen.ts';
import type { BlockProps } from './block-props.ts';
import { Choices } from './choices.tsx';
import { Comparison } from './comparison.tsx';
import { Errors } from './errors.tsx';
import { Heading } from './heading.tsx';
import { Hint } from './hint.tsx';
import { Links } from './links.tsx';
import { Manifest } from './manifest.tsx';
import { Menu } from './menu.tsx';
import { Notice } from './notice.tsx';
import { Progress } from './progress.tsx';
import { ProseBlock } from './prose.tsx';
import { Table } from './table.tsx';
import { Timeline } from './timeline.tsx';
import { Verdict } from './verdict.tsx';
import { Working } from './working.tsx';

const renderers: { readonly [Kind in Block['kind']]: ComponentType<BlockProps<Kind>> } = {
  heading: Heading,
  prose: ProseBlock,
  notice: Notice,
  choices: Choices,
  manifest: Manifest,
  errors: Errors,
  verdict: Verdict,
  comparison: Comparison,
  timeline: Timeline,
  table: Table,
  progress: Progress,
  hint: Hint,
  links: Links,
  menu: Menu,
  working: Working,
};

export function BlockView<Kind extends Block['kind']>(props: BlockProps<Kind>) {
  // The table above ties each kind to its own renderer; TypeScript cannot follow that through an index of a union.
  const Renderer = renderers[props.block.kind] as ComponentType<BlockProps<Kind>>;
  return <Renderer {...props} />;
}
