/**
 * What the registry does with the two halves of an object before it validates: the status is not the writer's of the spec, nor
 * the spec the writer's of the status; the generation counts the changes of the spec. Kinds whose strategy does more call these.
 */
import type { AnyDraft } from './kind-definition.ts';
import { isSame } from './object-meta.ts';

interface WithSpec {
  spec?: unknown;
}

export function beginGeneration(draft: object): void {
  const { metadata } = draft as AnyDraft;
  if (metadata) metadata.generation = 1;
}

/** Kinds whose controllers report `observedGeneration`. */
export function countGeneration(draft: object, old: object): void {
  const { metadata } = draft as AnyDraft;
  const before = (old as AnyDraft).metadata?.generation ?? 0;
  if (metadata) metadata.generation = isSame((draft as WithSpec).spec, (old as WithSpec).spec) ? before : before + 1;
}
