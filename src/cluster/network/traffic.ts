/**
 * Requests to a Service as a rate, counted exactly and not one by one: between two changes of the cluster every request has
 * the same chances, so that an hour of a thousand requests a second costs as much as its changes. For every stretch of time
 * it says which share was served and why the rest was not.
 *
 * kube-proxy hears of an endpoint a moment late: a pod that stops at once still gets its share for that long.
 */
import type { Reply, Request } from '#container/network-namespace.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import type { DataPlane } from '../kubelet/data-plane.ts';
import { usableEndpoints } from './kube-proxy.ts';
import { endpointsOf, type ServiceEndpoint } from './service-endpoints.ts';

export interface TrafficOptions {
  readonly namespace: string;
  readonly service: string;
  /** The Service's port; its only one when absent. */
  readonly port?: number;
  /** Of HTTP requests; for other protocols a connection is enough. */
  readonly path?: string;
  readonly requestsPerSecond: number;
  /** How late kube-proxy hears of endpoints. */
  readonly propagationSeconds?: number;
  /** What is sent to a server of another protocol, a query of a database for instance. */
  readonly request?: Request;
}

/** Why a request was not served. */
export type TrafficFailure = 'no-service' | 'no-endpoints' | 'refused' | 'timeout' | `status ${number}` | 'error';

export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly requests: number;
  readonly served: number;
  readonly failed: Readonly<Record<string, number>>;
}

export interface TrafficTotal {
  readonly requests: number;
  readonly served: number;
  readonly failed: Readonly<Record<string, number>>;
}

export class Traffic {
  readonly stretches: Stretch[] = [];
  readonly #parts: { readonly client: ApiClient; readonly clock: VirtualClock; readonly dataPlane: DataPlane };
  readonly #options: TrafficOptions;
  readonly #stops: (() => void)[] = [];
  #endpoints: readonly ServiceEndpoint[] = [];
  #shares: ReadonlyMap<'served' | TrafficFailure, number> = new Map();
  #sinceMs: number;
  #looking = false;
  #stopped = false;

  constructor(
    parts: { readonly client: ApiClient; readonly clock: VirtualClock; readonly dataPlane: DataPlane },
    options: TrafficOptions,
  ) {
    this.#parts = parts;
    this.#options = options;
    const { client, clock, dataPlane } = parts;
    this.#sinceMs = clock.nowMs;
    this.#endpoints = this.#usable();
    this.#shares = this.#outcome();
    const delayMs = (options.propagationSeconds ?? 1) * 1000;
    const isOurs = (labels: Readonly<Record<string, string>> | undefined) =>
      labels?.['kubernetes.io/service-name'] === options.service;
    this.#stops.push(
      dataPlane.onChange(() => this.#lookAgain()),
      client.watch(
        'EndpointSlice',
        ({ object }) => {
          if (!isOurs(object.metadata.labels)) return;
          const endpoints = this.#usable(); // as they are now: that is what arrives
          clock.after(delayMs, () => {
            this.#endpoints = endpoints;
            this.#lookAgain();
          });
        },
        { namespace: options.namespace },
      ),
    );
  }

  /** Counts up to now and sums up, from a time on when one is given. */
  total(fromMs = 0): TrafficTotal {
    this.#count();
    const failed: Record<string, number> = {};
    let requests = 0;
    let served = 0;
    for (const stretch of this.stretches) {
      const from = Math.max(stretch.fromMs, fromMs);
      if (from >= stretch.toMs) continue;
      const share = (stretch.toMs - from) / (stretch.toMs - stretch.fromMs);
      requests += stretch.requests * share;
      served += stretch.served * share;
      for (const [reason, count] of Object.entries(stretch.failed))
        failed[reason] = (failed[reason] ?? 0) + count * share;
    }
    return { requests, served, failed };
  }

  stop(): void {
    this.#count();
    this.#stopped = true;
    for (const stop of this.#stops) stop();
  }

  /** Several changes of one instant are looked at once, when they are all through. */
  #lookAgain(): void {
    if (this.#looking || this.#stopped) return;
    this.#looking = true;
    this.#parts.clock.after(0, () => {
      this.#looking = false;
      if (this.#stopped) return;
      const shares = this.#outcome();
      if (same(shares, this.#shares)) return;
      this.#count();
      this.#shares = shares;
    });
  }

  #count(): void {
    const now = this.#parts.clock.nowMs;
    if (now === this.#sinceMs || this.#stopped) return;
    const requests = (this.#options.requestsPerSecond * (now - this.#sinceMs)) / 1000;
    const failed: Record<string, number> = {};
    for (const [what, share] of this.#shares) if (what !== 'served') failed[what] = requests * share;
    const startMs = this.#parts.clock.startMs;
    this.stretches.push({
      fromMs: this.#sinceMs - startMs,
      toMs: now - startMs,
      requests,
      served: requests * (this.#shares.get('served') ?? 0),
      failed,
    });
    this.#sinceMs = now;
  }

  #usable(): readonly ServiceEndpoint[] {
    return usableEndpoints(endpointsOf(this.#parts.client, this.#options.namespace, this.#options.service));
  }

  #outcome(): ReadonlyMap<'served' | TrafficFailure, number> {
    const { client } = this.#parts;
    const service = client.get('Service', this.#options.namespace, this.#options.service);
    const port = service?.spec?.ports?.find(
      (one) => this.#options.port === undefined || one.port === this.#options.port,
    );
    if (!service || !port) return new Map([['no-service', 1]]);
    const targets = this.#endpoints.filter(({ ports }) => ports.has(port.name ?? ''));
    if (targets.length === 0) return new Map([['no-endpoints', 1]]);
    const shares = new Map<'served' | TrafficFailure, number>();
    for (const { address, ports } of targets) {
      const what = this.#ask(address, ports.get(port.name ?? '') ?? 0);
      shares.set(what, (shares.get(what) ?? 0) + 1 / targets.length);
    }
    return shares;
  }

  #ask(address: string, port: number): 'served' | TrafficFailure {
    const pod = this.#parts.dataPlane.at(address);
    if (!pod) return 'timeout';
    const connection = pod.network.accept(port);
    if (connection.kind !== 'connected') return connection.kind === 'timeout' ? 'timeout' : 'refused';
    const { listener } = connection;
    if (this.#options.request === undefined && listener.protocol !== 'http') return 'served';
    const request: Request = this.#options.request ?? {
      protocol: 'http',
      method: 'GET',
      path: this.#options.path ?? '/',
      host: this.#options.service,
      body: '',
      headers: {},
    };
    return outcomeOf(listener.reply(request));
  }
}

/** So long a client waits for an answer. */
const patienceMs = 10_000;

function outcomeOf(reply: Reply): 'served' | TrafficFailure {
  if (reply.kind === 'silence') return 'timeout';
  if (reply.kind === 'closed') return 'error';
  if ((reply.afterMs ?? 0) > patienceMs) return 'timeout';
  if (reply.ok) return 'served';
  return reply.status >= 400 && reply.status < 600 ? `status ${reply.status}` : 'error';
}

function same(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
  return one.size === other.size && [...one].every(([what, share]) => other.get(what) === share);
}
