/**
 * One run under way: a fresh cluster, who plays which role in it, and what the script's steps may do. When the script is
 * over `finish` gives the Play that checks judge.
 */
import type { Pod } from '#api/core/pod.ts';
import { invariant } from '#base/invariant.ts';
import type { Text } from '#base/text.ts';
import type { ApiServer } from '#cluster/apiserver/apiserver.ts';
import type { Cluster } from '#cluster/cluster.ts';
import type { SupplyFault } from '#cluster/faults/index.ts';
import type { ContainerFiles, ProgramFault } from '#cluster/node-agent.ts';
import type { Role, Scenario } from '../../scenario.ts';
import { applyAnswer } from '../apply-answer.ts';
import { type Actor, Cast, containersOf } from '../cast.ts';
import { Observations } from '../observations.ts';
import type { Applied, Note, Play, Strike } from '../play.ts';
import type { Variant } from '../variant.ts';
import { Connections } from './connections.ts';
import type { Scene } from './scene.ts';
import { type Workload, workloadsOf } from './workloads.ts';
import { WrittenData } from './written-data.ts';

/** What a verdict may cost: counted, so that it is the same on every machine. */
export type Limit = 'events' | 'pods' | 'objects';

export type ProbeKind = 'startup' | 'liveness' | 'readiness';

export class Stage implements Scene {
  readonly variant: Variant;
  /** The YAML a `fix` question begins from. */
  readonly starter: string;
  /** What steps looked at, for checks and measures. */
  readonly seen: Observations;
  readonly connections: Connections;
  readonly data: WrittenData;
  /** For steps that do what no other does. */
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly #roles: Scenario['roles'];
  readonly #applyAnswer: () => void;
  readonly #clearAnswer: () => void;
  readonly #cast = new Cast();
  readonly #notes: Note[] = [];
  readonly #marks = new Map<string, number>();
  readonly #strikes = new Map<string, Strike[]>();
  /** `<namespace>/<pod>/<container>` → what its program said last; `running` where it said nothing yet. */
  readonly #states = new Map<string, string>();
  readonly #applied = new Map<string, Applied>();
  readonly #downNodes = new Set<string>();
  readonly #answerSize: Play['answerSize'];
  readonly #limits: Readonly<Record<Limit, number>>;
  #podCount = 0;
  #exceeded: Limit | undefined;
  /** Something that a wait may look at has changed since it last looked. */
  #hasNews = true;

  constructor(parts: {
    readonly cluster: Cluster;
    readonly scenario: Scenario;
    readonly variant: Variant;
    readonly applyAnswer: () => void;
    readonly clearAnswer: () => void;
    readonly answerSize: Play['answerSize'];
    readonly limits: Readonly<Record<Limit, number>>;
  }) {
    this.cluster = parts.cluster;
    this.namespace = parts.scenario.cluster.namespace;
    const noteCount = () => this.#notes.length;
    this.seen = new Observations(parts.cluster, noteCount);
    this.connections = new Connections(this, noteCount);
    this.data = new WrittenData(this);
    this.#roles = parts.scenario.roles;
    this.variant = parts.variant;
    this.starter = parts.scenario.type === 'fix' ? parts.scenario.starter : '';
    this.#applyAnswer = parts.applyAnswer;
    this.#clearAnswer = parts.clearAnswer;
    this.#limits = parts.limits;
    this.#answerSize = parts.answerSize;
    const { clock } = this.cluster;
    this.client.watch('Pod', (event) => {
      const nowMs = clock.nowMs - clock.startMs;
      this.#hasNews = true;
      if (event.type === 'DELETED') this.#cast.lose(event.object, nowMs);
      else this.#cast.see(event.object, nowMs);
      this.#podCount += { ADDED: 1, MODIFIED: 0, DELETED: -1 }[event.type];
      if (this.#podCount > this.#limits.pods) this.#exceeded ??= 'pods';
      else if (this.client.objectCount > this.#limits.objects) this.#exceeded ??= 'objects';
    });
    this.cluster.trace.onEntry((entry) => {
      if (entry.kind !== 'program' && entry.kind !== 'container-started' && entry.kind !== 'container-ended') return;
      this.#hasNews = true;
      this.#cast.hear(entry);
      const key = `${entry.object.namespace}/${entry.object.name}/${entry.container}`;
      if (entry.kind === 'container-ended') this.#states.delete(key);
      else if (entry.kind === 'program') this.#states.set(key, entry.state);
      // A program may have spoken before the start of its container was noticed.
      else if (!this.#states.has(key)) this.#states.set(key, 'running');
    });
  }

  get client(): ApiServer {
    return this.cluster.client;
  }

  get roleNames(): readonly string[] {
    return Object.keys(this.#roles);
  }

  get elapsedMs(): number {
    return this.cluster.clock.nowMs - this.cluster.clock.startMs;
  }

  /** What the run had more of than an answer may; what is left of the script is not played. */
  get exceeded(): Limit | undefined {
    return this.#exceeded;
  }

  applyAnswer(): void {
    this.#applyAnswer();
  }

  clearAnswer(): void {
    this.#hasNews = true;
    this.#clearAnswer();
  }

  /** Applies manifests of the script, as somebody else's `kubectl apply` would. */
  applyOther(as: string | undefined, manifests: string): void {
    this.#hasNews = true;
    const [error] = applyAnswer(this.client, manifests, { fileName: 'script', namespace: this.namespace });
    if (as !== undefined) this.#applied.set(as, { atMs: this.elapsedMs, ...(error ? { refusal: error.message } : {}) });
  }

  /** What was asked of an API server that is down. */
  turnAway(as: string | undefined): void {
    const refusal = 'The connection to the server 10.0.0.1:6443 was refused - did you specify the right host or port?';
    this.note({
      es: `kubectl no llega al API server: ${refusal}`,
      en: `kubectl cannot reach the API server: ${refusal}`,
    });
    if (as === undefined) return;
    this.#applied.set(as, { atMs: this.elapsedMs, refusal });
    this.mark(as);
  }

  /** Something befalls the node on which this pod is; gives its name, or nothing when it is on none. */
  strikeNode(actor: Actor, kind: 'drain' | 'cordon' | 'node-down'): string | undefined {
    const node = actor.pod.spec.nodeName;
    if (node === undefined) return undefined;
    this.#hasNews = true;
    const faults = {
      drain: { kind: 'drain', node },
      cordon: { kind: 'cordon', node },
      'node-down': { kind: 'node-down', node },
    } as const;
    if (!this.cluster.inject(faults[kind]).ok) return undefined;
    if (kind === 'node-down') this.#downNodes.add(node);
    return node;
  }

  /** Nodes that are down come back, cordoned ones take pods again. */
  mendNodes(): void {
    this.#hasNews = true;
    for (const node of this.client.list('Node')) {
      const { name } = node.metadata;
      if (node.spec?.unschedulable) this.cluster.inject({ kind: 'uncordon', node: name });
      if (this.#downNodes.delete(name)) this.cluster.inject({ kind: 'node-up', node: name });
    }
  }

  /** True when `until` came true in time, or where nothing was waited for. */
  advance(seconds: number, until: () => boolean = () => false): boolean {
    if (this.#exceeded) return false;
    const { clock } = this.cluster;
    let reached = false;
    // Asked after each event, so it is only asked when there is news.
    this.#hasNews = true;
    const look = () => {
      if (!this.#hasNews) return false;
      this.#hasNews = false;
      reached = until();
      return reached || this.#exceeded !== undefined;
    };
    const ending = clock.advance(seconds * 1000, { eventLimit: this.#limits.events - clock.eventCount, until: look });
    if (ending === 'limit') this.#exceeded ??= 'events';
    return reached;
  }

  note(text: Text, tone?: Note['tone']): void {
    this.#notes.push({ atMs: this.elapsedMs, text, ...(tone && { tone }) });
  }

  mark(name: string): void {
    if (this.#marks.has(name)) return;
    this.#marks.set(name, this.elapsedMs);
    this.#look(name);
  }

  #look(name: string): void {
    this.seen.takeSnapshot(name);
    for (const role of this.roleNames) this.seen.lookInto(this.living(role));
  }

  /** A fault strikes this pod now; the first strike names the instant. */
  strike(as: string | undefined, actor: Actor): void {
    this.#hasNews = true;
    if (as === undefined) return;
    this.mark(as);
    const strikes = this.#strikes.get(as) ?? [];
    this.#strikes.set(as, [...strikes, { actor, atMs: this.elapsedMs }]);
  }

  /** Of a range its least, or in the slow variant its most. */
  delayIn(range: number | readonly [number, number]): number {
    return typeof range === 'number' ? range : range[this.variant.isSlow ? 1 : 0];
  }

  role(name: string): Role {
    const role = Object.hasOwn(this.#roles, name) ? this.#roles[name] : undefined;
    invariant(role, `content lets no unknown role through, "${name}" is one`);
    return role;
  }

  /** The role's pods, those that are gone included, in order of creation. */
  everybody(role: string): readonly Actor[] {
    return this.#cast.of(this.role(role));
  }

  /** The role's pods that exist and are not being deleted, in order of creation. */
  living(role: string): readonly Actor[] {
    return this.#cast
      .of(this.role(role))
      .filter(({ deletedMs, pod }) => deletedMs === undefined && pod.metadata.deletionTimestamp === undefined);
  }

  /** Those whose program is up; a program of which nothing more is known is up when it runs. */
  running(role: string): readonly Actor[] {
    return this.living(role).filter((actor) => servingStates.includes(this.stateOf(actor, role) ?? ''));
  }

  /** Those whose program has begun, be it up already or not. */
  started(role: string): readonly Actor[] {
    return this.living(role).filter((actor) => this.stateOf(actor, role) !== undefined);
  }

  /** What the role's program in this pod said last. */
  stateOf(actor: Actor, role: string): string | undefined {
    const [container] = containersOf(actor, this.role(role));
    return this.#states.get(`${actor.name.namespace}/${actor.name.name}/${container}`);
  }

  isReady(pod: Pod): boolean {
    return (pod.status?.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');
  }

  hasProbe(actor: Actor, role: string, probe: ProbeKind): boolean {
    const names = containersOf(actor, this.role(role));
    const containers = [...actor.pod.spec.containers, ...(actor.pod.spec.initContainers ?? [])];
    return containers.some((container) => names.includes(container.name) && container[`${probe}Probe`] !== undefined);
  }

  /** Calls back one millisecond after the pod's next probe of this kind. */
  afterProbe(actor: Actor, role: string, probe: ProbeKind, then: () => void): void {
    const containers = containersOf(actor, this.role(role));
    const stop = this.cluster.trace.onEntry((entry) => {
      if (entry.kind !== 'probe' || entry.probe !== probe || !containers.includes(entry.container)) return;
      if (entry.object.name !== actor.name.name || entry.object.namespace !== actor.name.namespace) return;
      stop();
      this.cluster.clock.after(1, then);
    });
  }

  /** What looks after the role's pods, each once: the owner's owner to the top, or the pod itself where nobody does. */
  workloadsOf(role: string): readonly Workload[] {
    return workloadsOf(this.client, this.living(role));
  }

  /** Befalls the role's programs in this pod; what became of them is in the trace. */
  inject(kind: string, actor: Actor, role: string, how: FaultAmounts = {}): void {
    this.#hasNews = true;
    const { namespace, name: pod } = actor.name;
    for (const container of containersOf(actor, this.role(role))) {
      this.cluster.inject({ kind, namespace, pod, container, ...how });
    }
  }

  /** Befalls what all nodes lean on: the registry, the way endpoints travel. */
  disturb(fault: SupplyFault): void {
    this.#hasNews = true;
    this.cluster.inject(fault);
  }

  /** Every pod of every role on these nodes is struck. */
  strikeNodes(as: string | undefined, nodes: readonly string[]): void {
    for (const name of nodes) this.#downNodes.add(name);
    for (const role of this.roleNames) {
      for (const actor of this.living(role)) if (nodes.includes(actor.pod.spec.nodeName ?? '')) this.strike(as, actor);
    }
  }

  /** Files and variables of the container of this pod that plays the role, while it is there. */
  insideOf(actor: Actor, role: string): ContainerFiles | undefined {
    const [container] = containersOf(actor, this.role(role));
    return container === undefined ? undefined : this.cluster.filesOf(actor.name.namespace, actor.name.name, container);
  }

  finish(): Play {
    this.#look(theEnd);
    this.seen.stopTraffic();
    const { commands, visits, files, environments, snapshots } = this.seen;
    return {
      entries: this.cluster.trace.entries,
      notes: this.#notes,
      endMs: this.elapsedMs,
      startMs: this.cluster.clock.startMs,
      eventCount: this.cluster.clock.eventCount,
      marks: this.#marks,
      strikes: this.#strikes,
      readings: this.data.readings(),
      wrote: this.data.wrote,
      lines: this.data.lines,
      nodes: new Map(this.client.list('Node').map(({ metadata }) => [metadata.name, metadata.labels ?? {}])),
      connections: this.connections.tried,
      applied: this.#applied,
      requests: this.seen.requests(),
      commands,
      visits,
      files,
      environments,
      answerSize: this.#answerSize,
      snapshot: (at = theEnd) => snapshots.get(at),
      role: (name) => this.role(name),
      cast: (role) => this.#cast.of(this.role(role)),
    };
  }
}

/** No step can have this name. */
const theEnd = ' the end';

export type FaultAmounts = Pick<ProgramFault, 'seconds' | 'milliseconds' | 'bytesPerSecond'>;

/** A program that is ill may serve all the same. */
const servingStates = ['up', 'running', 'load', 'memory-leak', 'disk-full', 'slow-start'];
