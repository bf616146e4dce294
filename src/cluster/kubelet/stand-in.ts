/**
 * The stand-in kubelet of untimed plays: no images, no programs, no probes in time. Every image starts at once, `true` ends
 * with 0, `false` with 1, `sh -c "exit N"` with N, `sleep S` after S seconds; an image with `missing` in its name cannot be
 * pulled; an `exec: [false]` readiness or startup probe never passes; a pod being deleted is gone at once.
 */
import type { Pod } from '#api/core/pod.ts';
import { fail, ok } from '#base/result.ts';
import { verbatim } from '#base/text.ts';
import type { NodeAgent, NodeAgentParts } from '../node-agent.ts';

type Container = Pod['spec']['containers'][number];

const quickestMs = 10;
const slowestMs = 60;

export function startStandIn(parts: NodeAgentParts): NodeAgent {
  return new StandIn(parts);
}

interface Run {
  readonly restarts: number;
  readonly startedMs: number;
  /** Undefined while it runs. */
  readonly exitCode?: number;
  readonly endedMs?: number;
}

class StandIn implements NodeAgent {
  readonly nodeName: string;
  readonly #parts: NodeAgentParts;
  readonly #runs = new Map<string, Map<string, Run>>();
  readonly #addresses = new Map<string, string>();
  #isDown = false;

  constructor(parts: NodeAgentParts) {
    this.#parts = parts;
    this.nodeName = parts.nodeName;
    const { client, clock } = parts;
    client.watch(
      'Pod',
      (event) => {
        const { uid } = event.object.metadata;
        if (event.type === 'DELETED') {
          this.#runs.delete(uid);
          return;
        }
        // A moment for each, never the same for two: so a rollout goes pod by pod, as it does on real nodes.
        const delayMs = parts.random.integer(quickestMs, slowestMs);
        clock.after(delayMs, () => this.#sync(event.object.metadata.namespace ?? '', event.object.metadata.name, uid));
      },
      { fieldSelector: `spec.nodeName=${parts.nodeName}` },
    );
  }

  goDown(): void {
    this.#isDown = true;
  }

  comeBack(): void {
    this.#isDown = false;
    const { client } = this.#parts;
    for (const pod of client.list('Pod', { fieldSelector: `spec.nodeName=${this.nodeName}` })) {
      this.#sync(pod.metadata.namespace ?? '', pod.metadata.name, pod.metadata.uid);
    }
  }

  programFault() {
    return fail(verbatim('the stand-in kubelet runs no programs'));
  }

  readLog(): ReturnType<NodeAgent['readLog']> {
    return ok('');
  }

  readLogLines(): ReturnType<NodeAgent['readLogLines']> {
    return ok([]);
  }

  exec(...[, , , , done]: Parameters<NodeAgent['exec']>): void {
    done(fail({ code: 500, message: 'nothing runs in the containers of an untimed play' }));
  }

  get isReachable(): boolean {
    return !this.#isDown;
  }

  filesOf(): undefined {
    return undefined;
  }

  #sync(namespace: string, name: string, uid: string): void {
    const { client } = this.#parts;
    const pod = client.get('Pod', namespace, name);
    if (this.#isDown || pod?.metadata.uid !== uid) return;
    if (pod.metadata.deletionTimestamp !== undefined) {
      client.delete('Pod', namespace, name, { gracePeriodSeconds: 0, preconditions: { uid } });
      return;
    }
    if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') return;
    this.#run(pod);
    this.#report(pod);
  }

  /** Starts what may start now: init containers one after the other, then the containers. */
  #run(pod: Pod): void {
    const { clock } = this.#parts;
    const runs = this.#runs.get(pod.metadata.uid) ?? new Map<string, Run>();
    this.#runs.set(pod.metadata.uid, runs);
    const start = (container: Container, restarts: number) => {
      const ends = endOf(container);
      if (ends?.afterSeconds === 0) {
        runs.set(container.name, {
          restarts,
          startedMs: clock.nowMs,
          exitCode: ends.exitCode,
          endedMs: clock.nowMs,
        });
        return;
      }
      runs.set(container.name, { restarts, startedMs: clock.nowMs });
      if (!ends) return;
      clock.after(ends.afterSeconds * 1000, () => {
        const run = runs.get(container.name);
        if (!run || run.exitCode !== undefined || run.restarts !== restarts) return;
        runs.set(container.name, { ...run, exitCode: ends.exitCode, endedMs: clock.nowMs });
        this.#sync(pod.metadata.namespace ?? '', pod.metadata.name, pod.metadata.uid);
      });
    };
    for (const container of pod.spec.initContainers ?? []) {
      if (isMissing(container)) return;
      const run = runs.get(container.name);
      if (!run) start(container, 0);
      const now = runs.get(container.name);
      if (container.restartPolicy === 'Always') continue;
      if (now?.exitCode !== 0) return;
    }
    for (const container of pod.spec.containers) {
      if (!isMissing(container) && !runs.has(container.name)) start(container, 0);
    }
  }

  #report(pod: Pod): void {
    const { client } = this.#parts;
    const runs = this.#runs.get(pod.metadata.uid) ?? new Map<string, Run>();
    const status = this.#statusOf(pod, runs);
    client.update('Pod', { ...pod, status }, { subresource: 'status' });
  }

  #statusOf(pod: Pod, runs: ReadonlyMap<string, Run>) {
    const { clock } = this.#parts;
    const own = pod.spec.containers.map((container) => runs.get(container.name));
    const inits = pod.spec.initContainers ?? [];
    const initFailed = inits.some(({ name, restartPolicy }) => {
      const code = runs.get(name)?.exitCode;
      return restartPolicy !== 'Always' && code !== undefined && code !== 0;
    });
    const initialized = inits.every(({ name, restartPolicy }) =>
      restartPolicy === 'Always' ? runs.has(name) : runs.get(name)?.exitCode === 0,
    );
    const ended = own.every((run) => run?.exitCode !== undefined);
    const phase = this.#phaseOf(pod, { initialized, initFailed, ended, own });
    const ready = phase === 'Running' && pod.spec.containers.every((container) => isReady(container, runs));
    const over = phase === 'Succeeded' ? 'PodCompleted' : phase === 'Failed' ? 'PodFailed' : undefined;
    const before = pod.status?.conditions ?? [];
    const condition = (type: string, isTrue: boolean, reason?: string, message?: string) => {
      const status = isTrue ? 'True' : 'False';
      const old = before.find((candidate) => candidate.type === type);
      return {
        type,
        status,
        lastProbeTime: null,
        lastTransitionTime: old?.status === status ? old.lastTransitionTime : clock.timestamp(),
        ...(!isTrue && reason && { reason }),
        ...(!isTrue && message && { message }),
      };
    };
    const unready = pod.spec.containers.filter((container) => !isReady(container, runs)).map(({ name }) => name);
    const waiting = `containers with unready status: [${unready.join(' ')}]`;
    const mine = [
      condition('Initialized', initialized, 'ContainersNotInitialized'),
      condition('Ready', ready, over ?? 'ContainersNotReady', over ? undefined : waiting),
      condition('ContainersReady', ready, over ?? 'ContainersNotReady', over ? undefined : waiting),
    ];
    const types = new Set(mine.map(({ type }) => type));
    const address = this.#addressOf(pod.metadata.uid);
    return {
      ...pod.status,
      phase,
      conditions: [...before.filter(({ type }) => !types.has(type)), ...mine],
      podIP: address,
      podIPs: [{ ip: address }],
      startTime: pod.status?.startTime ?? clock.timestamp(),
      ...(inits.length > 0 && {
        initContainerStatuses: inits.map((container) => this.#containerStatus(container, runs.get(container.name))),
      }),
      containerStatuses: pod.spec.containers.map((container) =>
        this.#containerStatus(container, runs.get(container.name), isReady(container, runs)),
      ),
    };
  }

  #phaseOf(
    pod: Pod,
    facts: {
      readonly initialized: boolean;
      readonly initFailed: boolean;
      readonly ended: boolean;
      readonly own: readonly (Run | undefined)[];
    },
  ): string {
    const { restartPolicy } = pod.spec;
    if (facts.initFailed) return restartPolicy === 'Never' ? 'Failed' : 'Pending';
    if (!facts.initialized || facts.own.every((run) => run === undefined)) return 'Pending';
    if (!facts.ended || restartPolicy === 'Always') return 'Running';
    const failed = facts.own.some((run) => run?.exitCode !== 0);
    if (!failed) return 'Succeeded';
    return restartPolicy === 'Never' ? 'Failed' : 'Running';
  }

  #containerStatus(container: Container, run: Run | undefined, ready = run?.exitCode === 0) {
    const { clock } = this.#parts;
    const common = {
      name: container.name,
      image: container.image,
      imageID: '',
      lastState: {},
      restartCount: run?.restarts ?? 0,
      ready,
      started: run !== undefined && run.exitCode === undefined,
    };
    if (!run) {
      const waiting = isMissing(container)
        ? { reason: 'ErrImagePull', message: `image ${container.image} cannot be pulled` }
        : { reason: 'PodInitializing' };
      return { ...common, state: { waiting } };
    }
    const startedAt = clock.timestamp(run.startedMs);
    if (run.exitCode === undefined) return { ...common, state: { running: { startedAt } } };
    const { exitCode } = run;
    const finishedAt = clock.timestamp(run.endedMs ?? run.startedMs);
    const reason = exitCode === 0 ? 'Completed' : 'Error';
    return { ...common, state: { terminated: { exitCode, reason, startedAt, finishedAt } } };
  }

  #addressOf(uid: string): string {
    const known = this.#addresses.get(uid);
    if (known) return known;
    const { random } = this.#parts;
    const address = `10.1.${random.integer(1, 254)}.${random.integer(1, 254)}`;
    this.#addresses.set(uid, address);
    return address;
  }
}

function isMissing({ image }: Container): boolean {
  return (image ?? '').includes('missing');
}

function isReady(container: Container, runs: ReadonlyMap<string, Run>): boolean {
  const run = runs.get(container.name);
  if (!run || run.exitCode !== undefined) return false;
  return ![container.readinessProbe, container.startupProbe].some((probe) => probe?.exec?.command?.[0] === 'false');
}

/** How a container's command ends; undefined: it runs for ever. */
function endOf(container: Container): { readonly afterSeconds: number; readonly exitCode: number } | undefined {
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  const script = words[0] === 'sh' && words[1] === '-c' ? (words[2] ?? '').trim() : words.join(' ');
  const exit = /^exit (\d{1,3})$/.exec(script);
  if (exit) return { afterSeconds: 0, exitCode: Number(exit[1]) };
  if (script === 'true') return { afterSeconds: 0, exitCode: 0 };
  if (script === 'false') return { afterSeconds: 0, exitCode: 1 };
  const sleep = /^sleep (\d{1,9})$/.exec(script);
  return sleep ? { afterSeconds: Number(sleep[1]), exitCode: 0 } : undefined;
}
