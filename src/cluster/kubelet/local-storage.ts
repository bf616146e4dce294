/**
 * What a pod may write to its node's disk: the sizeLimit of an emptyDir, the ephemeral-storage limits of the pod and of each
 * container. In that order; the first that is exceeded is told. Volumes in memory are limited by the kernel, not here.
 */
import { type QuantityLike, quantityUnits } from '#api/meta/quantity.ts';
import type { Container } from '#container/container.ts';
import { byteLength } from '#container/files/layer.ts';
import { type ContainerSpec, containersOf, type Pod } from './pod-types.ts';
import type { MountedVolume } from './volume-manager.ts';

export function limitsLocalStorage(pod: Pod): boolean {
  return (
    (pod.spec?.volumes ?? []).some(
      ({ emptyDir }) => emptyDir?.sizeLimit !== undefined && emptyDir.medium !== 'Memory',
    ) || containersOf(pod).some((container) => limitOf(container) !== undefined)
  );
}

function limitOf(container: ContainerSpec): QuantityLike | undefined {
  return (container.resources as { readonly limits?: Readonly<Record<string, QuantityLike>> } | undefined)?.limits?.[
    'ephemeral-storage'
  ];
}

/** Writable layers, logs and emptyDir volumes that lie on the node's disk. */
export function localUsage(
  pod: Pod,
  volumes: ReadonlyMap<string, MountedVolume>,
  running: (container: string) => Container | undefined,
): number {
  const inVolumes = (pod.spec?.volumes ?? [])
    .filter(({ emptyDir }) => emptyDir && emptyDir.medium !== 'Memory')
    .reduce((sum, { name }) => sum + (volumes.get(name)?.layer.usedBytes ?? 0), 0);
  return containersOf(pod).reduce((sum, { name }) => sum + usageOf(running(name)), inVolumes);
}

function usageOf(container: Container | undefined): number {
  if (!container) return 0;
  return container.files.own.usedBytes + container.log.reduce((sum, line) => sum + byteLength(line.text), 0);
}

/** The message of the eviction; undefined while everything is within its limit. */
export function overLimit(
  pod: Pod,
  volumes: ReadonlyMap<string, MountedVolume>,
  running: (container: string) => Container | undefined,
): string | undefined {
  let inVolumes = 0;
  for (const { name, emptyDir } of pod.spec?.volumes ?? []) {
    if (!emptyDir || emptyDir.medium === 'Memory') continue;
    const used = volumes.get(name)?.layer.usedBytes ?? 0;
    inVolumes += used;
    const limit = emptyDir.sizeLimit as QuantityLike | undefined;
    if (limit !== undefined && used > quantityUnits(limit))
      return `Usage of EmptyDir volume "${name}" exceeds the limit "${limit}". `;
  }
  const usage = (container: ContainerSpec) => usageOf(running(container.name));
  const limits = containersOf(pod).map(limitOf);
  if (limits.every((limit) => limit !== undefined)) {
    const total = limits.reduce<number>((sum, limit) => sum + quantityUnits(limit), 0);
    const used = inVolumes + containersOf(pod).reduce((sum, container) => sum + usage(container), 0);
    if (used > total) return `Pod ephemeral local storage usage exceeds the total limit of containers ${total}. `;
  }
  for (const container of containersOf(pod)) {
    const limit = limitOf(container);
    if (limit !== undefined && usage(container) > quantityUnits(limit)) {
      return `Container ${container.name} exceeded its local ephemeral storage limit "${limit}". `;
    }
  }
  return undefined;
}
