/**
 * Whose turn it is when a dependent changes: its controller's, and before a change of hands the one's it had. Of an orphan,
 * everybody's whose selector matches, for they may adopt it.
 */
import { type LabelSelector, matchesSelector } from '#api/meta/label-selector.ts';
import type { KindName, ObjectOf } from '#api/scheme.ts';
import type { ApiClient, WatchEvent } from '../apiserver/api-client.ts';
import { keyOf } from './object-key.ts';
import { controllerOf } from './owner.ts';

export interface Dependents<OwnerKind extends KindName, Kind extends KindName> {
  readonly ownerKind: OwnerKind;
  readonly kind: Kind;
  readonly selectorOf: (owner: ObjectOf<OwnerKind>) => LabelSelector | undefined;
  /** A change that is nothing to the owner. */
  readonly isIdle?: (old: ObjectOf<Kind>, object: ObjectOf<Kind>) => boolean;
}

export function watchDependents<OwnerKind extends KindName, Kind extends KindName>(
  client: ApiClient,
  { ownerKind, kind, selectorOf, isIdle }: Dependents<OwnerKind, Kind>,
  enqueue: (key: string) => void,
): void {
  client.watch(kind, (event: WatchEvent<ObjectOf<Kind>>) => {
    const { object } = event;
    if (event.type === 'MODIFIED' && isIdle?.(event.old, object)) return;
    const { namespace = '', labels } = object.metadata;
    for (const seen of event.type === 'MODIFIED' ? [event.old, object] : [object]) {
      const owner = controllerOf(seen);
      if (owner?.kind === ownerKind) enqueue(`${namespace}/${owner.name}`);
    }
    if (controllerOf(object) || event.type === 'DELETED' || labels === undefined) return;
    for (const owner of client.list(ownerKind, { namespace })) {
      if (matchesSelector(selectorOf(owner), labels)) enqueue(keyOf(owner));
    }
  });
}
