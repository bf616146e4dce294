/** Event: being filled in. */
import type { IEvent } from 'kubernetes-models/v1/Event';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

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
};
