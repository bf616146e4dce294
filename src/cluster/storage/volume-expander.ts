/**
 * Makes volumes larger when their claims ask for more. (That a claim may ask at all is admission's business: it must be
 * bound and its class must allow it.) Three hands take part: the controller says that somebody else must do it, the driver
 * that made the volume makes it larger, and the kubelet where a pod has it mounted lets the file system grow into the room.
 * A directory on a node (`reach: node`) has no driver that could, so such a claim waits for ever, as it does in reality.
 */
import type { PersistentVolume } from '#api/core/persistentvolume/persistentvolume.ts';
import type { PersistentVolumeClaim } from '#api/core/persistentvolumeclaim.ts';
import type { Pod } from '#api/core/pod.ts';
import { compareQuantities } from '#api/meta/quantity.ts';
import type { Controller, ControllerContext } from '../controllers/controller.ts';
import { keyOf, splitKey } from '../controllers/object-key.ts';
import type { Provisioner } from './provisioner.ts';
import { capacityOf, requestOf } from './volume-match.ts';

const provisionedBy = 'pv.kubernetes.io/provisioned-by';
/** The kubelet looks through the volumes of its pods every second or so. */
const mountedMs = 1_000;

type ResizeStatus = 'ControllerResizeInProgress' | 'NodeResizePending';

interface Condition {
  readonly type: 'Resizing' | 'FileSystemResizePending';
  readonly message?: string;
}

export function volumeExpander(provisioners: ReadonlyMap<string, Provisioner>): Controller {
  return {
    name: 'persistentvolume-expander-controller',
    start(context) {
      const { client } = context;
      const queue = context.queue((key) => {
        const { namespace, name } = splitKey(key);
        const claim = client.get('PersistentVolumeClaim', namespace, name);
        if (claim) expand(context, provisioners, claim);
      });
      client.watch('PersistentVolumeClaim', (event) => {
        if (event.type === 'DELETED') return;
        // The steps of a status come from here: news are only the wish, and that a step of the way is behind us.
        const isNews =
          event.type === 'ADDED' ||
          requestOf(event.old) !== requestOf(event.object) ||
          (isUnderWay(event.old) && !isUnderWay(event.object));
        if (isNews) queue.add(keyOf(event.object));
      });
      client.watch('Pod', (event) => {
        const pod = event.object;
        if (event.type === 'DELETED' || pod.status?.phase !== 'Running') return;
        if (event.type === 'MODIFIED' && event.old.status?.phase === 'Running') return;
        for (const { persistentVolumeClaim } of pod.spec.volumes ?? []) {
          if (persistentVolumeClaim) queue.add(`${pod.metadata.namespace}/${persistentVolumeClaim.claimName}`);
        }
      });
    },
  };
}

function expand(
  context: ControllerContext,
  provisioners: ReadonlyMap<string, Provisioner>,
  claim: PersistentVolumeClaim,
): void {
  const { client, events } = context;
  const volume = client.get('PersistentVolume', undefined, claim.spec?.volumeName ?? '');
  if (!volume || claim.status?.phase !== 'Bound') return;
  if (isPending(claim)) growFileSystem(context, claim, volume);
  if (isUnderWay(claim)) return;
  if (compareQuantities(requestOf(claim), capacityOf(volume)) <= 0) return;
  const waiting = 'waiting for an external controller to expand this PVC';
  events.record({
    object: claim,
    type: 'Normal',
    reason: 'ExternalExpanding',
    message: waiting,
    source: 'volume_expand',
  });
  const driver = provisioners.get(volume.metadata.annotations?.[provisionedBy] ?? '');
  if (driver?.reach === 'cluster') resize(context, driver, claim, volume);
}

/** The driver's part; it takes as long as making a volume does. */
function resize(
  context: ControllerContext,
  driver: Provisioner,
  claim: PersistentVolumeClaim,
  { metadata: { name: volumeName } }: PersistentVolume,
): void {
  const { client, events } = context;
  const { namespace, name, uid } = claim.metadata;
  const source = `external-resizer ${driver.name}`;
  const message = `External resizer is resizing volume ${volumeName}`;
  events.record({ object: claim, type: 'Normal', reason: 'Resizing', message, source });
  const size = String(requestOf(claim));
  writeStatus(context, claim, { condition: { type: 'Resizing' }, status: 'ControllerResizeInProgress', size });
  context.after(driver.seconds * 1000, () => {
    const now = client.get('PersistentVolumeClaim', namespace, name);
    if (now?.metadata.uid !== uid) return;
    const patch = { spec: { capacity: { storage: size } } };
    const grown = client.patch('PersistentVolume', undefined, volumeName, { type: 'merge', patch });
    if (!grown.ok) return;
    if (now.spec?.volumeMode === 'Block') {
      finish(context, now, grown.value);
      events.record({
        object: now,
        type: 'Normal',
        reason: 'VolumeResizeSuccessful',
        message: 'Resize volume succeeded',
        source,
      });
      return;
    }
    const condition: Condition = {
      type: 'FileSystemResizePending',
      message: 'Waiting for user to (re-)start a pod to finish file system resize of volume on node.',
    };
    writeStatus(context, now, { condition, status: 'NodeResizePending', size });
    const required = 'Require file system resize of volume on node';
    events.record({ object: now, type: 'Normal', reason: 'FileSystemResizeRequired', message: required, source });
    growFileSystem(context, now, grown.value);
  });
}

function isUnderWay({ status }: PersistentVolumeClaim): boolean {
  return status?.conditions?.some(({ type }) => type === 'Resizing' || type === 'FileSystemResizePending') ?? false;
}

function isPending({ status }: PersistentVolumeClaim): boolean {
  return status?.conditions?.some(({ type }) => type === 'FileSystemResizePending') ?? false;
}

/** The kubelet's part; without a pod that has it mounted, the claim waits for one. */
function growFileSystem(context: ControllerContext, claim: PersistentVolumeClaim, volume: PersistentVolume): void {
  const { client, events } = context;
  const { namespace, name, uid } = claim.metadata;
  context.after(mountedMs, () => {
    const now = client.get('PersistentVolumeClaim', namespace, name);
    const user = now && userOf(context, now);
    if (!user || now.metadata.uid !== uid || !isPending(now)) return;
    finish(context, now, client.get('PersistentVolume', undefined, volume.metadata.name) ?? volume);
    const message = `MountVolume.NodeExpandVolume succeeded for volume "${volume.metadata.name}"`;
    const { nodeName } = user.spec;
    for (const object of [user, now]) {
      const from = { source: 'kubelet', ...(nodeName !== undefined && { host: nodeName }) };
      events.record({ object, type: 'Normal', reason: 'FileSystemResizeSuccessful', message, ...from });
    }
  });
}

function userOf({ client }: ControllerContext, claim: PersistentVolumeClaim): Pod | undefined {
  return client
    .list('Pod', { namespace: claim.metadata.namespace ?? '' })
    .filter((pod) => pod.status?.phase === 'Running' && pod.metadata.deletionTimestamp === undefined)
    .find((pod) =>
      pod.spec.volumes?.some(({ persistentVolumeClaim: used }) => used?.claimName === claim.metadata.name),
    );
}

function writeStatus(
  { client, clock }: ControllerContext,
  claim: PersistentVolumeClaim,
  step: { readonly condition: Condition; readonly status: ResizeStatus; readonly size: string },
): void {
  const stored = client.get('PersistentVolumeClaim', claim.metadata.namespace, claim.metadata.name);
  if (!stored) return;
  const condition = {
    ...step.condition,
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: clock.timestamp(),
  };
  const status = {
    ...stored.status,
    conditions: [...withoutResize(stored), condition],
    allocatedResources: { storage: step.size },
    allocatedResourceStatuses: { storage: step.status },
  };
  client.update('PersistentVolumeClaim', { ...stored, status } as never, { subresource: 'status' });
}

function finish({ client }: ControllerContext, claim: PersistentVolumeClaim, volume: PersistentVolume): void {
  const stored = client.get('PersistentVolumeClaim', claim.metadata.namespace, claim.metadata.name);
  if (!stored) return;
  const { allocatedResourceStatuses: _done, conditions: _old, ...rest } = stored.status ?? {};
  const conditions = withoutResize(stored);
  const storage = String(capacityOf(volume));
  const status = {
    ...rest,
    capacity: { ...rest.capacity, storage },
    ...(conditions.length > 0 && { conditions }),
  };
  client.update('PersistentVolumeClaim', { ...stored, status } as never, { subresource: 'status' });
}

function withoutResize({ status }: PersistentVolumeClaim) {
  return (status?.conditions ?? []).filter(({ type }) => type !== 'Resizing' && type !== 'FileSystemResizePending');
}
