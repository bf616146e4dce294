/**
 * The Leases by which kubelets say that they live: one a node in `kube-node-lease`, renewed every ten seconds. Nobody in the
 * cluster waits for a renewal (the node lifecycle controller is told of the silence itself, see heartbeats.ts), so they cost
 * no events: what was renewed meanwhile is written when somebody may look, and when a node falls silent or speaks again.
 */
import type { KubernetesObject } from '#api/meta/object.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { ApiClient } from './apiserver/api-client.ts';
import type { ControlPlane } from './control-plane.ts';
import type { Heartbeats } from './heartbeats.ts';

const namespace = 'kube-node-lease';
const renewEveryMs = 10_000;
const leaseDurationSeconds = 40;

export interface NodeLeasesParts {
  readonly client: ApiClient;
  readonly clock: VirtualClock;
  readonly controlPlane: ControlPlane;
  readonly heartbeats: Heartbeats;
}

export class NodeLeases {
  readonly #parts: NodeLeasesParts;
  /** Since when each node has renewed its lease without a break. */
  readonly #sinceMs = new Map<string, number>();

  constructor(parts: NodeLeasesParts) {
    this.#parts = parts;
    const { client, clock, controlPlane, heartbeats } = parts;
    heartbeats.onChange((nodeName, isHeard) => {
      if (!isHeard) this.#renew(nodeName);
      this.#sinceMs.set(nodeName, clock.nowMs);
      if (isHeard) this.#renew(nodeName);
    });
    // The garbage collector would do it, but it does not follow what changes every ten seconds.
    client.watch('Node', ({ type, object: { metadata } }) => {
      if (type !== 'DELETED') return;
      this.#sinceMs.delete(metadata.name);
      client.delete('Lease', namespace, metadata.name);
    });
    controlPlane.onComeBack(() => {
      for (const nodeName of this.#sinceMs.keys()) this.#sinceMs.set(nodeName, clock.nowMs);
    });
  }

  /** The node owns its lease, so that the lease goes with it. */
  enter({ apiVersion, kind, metadata: { name, uid } }: KubernetesObject): void {
    const { client, clock } = this.#parts;
    this.#sinceMs.set(name, clock.nowMs);
    client.create('Lease', {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name, namespace, ownerReferences: [{ apiVersion, kind, name, uid }] },
      spec: { holderIdentity: name, leaseDurationSeconds, renewTime: this.#lastRenewal(name) },
    });
  }

  bringUpToDate(): void {
    const { controlPlane, heartbeats } = this.#parts;
    if (!controlPlane.isUp) return;
    for (const nodeName of this.#sinceMs.keys()) if (heartbeats.isHeard(nodeName)) this.#renew(nodeName);
  }

  #renew(nodeName: string): void {
    const { client } = this.#parts;
    const lease = client.get('Lease', namespace, nodeName);
    const renewTime = this.#lastRenewal(nodeName);
    if (!lease || lease.spec?.renewTime === renewTime) return;
    client.update('Lease', { ...lease, spec: { ...lease.spec, renewTime } });
  }

  /** `2026-01-05T00:01:20.000000Z` for a node that came at 00:00:00 and is asked at 00:01:27. */
  #lastRenewal(nodeName: string): string {
    const { clock } = this.#parts;
    const sinceMs = this.#sinceMs.get(nodeName) ?? clock.nowMs;
    const atMs = clock.nowMs - ((clock.nowMs - sinceMs) % renewEveryMs);
    return `${new Date(atMs).toISOString().slice(0, -1)}000Z`;
  }
}
