/** What the parts of one kubelet share. */
import type { Outside } from '#container/network-namespace.ts';
import type { SeededRandom } from '#simulation/seeded-random.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import type { Source } from '../network/cluster-network.ts';
import type { ObjectName, Trace } from '../trace.ts';
import type { DataPlane } from './data-plane.ts';
import type { DownwardFacts } from './downward-api.ts';
import type { ImageManager } from './image-manager.ts';
import type { ContainerSpec, Pod } from './pod-types.ts';

export interface KubeletContext {
  readonly client: ApiClient;
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  readonly trace: Trace;
  readonly node: string;
  readonly dataPlane: DataPlane;
  readonly images: ImageManager;
  /** Records an Event on the pod, on one of its containers where given. */
  say(pod: Pod, type: 'Normal' | 'Warning', reason: string, message: string, container?: ContainerSpec): void;
  sayOfNode(type: 'Normal' | 'Warning', reason: string, message: string): void;
  nameOf(pod: Pod): ObjectName;
  /** 64 hexadecimal digits, as containers and execs are named. */
  newId(): string;
  /** The cluster's network as this pod sees it. */
  outside(source: Source): Outside;
  downward(pod: Pod, podIp: string): DownwardFacts;
}
