/** PodTemplate: being filled in. */
import type { IPodTemplate } from 'kubernetes-models/v1/PodTemplate';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type PodTemplate = Stored<IPodTemplate>;

export const podTemplateKind: KindDefinition<IPodTemplate> = {
  kind: 'PodTemplate',
  group: '',
  version: 'v1',
  plural: 'podtemplates',
  singular: 'podtemplate',
  shortNames: [],
  namespaced: true,
  subresources: [],
};
