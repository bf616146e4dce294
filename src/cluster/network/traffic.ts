/**
 * Requests to a Service as a rate, counted exactly and not one by one: between two changes of the cluster every request has
 * the same chances, so that an hour of a thousand requests a second costs as much as its changes. For every stretch of time
 * it says which share was served and why the rest was not.
 *
 * A server that can be busy (`requestsPerSecond`, `cpuMilliseconds` of its image) answers the slower the more it gets, and
 * beyond its capacity only so many of them; the rest time out.
 *
 * kube-proxy hears of an endpoint a moment late: a pod that stops at once still gets its share for that long.
 */
import type { Connection, Reply, Request } from '#container/network-namespace.ts';
import type { Load } from '#container/programs/load.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import type { ControlPlane } from '../control-plane.ts';
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
  /** How long the answer to a request took that was served, on average. */
  readonly answerMs: number;
}

export interface TrafficTotal {
  readonly requests: number;
  readonly served: number;
  readonly failed: Readonly<Record<string, number>>;
  /** Of those served, on average. */
  readonly answerMs: number;
}

export class Traffic {
  readonly stretches: Stretch[] = [];
  readonly #parts: {
    readonly client: ApiClient;
    readonly clock: VirtualClock;
    readonly dataPlane: DataPlane;
    readonly controlPlane: ControlPlane;
  };
  readonly #options: TrafficOptions;
  readonly #stops: (() => void)[] = [];
  #endpoints: readonly ServiceEndpoint[] = [];
  #outcome: Outcome = nothing;
  /** Who gets a share of the requests now: they are told when they no longer do. */
  readonly #loaded = new Set<Load>();
  #sinceMs: number;
  #looking = false;
  #stopped = false;

  constructor(
    parts: {
      readonly client: ApiClient;
      readonly clock: VirtualClock;
      readonly dataPlane: DataPlane;
      readonly controlPlane: ControlPlane;
    },
    options: TrafficOptions,
  ) {
    this.#parts = parts;
    this.#options = options;
    const { client, clock, dataPlane } = parts;
    this.#sinceMs = clock.nowMs;
    this.#endpoints = this.#usable();
    this.#outcome = this.#look();
    const isOurs = (labels: Readonly<Record<string, string>> | undefined) =>
      labels?.['kubernetes.io/service-name'] === options.service;
    parts.controlPlane.onComeBack(() => {
      this.#endpoints = this.#usable();
      this.#lookAgain();
    });
    this.#stops.push(
      dataPlane.onChange(() => this.#lookAgain()),
      client.watch(
        'EndpointSlice',
        ({ object }) => {
          if (!isOurs(object.metadata.labels)) return;
          if (!parts.controlPlane.works('kube-proxy')) return;
          const endpoints = this.#usable(); // as they are now: that is what arrives
          const delaySeconds = options.propagationSeconds ?? dataPlane.propagationSeconds ?? 1;
          clock.after(delaySeconds * 1000, () => {
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
    let waitedMs = 0;
    for (const stretch of this.stretches) {
      const from = Math.max(stretch.fromMs, fromMs);
      if (from >= stretch.toMs) continue;
      const share = (stretch.toMs - from) / (stretch.toMs - stretch.fromMs);
      requests += stretch.requests * share;
      served += stretch.served * share;
      waitedMs += stretch.answerMs * stretch.served * share;
      for (const [reason, count] of Object.entries(stretch.failed))
        failed[reason] = (failed[reason] ?? 0) + count * share;
    }
    return { requests, served, failed, answerMs: served === 0 ? 0 : waitedMs / served };
  }

  stop(): void {
    this.#count();
    this.#stopped = true;
    this.#send([]);
    for (const stop of this.#stops) stop();
  }

  /** Several changes of one instant are looked at once, when they are all through. */
  #lookAgain(): void {
    if (this.#looking || this.#stopped) return;
    this.#looking = true;
    this.#parts.clock.after(0, () => {
      this.#looking = false;
      if (this.#stopped) return;
      const outcome = this.#look();
      if (same(outcome, this.#outcome)) return;
      this.#count();
      this.#outcome = outcome;
    });
  }

  #count(): void {
    const now = this.#parts.clock.nowMs;
    if (now === this.#sinceMs || this.#stopped) return;
    const requests = (this.#options.requestsPerSecond * (now - this.#sinceMs)) / 1000;
    const failed: Record<string, number> = {};
    for (const [what, share] of this.#outcome.shares) if (what !== 'served') failed[what] = requests * share;
    const startMs = this.#parts.clock.startMs;
    this.stretches.push({
      fromMs: this.#sinceMs - startMs,
      toMs: now - startMs,
      requests,
      served: requests * (this.#outcome.shares.get('served') ?? 0),
      failed,
      answerMs: this.#outcome.answerMs,
    });
    this.#sinceMs = now;
  }

  #usable(): readonly ServiceEndpoint[] {
    return usableEndpoints(endpointsOf(this.#parts.client, this.#options.namespace, this.#options.service));
  }

  #look(): Outcome {
    const { client } = this.#parts;
    const service = client.get('Service', this.#options.namespace, this.#options.service);
    const port = service?.spec?.ports?.find(
      (one) => this.#options.port === undefined || one.port === this.#options.port,
    );
    const targets = this.#endpoints.filter(({ ports }) => port && ports.has(port.name ?? ''));
    const connections = targets.map(({ address, ports }) => this.#connect(address, ports.get(port?.name ?? '') ?? 0));
    this.#send(connections);
    if (!service || !port) return { shares: new Map([['no-service', 1]]), answerMs: 0 };
    if (targets.length === 0) return { shares: new Map([['no-endpoints', 1]]), answerMs: 0 };
    const shares = new Map<'served' | TrafficFailure, number>();
    let answerMs = 0;
    const add = (what: 'served' | TrafficFailure, share: number) => {
      if (share > 0) shares.set(what, (shares.get(what) ?? 0) + share);
    };
    for (const connection of connections) {
      const { what, afterMs } = this.#ask(connection);
      const within = connection.kind === 'connected' ? (connection.listener.load?.servedShare() ?? 1) : 1;
      add(what, within / targets.length);
      add('timeout', (1 - within) / targets.length);
      if (what === 'served') answerMs += (within / targets.length) * afterMs;
    }
    const served = shares.get('served') ?? 0;
    return { shares, answerMs: served === 0 ? 0 : answerMs / served };
  }

  /** Who is behind a port that can be busy gets its part of the requests, from now on; who got some before gets none. */
  #send(connections: readonly Connection[]): void {
    const parts = new Map<Load, number>([...this.#loaded].map((load) => [load, 0]));
    for (const connection of connections) {
      const load = connection.kind === 'connected' ? connection.listener.load : undefined;
      if (load) parts.set(load, (parts.get(load) ?? 0) + this.#options.requestsPerSecond / connections.length);
    }
    this.#loaded.clear();
    let isNew = false;
    for (const [load, perSecond] of parts) {
      if (load.stream(this, perSecond)) isNew = true;
      if (perSecond > 0) this.#loaded.add(load);
    }
    if (isNew) this.#parts.dataPlane.changed(''); // whoever shares a node or a server with them feels it
  }

  #connect(address: string, port: number): Connection {
    return this.#parts.dataPlane.at(address)?.network.accept(port) ?? { kind: 'timeout', address };
  }

  #ask(connection: Connection): { readonly what: 'served' | TrafficFailure; readonly afterMs: number } {
    if (connection.kind !== 'connected')
      return { what: connection.kind === 'timeout' ? 'timeout' : 'refused', afterMs: 0 };
    const { listener } = connection;
    if (this.#options.request === undefined && listener.protocol !== 'http') return { what: 'served', afterMs: 0 };
    const request: Request = this.#options.request ?? {
      protocol: 'http',
      method: 'GET',
      path: this.#options.path ?? '/',
      host: this.#options.service,
      body: '',
      headers: {},
    };
    const ask = () => listener.reply(request);
    const reply = listener.load ? listener.load.sample(ask) : ask();
    return { what: outcomeOf(reply), afterMs: reply.kind === 'answer' ? (reply.afterMs ?? 0) : 0 };
  }
}

/** What becomes of a request now: the share of each, and how long an answer takes. */
interface Outcome {
  readonly shares: ReadonlyMap<'served' | TrafficFailure, number>;
  readonly answerMs: number;
}

const nothing: Outcome = { shares: new Map(), answerMs: 0 };

/** So long a client waits for an answer. */
const patienceMs = 10_000;

function outcomeOf(reply: Reply): 'served' | TrafficFailure {
  if (reply.kind === 'silence') return 'timeout';
  if (reply.kind === 'closed') return 'error';
  if ((reply.afterMs ?? 0) > patienceMs) return 'timeout';
  if (reply.ok) return 'served';
  return reply.status >= 400 && reply.status < 600 ? `status ${reply.status}` : 'error';
}

function same(one: Outcome, other: Outcome): boolean {
  return (
    one.answerMs === other.answerMs &&
    one.shares.size === other.shares.size &&
    [...one.shares].every(([what, share]) => other.shares.get(what) === share)
  );
}
