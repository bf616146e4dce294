/**
 * Turns a pod's volumes into layers of files that its containers mount, and says why one cannot be mounted yet. What is
 * here decides what survives: an emptyDir lives with the pod, a hostPath with the node, a claim's disk with its volume.
 */

import { type QuantityLike, quantityMillis } from '#api/meta/quantity.ts';
import { fail, ok, type Result } from '#base/result.ts';
import type { Mount } from '#container/files/file-system.ts';
import { Layer } from '#container/files/layer.ts';
import { join, normalise } from '#container/files/paths.ts';
import type { SeededRandom } from '#simulation/seeded-random.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import { isAttached } from '../storage/attach-detach.ts';
import type { DataPlane } from './data-plane.ts';
import { type DownwardFacts, fieldOf, resourceFieldOf } from './downward-api.ts';
import { decodeBase64, expand } from './environment.ts';
import type { ContainerSpec, Pod, Volume } from './pod-types.ts';

export interface VolumeFacts {
  readonly pod: Pod;
  readonly client: ApiClient;
  readonly dataPlane: DataPlane;
  readonly node: string;
  readonly random: SeededRandom;
  readonly downward: DownwardFacts;
}

/** A volume set up on the node. `refresh` puts newer contents in place, for those made of API objects. */
export interface MountedVolume {
  readonly layer: Layer;
  readonly root: string;
  readonly readOnly: boolean;
  readonly device: string;
  readonly refresh?: () => void;
}

/** Why a volume is not there; `whole` errors speak of the pod and not of one volume. `attach`: nothing is wrong so far. */
export interface MountFailure {
  readonly kind: 'setup' | 'whole' | 'attach';
  readonly message: string;
}

export function setUpVolume(volume: Volume, facts: VolumeFacts): Result<MountedVolume, MountFailure> {
  const { pod, dataPlane, node } = facts;
  const setup = (message: string) => fail({ kind: 'setup' as const, message });
  if (volume.emptyDir) {
    const isMemory = volume.emptyDir.medium === 'Memory';
    const limit =
      volume.emptyDir.sizeLimit === undefined
        ? Number.POSITIVE_INFINITY
        : quantityMillis(volume.emptyDir.sizeLimit as QuantityLike) / 1000;
    const layer = isMemory
      ? new Layer({ kind: 'tmpfs', mode: 0o777, capacityBytes: Math.min(limit, memoryLimit(pod)) })
      : dataPlane.podDirectory(node, pod.metadata.uid, volume.name);
    return ok(owned(pod, { layer, root: '/', readOnly: false, device: isMemory ? 'tmpfs' : '/dev/vda1' }));
  }
  if (volume.hostPath) return hostPath(dataPlane.nodeRoot(node), volume.hostPath.path, volume.hostPath.type ?? '');
  if (volume.configMap || volume.secret || volume.projected || volume.downwardAPI) {
    const files = contents(volume, facts);
    if (!files.ok) return setup(files.error);
    const layer = new Layer({ kind: volume.configMap ? 'ext4' : 'tmpfs' });
    let version = 0;
    let shown = '';
    const write = (entries: readonly ContentFile[]) => {
      const text = JSON.stringify(entries);
      if (text === shown) return;
      shown = text;
      // The files of before stay where they are: a subPath that was bound to one of them goes on showing it.
      for (const name of [...layer.names('/')]) if (!name.startsWith('..')) layer.remove(`/${name}`);
      const directory = `/..data_${++version}`;
      for (const { path, content, mode } of entries)
        layer.write(join(directory, path), content, {
          mode,
          ...(pod.spec?.securityContext?.fsGroup === undefined ? {} : { gid: pod.spec.securityContext.fsGroup }),
        });
      layer.set('/..data', { type: 'symlink', target: directory.slice(1), mode: 0o777, uid: 0, gid: 0, modifiedMs: 0 });
      for (const name of new Set(entries.map(({ path }) => path.split('/')[0] as string)))
        layer.set(`/${name}`, {
          type: 'symlink',
          target: `..data/${name}`,
          mode: 0o777,
          uid: 0,
          gid: 0,
          modifiedMs: 0,
        });
    };
    write(files.value);
    const refresh = () => {
      const now = contents(volume, facts);
      if (now.ok) write(now.value); // an object that was deleted leaves the last contents in place
    };
    return ok({ layer, root: '/', readOnly: true, device: volume.configMap ? '/dev/vda1' : 'tmpfs', refresh });
  }
  if (volume.persistentVolumeClaim)
    return claim(
      volume.persistentVolumeClaim.claimName,
      volume.persistentVolumeClaim.readOnly ?? false,
      volume.name,
      facts,
    );
  if (volume.ephemeral) return claim(`${pod.metadata.name}-${volume.name}`, false, volume.name, facts);
  if (volume.nfs)
    return ok({
      layer: dataPlane.disk(`nfs ${volume.nfs.server}`),
      root: directoryIn(dataPlane.disk(`nfs ${volume.nfs.server}`), volume.nfs.path),
      readOnly: volume.nfs.readOnly ?? false,
      device: `${volume.nfs.server}:${volume.nfs.path}`,
    });
  if (volume.iscsi)
    return ok(
      owned(pod, {
        layer: dataPlane.disk(`iscsi ${volume.iscsi.iqn} ${volume.iscsi.lun}`),
        root: '/',
        readOnly: volume.iscsi.readOnly ?? false,
        device: '/dev/sdb',
      }),
    );
  const image = (volume as { readonly image?: { readonly reference?: string } }).image;
  if (image) {
    const layer = dataPlane.imageLayer(dataPlane.images.find(image.reference ?? ''));
    return ok({ layer, root: '/', readOnly: true, device: 'overlay' });
  }
  // Volumes of clouds and drivers: a disk of its own by what names it.
  const source = Object.entries(volume).find(([key]) => key !== 'name');
  return ok(
    owned(pod, {
      layer: dataPlane.disk(source ? JSON.stringify(source) : `${pod.metadata.uid} ${volume.name}`),
      root: '/',
      readOnly: false,
      device: '/dev/sdb',
    }),
  );
}

function memoryLimit(pod: Pod): number {
  const limits = (pod.spec?.containers ?? []).map(
    (container) =>
      (container.resources as { readonly limits?: Record<string, unknown> } | undefined)?.limits?.['memory'],
  );
  if (limits.some((limit) => limit === undefined)) return Number.POSITIVE_INFINITY;
  return limits.reduce<number>((sum, limit) => sum + quantityMillis(limit as QuantityLike) / 1000, 0);
}

/** fsGroup owns the volume's root, whose set-group-ID bit hands the group on to what is made in it. */
function owned(pod: Pod, volume: MountedVolume): MountedVolume {
  const group = pod.spec?.securityContext?.fsGroup;
  const node = volume.layer.nodes.get(volume.root);
  if (group !== undefined && node?.type === 'directory')
    volume.layer.set(volume.root, { ...node, gid: group, mode: node.mode | 0o2070 });
  return volume;
}

function directoryIn(layer: Layer, path: string): string {
  const root = normalise(path);
  layer.makeDirectories(root, { mode: 0o777 });
  return root;
}

const typeWords: Readonly<Record<string, string>> = {
  Directory: 'a directory',
  File: 'a file',
  FileOrCreate: 'a file',
  DirectoryOrCreate: 'a directory',
  Socket: 'a socket file',
  CharDevice: 'a character device',
  BlockDevice: 'a block device',
};

function hostPath(root: Layer, given: string, type: string): Result<MountedVolume, MountFailure> {
  const path = normalise(given);
  const node = root.nodes.get(path);
  if (!node) {
    if (type === 'FileOrCreate') root.write(path, '');
    else if (type === '' || type === 'DirectoryOrCreate') root.makeDirectories(path);
  }
  const now = root.nodes.get(path);
  const wanted = type.startsWith('File')
    ? 'file'
    : type.startsWith('Directory')
      ? 'directory'
      : type === 'Socket'
        ? 'socket'
        : type === ''
          ? now?.type
          : 'device';
  if (!now || now.type !== wanted)
    return fail({
      kind: 'setup',
      message: `hostPath type check failed: ${given} is not ${typeWords[type] ?? 'there'}`,
    });
  return ok({ layer: root, root: path, readOnly: false, device: '/dev/vda1' });
}

function claim(
  name: string,
  readOnly: boolean,
  volumeName: string,
  facts: VolumeFacts,
): Result<MountedVolume, MountFailure> {
  const { client, pod, dataPlane, node } = facts;
  const namespace = pod.metadata.namespace ?? 'default';
  const whole = (reason: string) =>
    fail({
      kind: 'whole' as const,
      message: `Unable to attach or mount volumes: unmounted volumes=[${volumeName}], unattached volumes=[], failed to process volumes=[${volumeName}]: error processing PVC ${namespace}/${name}: ${reason}`,
    });
  const found = client.get('PersistentVolumeClaim', namespace, name);
  if (!found) return whole(`failed to fetch PVC from API server: persistentvolumeclaims "${name}" not found`);
  if (found.metadata.deletionTimestamp !== undefined) return whole('PVC is being deleted');
  const persistentVolume = found.spec?.volumeName
    ? client.get('PersistentVolume', undefined, found.spec.volumeName)
    : undefined;
  if (!persistentVolume || found.status?.phase !== 'Bound') return whole('PVC is not bound');
  if (!isAttached(client, persistentVolume, node)) {
    const message = `Unable to attach or mount volumes: unmounted volumes=[${volumeName}], unattached volumes=[], failed to process volumes=[]: timed out waiting for the condition`;
    return fail({ kind: 'attach', message });
  }
  const spec = persistentVolume.spec;
  if (spec?.hostPath || spec?.local) {
    const mounted = hostPath(
      dataPlane.nodeRoot(node),
      spec.hostPath?.path ?? spec.local?.path ?? '/',
      spec.hostPath ? (spec.hostPath.type ?? '') : '',
    );
    if (!mounted.ok) return mounted;
    const root = mounted.value.layer.nodes.get(mounted.value.root);
    if (root?.type === 'directory') mounted.value.layer.set(mounted.value.root, { ...root, mode: 0o777 });
    return ok(owned(pod, { ...mounted.value, readOnly }));
  }
  if (spec?.nfs)
    return ok({
      layer: dataPlane.disk(`nfs ${spec.nfs.server}`),
      root: directoryIn(dataPlane.disk(`nfs ${spec.nfs.server}`), spec.nfs.path),
      readOnly: readOnly || (spec.nfs.readOnly ?? false),
      device: `${spec.nfs.server}:${spec.nfs.path}`,
    });
  return ok(
    owned(pod, {
      layer: dataPlane.disk(`pv ${persistentVolume.metadata.uid}`),
      root: '/',
      readOnly,
      device: '/dev/sdb',
    }),
  );
}

interface ContentFile {
  readonly path: string;
  readonly content: string;
  readonly mode: number;
}

interface KeyToPath {
  readonly key: string;
  readonly path: string;
  readonly mode?: number;
}

/** The error is what follows `MountVolume.SetUp failed for volume "x" : `. */
function contents(volume: Volume, facts: VolumeFacts): Result<readonly ContentFile[], string> {
  const { configMap, secret, downwardAPI, projected } = volume;
  if (configMap)
    return fromObject(
      'ConfigMap',
      configMap.name ?? '',
      configMap.items,
      configMap.optional ?? false,
      configMap.defaultMode ?? 0o644,
      facts,
    );
  if (secret)
    return fromObject(
      'Secret',
      secret.secretName ?? '',
      secret.items,
      secret.optional ?? false,
      secret.defaultMode ?? 0o644,
      facts,
    );
  if (downwardAPI) return ok(fromDownward(downwardAPI.items ?? [], downwardAPI.defaultMode ?? 0o644, facts));
  const all: ContentFile[] = [];
  const mode = projected?.defaultMode ?? 0o644;
  for (const source of projected?.sources ?? []) {
    if (source.configMap || source.secret) {
      const one = (source.configMap ?? source.secret) as {
        readonly name?: string;
        readonly items?: readonly KeyToPath[];
        readonly optional?: boolean;
      };
      const files = fromObject(
        source.configMap ? 'ConfigMap' : 'Secret',
        one.name ?? '',
        one.items,
        one.optional ?? false,
        mode,
        facts,
      );
      if (!files.ok) return files;
      all.push(...files.value);
    } else if (source.downwardAPI) all.push(...fromDownward(source.downwardAPI.items ?? [], mode, facts));
    else if (source.serviceAccountToken)
      all.push({
        path: source.serviceAccountToken.path,
        content: `token-of-${facts.pod.spec?.serviceAccountName ?? 'default'}`,
        mode,
      });
  }
  return ok(all);
}

function fromObject(
  kind: 'ConfigMap' | 'Secret',
  name: string,
  items: readonly KeyToPath[] | undefined,
  optional: boolean,
  mode: number,
  { client, pod }: VolumeFacts,
): Result<readonly ContentFile[], string> {
  const object = client.get(kind, pod.metadata.namespace ?? 'default', name);
  if (!object) return optional ? ok([]) : fail(`${kind.toLowerCase()} "${name}" not found`);
  const data = new Map(
    Object.entries((object.data ?? {}) as Readonly<Record<string, string>>).map(([key, value]) => [
      key,
      kind === 'Secret' ? decodeBase64(value) : value,
    ]),
  );
  if (kind === 'ConfigMap')
    for (const [key, value] of Object.entries(
      ('binaryData' in object ? (object.binaryData as Readonly<Record<string, string>> | undefined) : undefined) ?? {},
    ))
      data.set(key, decodeBase64(value));
  if (!items) return ok([...data].map(([path, content]) => ({ path, content, mode })));
  const files: ContentFile[] = [];
  for (const item of items) {
    const content = data.get(item.key);
    if (content === undefined) {
      if (optional) continue;
      return fail(
        kind === 'ConfigMap'
          ? `configmap references non-existent config key: ${item.key}`
          : `references non-existent secret key: ${item.key}`,
      );
    }
    files.push({ path: item.path, content, mode: item.mode ?? mode });
  }
  return ok(files);
}

interface DownwardItem {
  readonly path: string;
  readonly mode?: number;
  readonly fieldRef?: { readonly fieldPath: string };
  readonly resourceFieldRef?: {
    readonly resource: string;
    readonly containerName?: string;
    readonly divisor?: unknown;
  };
}

function fromDownward(items: readonly DownwardItem[], mode: number, { downward }: VolumeFacts): ContentFile[] {
  return items.map((item) => ({
    path: item.path,
    content: item.fieldRef
      ? (fieldOf(item.fieldRef.fieldPath, downward) ?? '')
      : item.resourceFieldRef
        ? resourceFieldOf(item.resourceFieldRef, downward)
        : '',
    mode: item.mode ?? mode,
  }));
}

/** What a container mounts; the error is the message of CreateContainerConfigError. */
export function containerMounts(
  container: ContainerSpec,
  volumes: ReadonlyMap<string, MountedVolume>,
  environment: ReadonlyMap<string, string>,
): Result<readonly Mount[], string> {
  const mounts: Mount[] = [];
  for (const mount of container.volumeMounts ?? []) {
    const volume = volumes.get(mount.name);
    if (!volume) return fail(`cannot find volume "${mount.name}" to mount into container "${container.name}"`);
    const given = mount.subPath ?? expand(mount.subPathExpr ?? '', (name) => environment.get(name));
    if (given.startsWith('/')) return fail(`error SubPath \`${given}\` must not be an absolute path`);
    let inner = given === '' ? volume.root : join(volume.root, given);
    if (given !== '') {
      inner = followed(volume.layer, inner);
      // What is not there becomes a directory, also in a volume of a ConfigMap: the kubelet makes it, not the container.
      if (!volume.layer.nodes.has(inner)) volume.layer.makeDirectories(inner, { mode: 0o755 });
    }
    mounts.push({
      path: normalise(mount.mountPath),
      layer: volume.layer,
      subPath: inner,
      readOnly: volume.readOnly || (mount.readOnly ?? false),
      device: volume.device,
    });
  }
  return ok(mounts);
}

/** Volumes of API objects are made of links into `..data`; a subPath is bound to the file behind them, for good. */
function followed(layer: Layer, path: string): string {
  let at = '/';
  for (const name of path.split('/').filter(Boolean)) {
    const next = join(at, name);
    const node = layer.nodes.get(next);
    at = node?.type === 'symlink' ? followed(layer, join(at, node.target)) : next;
  }
  return at;
}
