/** All controllers of the control plane, in the order in which they are started. */
import { claimProtectionController, volumeProtectionController } from '../storage/volume-protection.ts';
import type { Controller } from './controller.ts';
import { deploymentController } from './deployment-controller/deployment-controller.ts';
import { endpointSliceController } from './endpointslice-controller.ts';
import { garbageCollector } from './garbage-collector.ts';
import { namespaceController } from './namespace-controller.ts';
import { replicaSetController } from './replicaset-controller.ts';
import { serviceAccountController } from './serviceaccount-controller.ts';
import { statefulSetController } from './statefulset-controller/statefulset-controller.ts';
import { taintEvictionController } from './taint-eviction-controller.ts';

export const controllers: readonly Controller[] = [
  namespaceController,
  serviceAccountController,
  deploymentController,
  replicaSetController,
  statefulSetController,
  endpointSliceController,
  garbageCollector,
  taintEvictionController,
  claimProtectionController,
  volumeProtectionController,
];
