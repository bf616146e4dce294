/**
 * For kinds without a strategy of their own: the status is not the caller's, the generation counts changes of the spec.
 */
import type { AnyDraft, KindDefinition } from '#api/meta/kind-definition.ts';
import type { KubernetesObject } from '#api/meta/object.ts';
import { deepEqual, type Json } from './structural-sharing.ts';

export function prepareForCreate(definition: KindDefinition, draft: AnyDraft): void {
  if (!definition.subresources.includes('status')) return;
  delete (draft as Json)['status'];
  if (draft.metadata && (draft as Json)['spec'] !== undefined) draft.metadata.generation = 1;
}

export function prepareForUpdate(definition: KindDefinition, draft: AnyDraft, old: KubernetesObject): void {
  if (!definition.subresources.includes('status')) return;
  const before = old as unknown as Json;
  if (before['status'] === undefined) delete (draft as Json)['status'];
  else (draft as Json)['status'] = before['status'];
  if (draft.metadata && old.metadata.generation !== undefined && !deepEqual((draft as Json)['spec'], before['spec'])) {
    draft.metadata.generation = old.metadata.generation + 1;
  }
}
