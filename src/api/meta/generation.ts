/** `metadata.generation` counts the changes of what is wanted, so that a status can say which of them it has seen. */
import type { AnyDraft } from './kind-definition.ts';
import { isSame } from './object-meta.ts';

export function firstGeneration(draft: AnyDraft): void {
  draft.metadata ??= {};
  draft.metadata.generation = 1;
}

/** `wanted` is what counts: the spec, of a Deployment the annotations too. */
export function raiseGeneration(draft: AnyDraft, old: AnyDraft, wanted: readonly [unknown, unknown][]): void {
  const before = old.metadata?.generation ?? 0;
  const isChanged = wanted.some(([now, then]) => !isSame(now, then));
  draft.metadata ??= {};
  draft.metadata.generation = isChanged ? before + 1 : before;
}

/** For kinds whose strategy does nothing more about it: the spec alone counts. */
export function raiseGenerationWithSpec(draft: object, old: object): void {
  raiseGeneration(draft, old, [[(draft as WithSpec).spec, (old as WithSpec).spec]]);
}

interface WithSpec {
  spec?: unknown;
}
