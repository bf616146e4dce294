/** CronJob: being filled in. */
import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type CronJob = Stored<ICronJob>;

export const cronJobKind: KindDefinition<ICronJob> = {
  kind: 'CronJob',
  group: 'batch',
  version: 'v1',
  plural: 'cronjobs',
  singular: 'cronjob',
  shortNames: ['cj'],
  namespaced: true,
  categories: ['all'],
  subresources: ['status'],
};
