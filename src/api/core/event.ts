/** Event: something that was worth saying about an object. Written by the event recorder. */
import type { IEvent } from 'kubernetes-models/v1/Event';
import { type FieldError, invalid } from '../meta/field-error.ts';
import { path } from '../meta/field-path.ts';
import type { Decoded, KindDefinition } from '../meta/kind-definition.ts';
import { nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';

export type Event = Stored<IEvent>;

export const eventKind: KindDefinition<IEvent> = {
  kind: 'Event',
  group: '',
  version: 'v1',
  plural: 'events',
  singular: 'event',
  shortNames: ['ev'],
  namespaced: true,
  subresources: [],
  validate,
  validateUpdate: (draft, old) => [...validateObjectMetaUpdate(draft.metadata, old.metadata), ...validate(draft)],
};

/** An event stands in the namespace of what it is about; of what has no namespace, in `default`. */
function validate(draft: Decoded<IEvent>): FieldError[] {
  const errors = validateObjectMeta(draft.metadata, { namespaced: true, name: nameIsDns1123Subdomain });
  const namespace = draft.metadata?.namespace ?? '';
  const about = draft.involvedObject?.namespace ?? '';
  if (about !== namespace && !(about === '' && namespace === 'default')) {
    errors.push(invalid(path('involvedObject', 'namespace'), about, 'does not match event.namespace'));
  }
  return errors;
}
