/**
 * One server of several that form one: Galera, ZooKeeper, Cassandra, Elasticsearch. They find one another by name over the
 * network (so Services, DNS and NetworkPolicies decide), somebody begins, the others join and get the data, and most serve
 * only while enough of them are together. What differs among them is said by `ClusterFacts`.
 *
 * Nothing is remembered that can be asked: who can be reached is found out at each question, by connecting.
 */

import type { ClusterFacts } from '../image.ts';
import { isAddress } from '../network-namespace.ts';
import type { Process } from '../process.ts';
import { isOn, namesIn, settingOf } from './setting.ts';

/** Who belongs together, by name, the lost ones included as long as they count. Shared by all who do. */
export type Ring = Map<string, Member>;

export class Member {
  readonly process: Process;
  readonly facts: ClusterFacts;
  readonly name: string;
  readonly cluster: string;
  readonly votes: boolean;
  /** Undefined until it has begun or joined. */
  ring: Ring | undefined;
  /** The data as a text, from the program that keeps it; another's data taken in its place. */
  give: (() => string) | undefined;
  take: ((text: string) => void) | undefined;
  /** Data that came before the program was there to take it. */
  received: string | undefined;
  /** The others went on without it. */
  onLost: () => void = () => undefined;
  /** Something was written while this one could not be reached. */
  #behind = false;

  /** When its process began, before it prepared its data, nobody else was known under its peers' names. */
  readonly #wasAlone: boolean;

  constructor(process: Process, facts: ClusterFacts, wasAlone: boolean) {
    this.#wasAlone = wasAlone;
    this.process = process;
    this.facts = facts;
    this.name = settingOf(process, facts.self) || process.world.hostname;
    this.cluster = settingOf(process, facts.name);
    const { voters } = facts;
    this.votes =
      !voters || ['default', voters.word].some((word) => namesIn(settingOf(process, voters.setting)).includes(word));
    process.onEnd(() => {
      // Who is left counts itself again while it is known who was there.
      for (const other of this.ring?.values() ?? []) if (other !== this && other.#runs()) other.#settle();
    });
  }

  get address(): string {
    return this.process.world.network.address;
  }

  /** Everybody that can be met now, itself included, and whom they know. */
  reachable(): Set<Member> {
    const met = new Set<Member>([this]);
    const asked = new Set<string>();
    const ask = (host: string) => {
      if (asked.has(host) || host === this.address) return;
      asked.add(host);
      const other = this.#meet(host);
      if (!other || met.has(other)) return;
      met.add(other);
      for (const friend of other.ring?.values() ?? []) ask(friend.address);
    };
    for (const host of this.#peerNames()) ask(host);
    for (const member of this.ring?.values() ?? []) if (member.#runs()) ask(member.address);
    return met;
  }

  /** Whether it belongs to a cluster that serves. */
  serves(): boolean {
    if (!this.ring || !this.#hasMajority()) return false;
    this.#catchUp();
    return true;
  }

  /** Belongs to a cluster, but too few of it are together. */
  get lonely(): boolean {
    return this.ring !== undefined && !this.#hasMajority();
  }

  /** The voter with the greatest name leads: ZooKeeper's choice among equals, good enough for the others. */
  leader(): Member | undefined {
    if (!this.serves()) return undefined;
    return [...this.together()].filter(({ votes }) => votes).sort((one, other) => (one.name < other.name ? 1 : -1))[0];
  }

  /** Those of its cluster that can be reached now. */
  together(): Member[] {
    return [...this.reachable()].filter((member) => member.ring !== undefined && member.ring === this.ring);
  }

  /**
   * Joins whom it finds, or begins. `joined` with the one whose data it should have; `began`; or undefined: go on looking.
   * `keepsData` says that it has been in a cluster before.
   */
  tryJoin(keepsData: boolean): { readonly donor: Member | undefined } | undefined {
    const others = [...this.reachable()].filter((other) => other !== this && other.cluster === this.cluster);
    const host = others.find((other) => other.serves());
    if (host?.ring) {
      this.ring = host.ring;
      host.ring.set(this.name, this);
      return { donor: host };
    }
    // Those who were too few may be enough with this one, if it was counted all along.
    for (const { ring } of others) {
      if (!ring || this.facts.forgetsLost || !(this.facts.majorityOf === 'peers' || ring.has(this.name))) continue;
      const before = ring.get(this.name);
      this.ring = ring;
      ring.set(this.name, this);
      if (this.#hasMajority()) return { donor: this.together().find((member) => member !== this) };
      this.ring = undefined;
      if (before) ring.set(this.name, before);
      else ring.delete(this.name);
    }
    const together = [this, ...others.filter((other) => !other.ring)];
    if (!this.#mayBegin(together, keepsData)) return undefined;
    const ring: Ring = new Map();
    for (const member of this.facts.begins === 'majority' ? together : [this]) {
      member.ring = ring;
      ring.set(member.name, member);
    }
    return { donor: undefined };
  }

  /** Goes in good order: nobody has to wait for it. */
  leave(): void {
    if (this.facts.forgetsLost) this.ring?.delete(this.name);
  }

  /** Tells the others what was written here; who cannot be reached will catch up. */
  spread(text: string): void {
    const together = new Set(this.together());
    for (const member of this.ring?.values() ?? []) {
      if (member === this) continue;
      if (together.has(member)) member.take?.(text);
      else member.#behind = true;
    }
  }

  #runs(): boolean {
    return !this.process.ended;
  }

  #meet(host: string): Member | undefined {
    const connection = this.process.world.network.connect(host, this.facts.port);
    const member = connection.kind === 'connected' ? connection.listener.member : undefined;
    return member?.process.world.conditions.hung ? undefined : member;
  }

  #peerNames(): string[] {
    return namesIn(settingOf(this.process, this.facts.peers)).flatMap((name) =>
      /^\d+$/.test(name) ? ordinals(this.process, Number(name)) : [name],
    );
  }

  /** Whether a name leads here. */
  #isMe(host: string): boolean {
    const { network, hostname } = this.process.world;
    if (host === hostname || host === this.name || host === this.address || host === '0.0.0.0') return true;
    // `web-0.web.default.svc…` of itself stands in /etc/hosts even before the name server knows it.
    return (
      ownNames(this.process).some((name) => name === host || name.startsWith(`${host}.`)) ||
      (!isAddress(host) && network.outside.resolve(host).includes(this.address))
    );
  }

  #mayBegin(together: readonly Member[], keepsData: boolean): boolean {
    const { begins, told, founders } = this.facts;
    const peers = this.#peerNames();
    if (told && isOn(settingOf(this.process, told))) return true;
    switch (begins) {
      case 'told':
        return peers.length === 0;
      case 'nobody-else':
        return (this.#wasAlone && !keepsData) || knowsNobody(this.process, this.facts);
      case 'seed':
        return keepsData || peers.length === 0 || peers.some((peer) => this.#isMe(peer));
      case 'majority': {
        const named = founders ? namesIn(settingOf(this.process, founders)) : peers;
        if (named.length === 0 || !this.votes) return false;
        const there = named.filter((name) =>
          together.some((member) => member.votes && (founders ? member.name === name : member.#answersTo(name, this))),
        );
        return there.length > named.length / 2;
      }
    }
  }

  /** Whether `asker` finds this one under the name. */
  #answersTo(name: string, asker: Member): boolean {
    return this.#isMe(name) || (asker !== this && asker.#meet(name) === this);
  }

  #hasMajority(): boolean {
    const { majorityOf } = this.facts;
    if (majorityOf === 'nobody') return true;
    if (majorityOf === 'peers') {
      const peers = this.#peerNames();
      const together = this.together();
      const there = peers.filter((name) => together.some((member) => member.#answersTo(name, this)));
      return there.length > peers.length / 2;
    }
    this.#settle();
    const counted = [...(this.ring?.values() ?? [])].filter(({ votes }) => votes);
    const there = new Set(this.together());
    return counted.filter((member) => there.has(member)).length > counted.length / 2;
  }

  /** 3 members, one is lost: the two that are left are a majority of 3, and from now on a cluster of 2. */
  #settle(): void {
    const { ring, facts } = this;
    if (!ring || !facts.forgetsLost) return;
    const there = this.together();
    if (there.length <= ring.size / 2) return;
    for (const [name, member] of ring) {
      if (there.includes(member)) continue;
      ring.delete(name);
      if (member.ring !== ring) continue;
      member.ring = undefined; // where it still runs, it has to ask to come back
      member.onLost();
    }
  }

  #catchUp(): void {
    if (!this.#behind) return;
    const donor = this.together().find((member) => member !== this && !member.#behind && member.give);
    if (!donor?.give) return;
    this.#behind = false;
    this.take?.(donor.give());
  }
}

/** Whether its peers' names lead to nobody but itself. */
export function knowsNobody(process: Process, { peers }: ClusterFacts): boolean {
  const { network } = process.world;
  return namesIn(settingOf(process, peers)).every((peer) =>
    network.outside.resolve(peer).every((address) => address === network.address),
  );
}

/** The first so many pods of the StatefulSet that this one belongs to: `zk-2` of 3 knows `zk-0.zk-hs.…` to `zk-2.zk-hs.…`. */
function ordinals(process: Process, count: number): string[] {
  const base = /^(.*)-\d+$/.exec(process.world.hostname)?.[1];
  if (base === undefined) return [];
  const full = ownNames(process).find((name) => name.startsWith(`${process.world.hostname}.`));
  const domain = full?.slice(process.world.hostname.length) ?? '';
  return Array.from({ length: Math.min(count, 100) }, (_, index) => `${base}-${index}${domain}`);
}

function ownNames(process: Process): string[] {
  const { hosts, address } = process.world.network;
  return hosts
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([first]) => first === address)
    .flatMap(([, ...names]) => names);
}
