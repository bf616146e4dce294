/** Deployment: being filled in. */
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type Deployment = Stored<IDeployment>;

export const deploymentKind: KindDefinition<IDeployment> = {
  kind: 'Deployment',
  group: 'apps',
  version: 'v1',
  plural: 'deployments',
  singular: 'deployment',
  shortNames: ['deploy'],
  namespaced: true,
  categories: ['all'],
  subresources: ['status', 'scale'],
};
