/**
 * Brings disks to the nodes where pods need them. A disk that only one node may have (ReadWriteOnce) waits until the other
 * node has let go of it: as long as a pod there holds it, and for a node that does not answer six minutes more, since
 * nobody can say whether it still writes. That is the Multi-Attach error, and why a replacement may take twelve minutes.
 */
import type { PersistentVolume } from '#api/core/persistentvolume/persistentvolume.ts';
import type { Pod } from '#api/core/pod.ts';
import type { VolumeAttachment } from '#api/storage/volumeattachment.ts';
import { sha256 } from '#container/commands/digest.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import type { Controller, ControllerContext } from '../controllers/controller.ts';
import { isFinished } from '../controllers/pod-state.ts';

const source = 'attachdetach-controller';
const attachMs = 1_000;
const detachMs = 1_000;
const forceDetachMs = 360_000;
const outOfService = 'node.kubernetes.io/out-of-service';

/** Who attaches this volume; undefined for one that needs no attaching (a directory, a network share). */
function attacherOf({ spec }: PersistentVolume): string | undefined {
  if (spec?.csi) return spec.csi.driver;
  if (spec?.gcePersistentDisk) return 'pd.csi.storage.gke.io';
  if (spec?.awsElasticBlockStore) return 'ebs.csi.aws.com';
  if (spec?.azureDisk) return 'disk.csi.azure.com';
  return undefined;
}

/** The SHA-256 of disk, driver and node, as the real attacher names it. */
function attachmentName(volume: PersistentVolume, node: string): string {
  const disk = volume.spec?.csi?.volumeHandle ?? volume.metadata.name;
  return `csi-${sha256(new TextEncoder().encode(disk + attacherOf(volume) + node))}`;
}

/** Whether a volume can be mounted on the node now, as far as attaching goes. */
export function isAttached(client: ApiClient, volume: PersistentVolume, node: string): boolean {
  if (attacherOf(volume) === undefined) return true;
  const attachment = client.get('VolumeAttachment', undefined, attachmentName(volume, node));
  return attachment?.status?.attached === true && attachment.metadata.deletionTimestamp === undefined;
}

export const attachDetachController: Controller = {
  name: 'persistentvolume-attach-detach-controller',
  start(context) {
    const { client } = context;
    const reported = new Set<string>();
    const unwantedSince = new Map<string, number>();
    const queue = context.queue((name) => {
      const waitMs = new Sync(context, name, reported, unwantedSince).run();
      if (waitMs !== undefined) queue.addAfter(name, waitMs);
    });
    const queueVolumesOf = (pod: Pod) => {
      for (const name of volumesOf(client, pod)) queue.add(name);
    };
    client.watch('Pod', (event) => {
      const { object } = event;
      // A claim may be gone with its pod: then the volume is found by its attachments.
      if (event.type === 'DELETED' || isFinished(object)) {
        for (const { spec } of client.list('VolumeAttachment')) {
          if (spec.nodeName === object.spec.nodeName) queue.add(spec.source.persistentVolumeName ?? '');
        }
      } else if (object.spec.nodeName && (event.type === 'ADDED' || event.old.spec.nodeName !== object.spec.nodeName)) {
        queueVolumesOf(object);
      }
    });
    client.watch('PersistentVolumeClaim', ({ object }) => {
      if (object.spec?.volumeName) queue.add(object.spec.volumeName);
    });
    client.watch('VolumeAttachment', ({ object }) => queue.add(object.spec.source.persistentVolumeName ?? ''));
    client.watch('Node', (event) => {
      const before = event.type === 'MODIFIED' ? event.old : undefined;
      if (isOut(event.object) === isOut(before) && event.type !== 'DELETED') return;
      for (const { spec } of client.list('VolumeAttachment')) {
        if (spec.nodeName === event.object.metadata.name) queue.add(spec.source.persistentVolumeName ?? '');
      }
    });
  },
};

interface WithTaints {
  readonly spec?: { readonly taints?: readonly { readonly key: string }[] };
}

function isOut(node: WithTaints | undefined): boolean {
  return node?.spec?.taints?.some(({ key }) => key === outOfService) ?? false;
}

function volumesOf(client: ApiClient, { metadata, spec }: Pod): readonly string[] {
  return (spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    const claim = persistentVolumeClaim?.claimName ?? (ephemeral ? `${metadata.name}-${name}` : undefined);
    const found = claim === undefined ? undefined : client.get('PersistentVolumeClaim', metadata.namespace, claim);
    return found?.spec?.volumeName ? [found.spec.volumeName] : [];
  });
}

class Sync {
  readonly #context: ControllerContext;
  readonly #name: string;
  /** Multi-Attach errors told already: `volume node`. */
  readonly #reported: Set<string>;
  readonly #unwantedSince: Map<string, number>;

  constructor(context: ControllerContext, name: string, reported: Set<string>, unwantedSince: Map<string, number>) {
    this.#context = context;
    this.#name = name;
    this.#reported = reported;
    this.#unwantedSince = unwantedSince;
  }

  /** When to look again. */
  run(): number | undefined {
    const { client } = this.#context;
    const attachments = client
      .list('VolumeAttachment')
      .filter(({ spec }) => spec.source.persistentVolumeName === this.#name);
    const volume = client.get('PersistentVolume', undefined, this.#name);
    const attacher = volume && attacherOf(volume);
    const users = volume && attacher !== undefined ? this.#users(volume) : new Map<string, readonly Pod[]>();
    let waitMs: number | undefined;
    for (const attachment of attachments) {
      const { nodeName } = attachment.spec;
      if (users.has(nodeName)) this.#unwantedSince.delete(this.#key(nodeName));
      else waitMs = this.#detach(attachment) ?? waitMs;
    }
    if (!volume || attacher === undefined) return waitMs;
    for (const [node, pods] of users) {
      if (attachments.some(({ spec }) => spec.nodeName === node)) continue;
      const elsewhere = attachments.filter(({ spec }) => spec.nodeName !== node);
      if (isExclusive(volume) && elsewhere.length > 0) this.#refuse(volume, node, pods, elsewhere, users);
      else {
        this.#attach(volume, attacher, node);
        if (isExclusive(volume)) return waitMs; // the others must wait for this one
      }
    }
    return waitMs;
  }

  #key(node: string): string {
    return `${this.#name} ${node}`;
  }

  /** Pods that need the volume, by node; one that is ending still does. */
  #users(volume: PersistentVolume): ReadonlyMap<string, readonly Pod[]> {
    const { client } = this.#context;
    const { claimRef } = volume.spec ?? {};
    const users = new Map<string, Pod[]>();
    for (const pod of client.list('Pod', { namespace: claimRef?.namespace ?? '' })) {
      const { nodeName } = pod.spec;
      if (!nodeName || isFinished(pod) || !volumesOf(client, pod).includes(this.#name)) continue;
      users.set(nodeName, [...(users.get(nodeName) ?? []), pod]);
    }
    return users;
  }

  #attach(volume: PersistentVolume, attacher: string, nodeName: string): void {
    const { client } = this.#context;
    this.#reported.delete(this.#key(nodeName));
    const name = attachmentName(volume, nodeName);
    const created = client.create('VolumeAttachment', {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'VolumeAttachment',
      metadata: { name },
      spec: { attacher, nodeName, source: { persistentVolumeName: volume.metadata.name } },
    });
    if (!created.ok) return;
    this.#context.after(attachMs, () => {
      const found = client.get('VolumeAttachment', undefined, name);
      if (found?.metadata.uid !== created.value.metadata.uid) return;
      client.update('VolumeAttachment', { ...found, status: { attached: true } }, { subresource: 'status' });
      for (const pod of this.#users(volume).get(nodeName) ?? []) {
        const message = `AttachVolume.Attach succeeded for volume "${this.#name}" `;
        this.#say(pod, 'Normal', 'SuccessfulAttachVolume', message);
      }
    });
  }

  /** At once where the kubelet has let go of it; from a node that does not answer after six minutes, or when told to. */
  #detach({ metadata, spec }: VolumeAttachment): number | undefined {
    const { client, clock } = this.#context;
    const key = this.#key(spec.nodeName);
    const since = this.#unwantedSince.get(key) ?? clock.nowMs;
    this.#unwantedSince.set(key, since);
    const node = client.get('Node', undefined, spec.nodeName);
    const answers =
      node?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
    const needMs = !node || isOut(node) ? 0 : answers ? detachMs : forceDetachMs;
    const leftMs = since + needMs - clock.nowMs;
    if (leftMs > 0) return leftMs;
    this.#unwantedSince.delete(key);
    client.delete('VolumeAttachment', undefined, metadata.name);
    return undefined;
  }

  /** Said once, until it works. */
  #refuse(
    volume: PersistentVolume,
    node: string,
    pods: readonly Pod[],
    elsewhere: readonly VolumeAttachment[],
    users: ReadonlyMap<string, readonly Pod[]>,
  ): void {
    const key = this.#key(node);
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    const holders = elsewhere.flatMap(({ spec }) => users.get(spec.nodeName) ?? []).map((pod) => pod.metadata.name);
    const why =
      holders.length === 0
        ? "Volume is already exclusively attached to one node and can't be attached to another"
        : `Volume is already used by pod(s) ${holders.join(', ')}`;
    const message = `Multi-Attach error for volume "${volume.metadata.name}" ${why}`;
    for (const pod of pods) this.#say(pod, 'Warning', 'FailedAttachVolume', message);
  }

  #say(pod: Pod, type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.#context.events.record({ object: pod, type, reason, message, source });
  }
}

function isExclusive({ spec }: PersistentVolume): boolean {
  const modes = spec?.accessModes ?? [];
  return modes.length > 0 && modes.every((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod');
}
