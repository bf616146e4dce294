/** What lies behind a path of a pod: the storage whose fate decides the data's fate. Shared by the checks on volumes. */
import type { Actor } from '../play/cast.ts';
import { containersOf } from '../play/cast.ts';
import type { Role } from '../scenario.ts';

export type Storage =
  /** A claim outlives its pods. */
  | { readonly kind: 'claim'; readonly name: string }
  /** A folder of the node: stays there, for whoever runs on that node. */
  | { readonly kind: 'host-path'; readonly name: string }
  /** emptyDir, the container's own layer and the like: gone with the pod. */
  | { readonly kind: 'fleeting'; readonly name: string };

/** The volume mounted at or above the path, with its mount; nothing where it is the container's own layer. */
export function volumeBehind(actor: Actor, role: Role, path: string) {
  const names = new Set(containersOf(actor, role));
  const containers = [...(actor.pod.spec.initContainers ?? []), ...actor.pod.spec.containers];
  const container = containers.find(({ name }) => names.has(name));
  const mounts = (container?.volumeMounts ?? []).filter(({ mountPath }) => isWithin(path, mountPath));
  // The longest mount wins: /var/lib/mysql over /var/lib.
  const mount = mounts.sort((a, b) => b.mountPath.length - a.mountPath.length)[0];
  const volume = mount && actor.pod.spec.volumes?.find(({ name }) => name === mount.name);
  return mount && volume ? { mount, volume } : undefined;
}

export function storageBehind(actor: Actor, role: Role, path: string): Storage {
  const { mount, volume } = volumeBehind(actor, role, path) ?? {};
  // Two pods with their own folder of one volume do not meet.
  const folder = mount?.subPath ? `/${mount.subPath}` : mount?.subPathExpr ? `/${actor.uid}` : '';
  if (volume?.persistentVolumeClaim)
    return { kind: 'claim', name: `${volume.persistentVolumeClaim.claimName}${folder}` };
  if (volume?.ephemeral) return { kind: 'fleeting', name: `${actor.uid}/${volume.name}` };
  if (volume?.hostPath)
    return { kind: 'host-path', name: `${actor.pod.spec.nodeName}:${volume.hostPath.path}${folder}` };
  return { kind: 'fleeting', name: `${actor.uid}/${volume?.name ?? ''}` };
}

function isWithin(path: string, folder: string): boolean {
  const base = folder.replace(/\/+$/, '');
  return path === base || path.startsWith(`${base}/`);
}
