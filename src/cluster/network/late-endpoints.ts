/**
 * Endpoints as they have arrived at the nodes. Usually at once; while `propagation-delay` holds, every change of an
 * EndpointSlice is seen so many seconds after it was made, in the order in which they were made.
 *
 * Without kube-proxy nothing arrives until it is back.
 *
 * t=10 pod-a leaves the slice, delay 5 s: until t=15 the slice of before is what kube-proxy goes by.
 */
import type { EndpointSlice } from '#api/discovery/endpointslice.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import type { ControlPlane } from '../control-plane.ts';
import type { DataPlane } from '../kubelet/data-plane.ts';
import { endpointsIn, type ServiceEndpoint, slicesOf } from './service-endpoints.ts';

/** What a slice was before a change that has not arrived yet; undefined: it was not there. */
interface Before {
  readonly untilMs: number;
  readonly slice: EndpointSlice | undefined;
}

const serviceLabel = 'kubernetes.io/service-name';

export class LateEndpoints {
  readonly #client: ApiClient;
  readonly #clock: VirtualClock;
  /** By namespace and name of the slice, the oldest change first. */
  readonly #late = new Map<string, Before[]>();

  constructor(parts: {
    readonly client: ApiClient;
    readonly clock: VirtualClock;
    readonly dataPlane: DataPlane;
    readonly controlPlane: ControlPlane;
  }) {
    this.#client = parts.client;
    this.#clock = parts.clock;
    parts.client.watch('EndpointSlice', (event) => {
      const isProxied = parts.controlPlane.works('kube-proxy');
      const delayMs = isProxied ? (parts.dataPlane.propagationSeconds ?? 0) * 1000 : Number.POSITIVE_INFINITY;
      if (delayMs === 0) return;
      const { namespace = '', name } = event.object.metadata;
      const slice = event.type === 'ADDED' ? undefined : event.type === 'MODIFIED' ? event.old : event.object;
      const key = `${namespace}/${name}`;
      this.#late.set(key, [...(this.#late.get(key) ?? []), { untilMs: this.#clock.nowMs + delayMs, slice }]);
    });
    parts.controlPlane.onComeBack(() => {
      if (parts.controlPlane.works('kube-proxy')) this.#late.clear();
    });
  }

  of(namespace: string, service: string): readonly ServiceEndpoint[] {
    const now = slicesOf(this.#client, namespace, service);
    if (this.#late.size === 0) return endpointsIn(now);
    const shown = new Map<string, EndpointSlice | undefined>(
      now.map((slice) => [`${namespace}/${slice.metadata.name}`, slice]),
    );
    for (const [key, changes] of this.#late) {
      const waiting = changes.filter(({ untilMs }) => untilMs > this.#clock.nowMs);
      if (waiting.length === 0) this.#late.delete(key);
      else this.#late.set(key, waiting);
      const before = waiting[0];
      if (!before || !(shown.has(key) || isOf(before.slice, namespace, service))) continue;
      shown.set(key, before.slice);
    }
    return endpointsIn([...shown.values()].filter((slice) => slice !== undefined));
  }
}

function isOf(slice: EndpointSlice | undefined, namespace: string, service: string): boolean {
  return slice?.metadata.namespace === namespace && slice.metadata.labels?.[serviceLabel] === service;
}
