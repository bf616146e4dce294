/**
 * What the containers of a node use of its processor and memory: what a metrics server tells autoscalers and `kubectl top`,
 * and what decides who is slowed down when the cores are short. Figures are of the moment: a program's own use, its requests'
 * and its leak; files in memory (tmpfs) count to the pod.
 */
import type { Container } from '#container/container.ts';
import type { PodUsage } from '../metrics.ts';
import { type CpuConsumer, shareCpu } from './cpu-shares.ts';
import type { DataPlane, RunningPod } from './data-plane.ts';

/** As a metrics server has it: looked at every 15 seconds, and not before a container has run as long. */
const windowMs = 15_000;

/** The cores that this container can have now, were it to want all of them. */
export function cpusFor(dataPlane: DataPlane, node: string, container: Container): number {
  const running = containersOn(dataPlane, node);
  const consumers = running.map((one) => consumer(one, one === container));
  const mine = running.indexOf(container);
  if (mine < 0) return container.limits.cpus;
  return (shareCpu(dataPlane.capacity(node).cpuMillis, consumers)[mine] ?? 0) / 1000;
}

/** Undefined while nothing of the pod has been measured. */
export function podUsage(
  dataPlane: DataPlane,
  now: { readonly nowMs: number; readonly startMs: number },
  namespace: string,
  name: string,
): PodUsage | undefined {
  const pod = dataPlane.pod(namespace, name);
  if (!pod) return undefined;
  const measuredMs = now.nowMs - ((now.nowMs - now.startMs) % windowMs);
  const running = [...pod.containers].filter(([, container]) => container.state === 'running');
  if (running.length === 0 || running.some(([, { startedAtMs }]) => startedAtMs + windowMs > measuredMs)) {
    return undefined;
  }
  const used = cpuUsed(dataPlane, pod.node);
  return {
    containers: running.map(([container, facts]) => ({
      name: container,
      cpuMillis: Math.round(used.get(facts) ?? 0),
      memoryBytes: facts.memoryBytes(),
    })),
    atMs: measuredMs,
    windowSeconds: windowMs / 1000,
  };
}

/** Working set of a pod: its programs and its files in memory. */
export function podMemoryBytes(pod: RunningPod): number {
  let bytes = 0;
  const seen = new Set<object>();
  for (const container of pod.containers.values()) {
    if (container.state === 'running') bytes += container.memoryBytes();
    for (const { layer } of container.files.mounts) {
      if (layer.kind !== 'tmpfs' || seen.has(layer)) continue;
      seen.add(layer);
      bytes += layer.usedBytes;
    }
  }
  return bytes;
}

function cpuUsed(dataPlane: DataPlane, node: string): ReadonlyMap<Container, number> {
  const running = containersOn(dataPlane, node);
  const given = shareCpu(
    dataPlane.capacity(node).cpuMillis,
    running.map((one) => consumer(one, false)),
  );
  return new Map(running.map((container, index) => [container, given[index] ?? 0]));
}

function consumer(container: Container, wantsAll: boolean): CpuConsumer {
  return {
    wantedMillis: wantsAll ? Number.POSITIVE_INFINITY : container.cpuWantedMillis(),
    shares: container.limits.cpuShares,
    limitMillis: container.limits.cpus * 1000,
  };
}

function containersOn(dataPlane: DataPlane, node: string): readonly Container[] {
  return dataPlane
    .podsOn(node)
    .flatMap((pod) => [...pod.containers.values()].filter((container) => container.state === 'running'));
}
