/**
 * The network of one pod (or of one docker container): an address, what listens on which port, and the way out. A request
 * is a plain value of some protocol; the program that listens answers it, stays silent, or answers late.
 */
import { invariant } from '#base/invariant.ts';
import type { Routine } from '#simulation/coroutine.ts';
import type { Process } from './process.ts';
import type { Load } from './programs/load.ts';
import type { Member } from './programs/member.ts';

export type Request =
  | {
      readonly protocol: 'http';
      readonly method: string;
      readonly path: string;
      readonly host: string;
      readonly body: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  | {
      readonly protocol: 'mysql';
      readonly user: string;
      readonly password: string;
      readonly fromSocket: boolean;
      readonly database: string;
      readonly statement: string;
    }
  | {
      readonly protocol: 'postgres';
      readonly user: string;
      readonly password: string;
      readonly database: string;
      readonly statement: string;
    }
  | { readonly protocol: 'redis'; readonly password: string | undefined; readonly command: readonly string[] }
  | { readonly protocol: 'grpc-health'; readonly service: string }
  /** Words of `zkCli.sh`. */
  | { readonly protocol: 'zookeeper'; readonly words: readonly string[] }
  /** A line of text on a bare connection: `nc`, ZooKeeper's four letter words. */
  | { readonly protocol: 'text'; readonly text: string };

export type Reply =
  | {
      readonly kind: 'answer';
      readonly ok: boolean;
      readonly status: number;
      readonly text: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly afterMs?: number;
    }
  /** The connection stays open and nothing comes. */
  | { readonly kind: 'silence' }
  /** The other side speaks another protocol, or closed at once. */
  | { readonly kind: 'closed' };

export interface Listener {
  readonly port: number;
  /** Absent where no simulated program is behind it: the world outside. */
  readonly process?: Process;
  /** Only connections from the same pod reach it. */
  readonly onlyLocal: boolean;
  /** What it speaks, for messages and for traffic. */
  readonly protocol: string;
  reply(request: Request): Reply;
  /** How busy it is; absent where that makes no difference. */
  readonly load?: Load;
  /** Who is met on a port where servers of one cluster meet. */
  readonly member?: Member;
  /** What flows to a client that only reads, for as long as the program behind it takes: `ncat --listen -c`. */
  readonly stream?: () => Routine<string>;
}

/** How a connection ends that does not come about, and why: the words go to learners' logs through the client programs. */
export type Connection =
  | { readonly kind: 'connected'; readonly listener: Listener; readonly address: string }
  | { readonly kind: 'refused'; readonly address: string }
  | { readonly kind: 'timeout'; readonly address: string }
  | { readonly kind: 'unknown-name' };

/** The world outside: names and other pods. A namespace without one (a lone container) reaches only itself. */
export interface Outside {
  /** Addresses of a name, in the order a resolver would give them; empty when there is no such name. */
  resolve(name: string): readonly string[];
  /** False when no name server can be reached: names time out instead of not existing. */
  resolverAnswers?(): boolean;
  connect(address: string, port: number): Connection;
}

const noOutside: Outside = {
  resolve: () => [],
  connect: (address) => ({ kind: 'timeout', address }),
};

export class NetworkNamespace {
  address: string;
  outside: Outside;
  /** Text of `/etc/hosts`: names that need no resolver. */
  hosts = '';
  /** Somebody began or ceased to listen. */
  onChange: () => void = () => undefined;
  readonly listeners = new Map<number, Listener>();
  #ephemeral = 32768;

  constructor(options: { readonly address: string; readonly outside?: Outside }) {
    this.address = options.address;
    this.outside = options.outside ?? noOutside;
  }

  /** False when the port is taken: `Address already in use`. */
  listen(listener: Listener): boolean {
    invariant(listener.port > 0 && listener.port < 65536, 'a port is between 1 and 65535');
    if (this.listeners.has(listener.port)) return false;
    this.listeners.set(listener.port, listener);
    this.onChange();
    return true;
  }

  close(listener: Listener): void {
    if (this.listeners.get(listener.port) !== listener) return;
    this.listeners.delete(listener.port);
    this.onChange();
  }

  closeAll(process: Process): void {
    for (const listener of this.listeners.values()) if (listener.process === process) this.close(listener);
  }

  ephemeralPort(): number {
    this.#ephemeral = this.#ephemeral >= 60999 ? 32768 : this.#ephemeral + 1;
    return this.#ephemeral;
  }

  /** From a program inside to a host name or address. */
  connect(host: string, port: number): Connection {
    if (isLocal(host) || host === this.address)
      return this.#arrive(port, isLocal(host) ? '127.0.0.1' : this.address, true);
    if (!isAddress(host) && this.outside.resolverAnswers?.() === false) return { kind: 'timeout', address: host };
    const address = isAddress(host) ? host : (fromHosts(this.hosts, host) ?? this.outside.resolve(host)[0]);
    if (address === undefined) return { kind: 'unknown-name' };
    if (address === this.address || isLocal(address)) return this.#arrive(port, address, true);
    return this.outside.connect(address, port);
  }

  /** From elsewhere: another pod, the kubelet, a Service. */
  accept(port: number): Connection {
    return this.#arrive(port, this.address, false);
  }

  #arrive(port: number, address: string, local: boolean): Connection {
    const listener = this.listeners.get(port);
    if (!listener || (listener.onlyLocal && !local)) return { kind: 'refused', address };
    return { kind: 'connected', listener, address };
  }
}

/** `/etc/hosts`, where the pod's hostAliases stand. */
function fromHosts(hosts: string, name: string): string | undefined {
  for (const line of hosts.split('\n')) {
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (names.includes(name)) return address;
  }
  return undefined;
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

export function isAddress(host: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(host) || host.includes(':');
}
