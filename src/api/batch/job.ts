/** Job: being filled in. */
import type { IJob } from 'kubernetes-models/batch/v1/Job';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type Job = Stored<IJob>;

export const jobKind: KindDefinition<IJob> = {
  kind: 'Job',
  group: 'batch',
  version: 'v1',
  plural: 'jobs',
  singular: 'job',
  shortNames: [],
  namespaced: true,
  categories: ['all'],
  subresources: ['status'],
};
