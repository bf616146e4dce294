/**
 * The controllers of the control plane, in the order in which they are started. Others need something from outside and
 * are added by cluster.ts: node-lifecycle (who is heard of), and what asks which provisioners, metrics or clouds are installed.
 */
import { attachDetachController } from '../storage/attach-detach.ts';
import { ephemeralVolumeController } from '../storage/ephemeral-volume-controller.ts';
import { claimProtectionController, volumeProtectionController } from '../storage/volume-protection.ts';
import type { Controller } from './controller.ts';
import { cronJobController } from './cronjob-controller/cronjob-controller.ts';
import { daemonSetController } from './daemonset-controller/daemonset-controller.ts';
import { deploymentController } from './deployment-controller/deployment-controller.ts';
import { disruptionController } from './disruption-controller.ts';
import { endpointSliceController } from './endpointslice-controller.ts';
import { garbageCollector } from './garbage-collector.ts';
import { jobController } from './job-controller/job-controller.ts';
import { namespaceController } from './namespace-controller.ts';
import { podGarbageCollector } from './pod-garbage-collector.ts';
import { replicaSetController, replicationController } from './replicaset-controller.ts';
import { resourceQuotaController } from './resourcequota-controller.ts';
import { rootCaCertificatePublisher } from './root-ca-certificate-publisher.ts';
import { serviceAccountController } from './serviceaccount-controller.ts';
import { statefulSetController } from './statefulset-controller/statefulset-controller.ts';
import { taintEvictionController } from './taint-eviction-controller.ts';
import { ttlAfterFinishedController } from './ttl-after-finished-controller.ts';

export const controllers: readonly Controller[] = [
  namespaceController,
  serviceAccountController,
  rootCaCertificatePublisher,
  resourceQuotaController,
  deploymentController,
  replicaSetController,
  replicationController,
  statefulSetController,
  daemonSetController,
  jobController,
  cronJobController,
  endpointSliceController,
  disruptionController,
  garbageCollector,
  podGarbageCollector,
  ttlAfterFinishedController,
  taintEvictionController,
  ephemeralVolumeController,
  attachDetachController,
  claimProtectionController,
  volumeProtectionController,
];
