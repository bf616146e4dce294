/** ControllerRevision: being filled in. */
import type { IControllerRevision } from 'kubernetes-models/apps/v1/ControllerRevision';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type ControllerRevision = Stored<IControllerRevision>;

export const controllerRevisionKind: KindDefinition<IControllerRevision> = {
  kind: 'ControllerRevision',
  group: 'apps',
  version: 'v1',
  plural: 'controllerrevisions',
  singular: 'controllerrevision',
  shortNames: [],
  namespaced: true,
  subresources: [],
};
