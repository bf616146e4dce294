/**
 * What makes volumes on demand, where a cluster has one installed. It answers a claim whose class names it: at once, or,
 * for a class with WaitForFirstConsumer, when the scheduler has written the chosen node on the claim.
 */
import type { PersistentVolumeClaim } from '#api/core/persistentvolumeclaim.ts';
import type { StorageClass } from '#api/storage/storageclass.ts';
import type { ControllerContext } from '../controllers/controller.ts';
import { requestOf } from './volume-match.ts';

export interface Provisioner {
  /** As classes name it: `rancher.io/local-path`, `ebs.csi.aws.com`. */
  readonly name: string;
  /** Time from the claim to its volume. */
  readonly seconds: number;
  /** `node`: the volume can be used on one node only, as a directory there. `cluster`: on every node, one at a time. */
  readonly reach: 'node' | 'cluster';
  /** Claims that want any other mode get no volume: a disk is not for many nodes. All modes where absent. */
  readonly accessModes?: readonly string[] | undefined;
}

export function provision(
  context: ControllerContext,
  provisioner: Provisioner,
  claim: PersistentVolumeClaim,
  of: StorageClass,
): void {
  const { client, events } = context;
  const { namespace = '', name, uid } = claim.metadata;
  const volumeName = `pvc-${uid}`;
  const source = `${provisioner.name}_provisioner`;
  if (client.get('PersistentVolume', undefined, volumeName)) return;
  const { accessModes } = provisioner;
  if (accessModes && claim.spec?.accessModes?.some((mode) => !accessModes.includes(mode))) {
    const refusal = `failed to provision volume with StorageClass "${of.metadata.name}": rpc error: code = InvalidArgument desc = Volume capabilities not supported`;
    events.record({ object: claim, type: 'Warning', reason: 'ProvisioningFailed', message: refusal, source });
    return;
  }
  const message = `External provisioner is provisioning volume for claim "${namespace}/${name}"`;
  events.record({ object: claim, type: 'Normal', reason: 'Provisioning', message, source });
  context.after(provisioner.seconds * 1000, () => {
    const now = client.get('PersistentVolumeClaim', namespace, name);
    if (now?.metadata.uid !== uid || now.spec?.volumeName) return;
    if (client.get('PersistentVolume', undefined, volumeName)) return;
    const created = client.create('PersistentVolume', volumeDraft(provisioner, now, of, volumeName));
    if (created.ok) {
      const done = `Successfully provisioned volume ${volumeName}`;
      events.record({ object: now, type: 'Normal', reason: 'ProvisioningSucceeded', message: done, source });
      return;
    }
    const failed = `failed to provision volume with StorageClass "${of.metadata.name}": ${created.error.message}`;
    events.record({ object: now, type: 'Warning', reason: 'ProvisioningFailed', message: failed, source });
  });
}

function volumeDraft(provisioner: Provisioner, claim: PersistentVolumeClaim, of: StorageClass, volumeName: string) {
  const { namespace, name, uid, resourceVersion } = claim.metadata;
  const node = claim.metadata.annotations?.['volume.kubernetes.io/selected-node'];
  const onNode = provisioner.reach === 'node' && node !== undefined;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name: volumeName,
      annotations: { 'pv.kubernetes.io/provisioned-by': provisioner.name },
    },
    spec: {
      capacity: { storage: requestOf(claim) },
      accessModes: claim.spec?.accessModes,
      persistentVolumeReclaimPolicy: of.reclaimPolicy ?? 'Delete',
      storageClassName: of.metadata.name,
      volumeMode: claim.spec?.volumeMode ?? 'Filesystem',
      ...(of.mountOptions && { mountOptions: of.mountOptions }),
      claimRef: { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace, name, uid, resourceVersion },
      ...(provisioner.reach === 'node'
        ? { hostPath: { path: `/opt/local-path-provisioner/${volumeName}`, type: 'DirectoryOrCreate' } }
        : { csi: { driver: provisioner.name, volumeHandle: volumeName } }),
      ...(onNode && {
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] },
            ],
          },
        },
      }),
    },
  };
}
