/**
 * Runs pods until enough have succeeded, or the Job has failed. A pod that ended is counted once: it holds a finalizer until
 * its end stands in the Job's status. Reacts to its pods a second late, as the real one does to gather their changes.
 */
import type { Job } from '#api/batch/job.ts';
import type { Pod } from '#api/core/pod.ts';
import type { Draft } from '#api/meta/object.ts';
import type { Controller, ControllerContext } from '../controller.ts';
import { keyOf, splitKey } from '../object-key.ts';
import { claim, controllerOf } from '../owner.ts';
import { burstReplicas, PodControl, podFromTemplate, slowStart } from '../pod-control.ts';
import { podsToDelete } from '../pod-ranking.ts';
import { isActive } from '../pod-state.ts';
import { canonicalJson } from '../template-hash.ts';
import { afterEnds, type BackOff, endMs, noBackOff, remainingMs } from './back-off.ts';
import { deadlineMs, type Ending, endingOf, isOver } from './ending.ts';
import { formatIndexes, indexAnnotation, indexOf, pendingIndexes } from './indexes.ts';
import { judge } from './pod-failure-policy.ts';
import {
  countsAsFailed,
  failureCountAnnotation,
  failuresBefore,
  isIndexed,
  replacesOnlyFailed,
  type Tally,
  tally,
  trackingFinalizer,
} from './tally.ts';

const source = 'job-controller';
const batchMs = 1000;

export const jobController: Controller = {
  name: 'job-controller',
  start(context) {
    const { client } = context;
    const backOffs = new Map<string, BackOff>();
    const queue = context.queue((key) => new Sync(context, key, backOffs).run(queue));
    client.watch('Job', (event) => {
      if (event.type === 'DELETED') {
        backOffs.delete(keyOf(event.object));
        releaseOrphans(context, event.object.metadata.uid, event.object.metadata.namespace ?? '');
        return;
      }
      const sameSpec = event.type === 'MODIFIED' && event.old.metadata.generation === event.object.metadata.generation;
      if (sameSpec) queue.addAfter(keyOf(event.object), batchMs);
      else queue.add(keyOf(event.object));
    });
    client.watch('Pod', (event) => {
      const pod = event.object;
      for (const seen of event.type === 'MODIFIED' ? [event.old, pod] : [pod]) {
        const owner = controllerOf(seen);
        if (owner?.kind !== 'Job') continue;
        queue.addAfter(`${pod.metadata.namespace}/${owner.name}`, batchMs);
        const job = client.get('Job', pod.metadata.namespace, owner.name);
        if (event.type !== 'DELETED' && job?.metadata.uid !== owner.uid) release(context, pod);
      }
    });
  },
};

/** Pods whose Job is gone would never lose its finalizer. */
function releaseOrphans(context: ControllerContext, uid: string, namespace: string): void {
  for (const pod of context.client.list('Pod', { namespace, controller: uid })) release(context, pod);
}

function release({ client }: ControllerContext, pod: Pod): void {
  const finalizers = pod.metadata.finalizers ?? [];
  if (!finalizers.includes(trackingFinalizer)) return;
  const left = finalizers.filter((finalizer) => finalizer !== trackingFinalizer);
  const patch = { metadata: { finalizers: left } };
  client.patch('Pod', pod.metadata.namespace, pod.metadata.name, { type: 'merge', patch });
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly lastProbeTime: string;
  readonly lastTransitionTime: string;
  readonly reason: string;
  readonly message: string;
}

type Queue = ReturnType<ControllerContext['queue']>;

class Sync {
  readonly #context: ControllerContext;
  readonly #key: string;
  readonly #backOffs: Map<string, BackOff>;

  constructor(context: ControllerContext, key: string, backOffs: Map<string, BackOff>) {
    this.#context = context;
    this.#key = key;
    this.#backOffs = backOffs;
  }

  run(queue: Queue): void {
    const { client, clock, events } = this.#context;
    const { namespace, name } = splitKey(this.#key);
    const stored = client.get('Job', namespace, name);
    if (!stored) return;
    const pods = this.#claimPods(stored);
    if (isOver(stored)) {
      for (const pod of pods) release(this.#context, pod);
      return;
    }
    const suspended = stored.spec.suspend === true;
    const starts = stored.status?.startTime === undefined && !suspended;
    const job = starts
      ? ({ ...stored, status: { ...stored.status, startTime: clock.timestamp() } } as unknown as Job)
      : stored;
    const deadline = deadlineMs(job);
    if (deadline !== undefined && deadline > clock.nowMs) queue.addAfter(this.#key, deadline - clock.nowMs);

    const count = tally(job, pods);
    const before = this.#backOffs.get(this.#key) ?? noBackOff;
    const counted = count.newlyFailed.filter((pod) => judge(job, pod).action !== 'Ignore');
    const backOff = afterEnds(before, count.newlySucceeded, counted, clock.nowMs);
    this.#backOffs.set(this.#key, backOff);

    let ending = endingOf(job, count, clock.nowMs);
    let conditions: readonly Condition[] = (job.status?.conditions ?? []) as unknown as readonly Condition[];
    let active = count.active;
    let terminating = count.terminating;
    let { startTime } = job.status ?? {};
    const goes = job.metadata.deletionTimestamp !== undefined;
    if (ending) {
      this.#deletePods(job, active);
      terminating += this.#stillThere(active);
      active = [];
    } else if (!goes) {
      const managed = this.#manage(job, count, pods, backOff, queue);
      terminating += managed.terminating;
      active = managed.active;
      const { completions } = job.spec;
      const complete =
        completions === undefined
          ? count.succeeded > 0 && active.length === 0
          : count.succeeded >= completions && active.length === 0;
      if (complete && !suspended) {
        ending = {
          type: 'SuccessCriteriaMet',
          reason: 'CompletionsReached',
          message: 'Reached expected number of succeeded pods',
        };
      } else {
        const changed = this.#suspendCondition(conditions, suspended);
        if (changed) {
          conditions = changed;
          if (!suspended) startTime = clock.timestamp();
          else startTime = undefined;
          const [reason, message] = suspended ? ['Suspended', 'Job suspended'] : ['Resumed', 'Job resumed'];
          events.record({ object: job, type: 'Normal', reason: reason ?? '', message: message ?? '', source });
        }
      }
    }
    if (ending) conditions = this.#announce(conditions, ending, terminating);

    const over = conditions.some(({ type }) => type === 'Complete' || type === 'Failed');
    const ready = over || ending ? 0 : count.ready;
    const everyone = ending?.type === 'FailureTarget' ? count.active.filter((pod) => !counted.includes(pod)).length : 0;
    const complete = conditions.find(({ type }) => type === 'Complete');
    const status = {
      ...(conditions.length > 0 && { conditions }),
      ...(startTime !== undefined && { startTime }),
      ...(complete && { completionTime: complete.lastTransitionTime }),
      ...(active.length > 0 && { active: active.length }),
      ...(count.succeeded > 0 && { succeeded: count.succeeded }),
      // Pods that are deleted because the Job has failed are failures, too.
      ...(count.failed + everyone > 0 && { failed: count.failed + everyone }),
      terminating,
      ...(isIndexed(job) &&
        count.succeededIndexes.size > 0 && { completedIndexes: formatIndexes(count.succeededIndexes) }),
      ...(job.spec.backoffLimitPerIndex !== undefined && { failedIndexes: formatIndexes(count.failedIndexes) }),
      uncountedTerminatedPods: {},
      ready,
    };
    this.#writeStatus(job, status);
    for (const pod of [...count.newlySucceeded, ...count.newlyFailed]) release(this.#context, pod);
    if (ending) for (const pod of count.active) this.#releaseIfThere(pod);
    if (over) this.#recordEnd(job, conditions, count);
    else if (ending) queue.addAfter(this.#key, batchMs);
  }

  #claimPods(job: Job): readonly Pod[] {
    return claim(this.#context.client, 'Pod', job, job.spec.selector);
  }

  #manage(
    job: Job,
    count: Tally,
    pods: readonly Pod[],
    backOff: BackOff,
    queue: Queue,
  ): { readonly active: readonly Pod[]; readonly terminating: number } {
    const { clock } = this.#context;
    const { active } = count;
    // Taken away by the Job itself, they are no failures: without the finalizer nobody counts them.
    const remove = (victims: readonly Pod[]) => {
      for (const pod of victims) release(this.#context, pod);
      this.#deletePods(job, victims);
      return { active: active.filter((pod) => !victims.includes(pod)), terminating: this.#stillThere(victims) };
    };
    if (job.spec.suspend) return remove(active);
    const { completions } = job.spec;
    const parallelism = job.spec.parallelism ?? 1;
    const wanted =
      completions === undefined
        ? count.succeeded > 0
          ? active.length
          : parallelism
        : Math.max(0, Math.min(parallelism, completions - count.succeeded - count.failedIndexes.size));
    const surplus = this.#surplus(job, count, Math.max(0, active.length - wanted));
    if (surplus.length > 0) return remove(surplus);
    const waiting = replacesOnlyFailed(job) ? count.terminating : 0;
    const missing = Math.min(burstReplicas, wanted - waiting - active.length);
    if (missing <= 0) return { active, terminating: 0 };
    const perIndex = job.spec.backoffLimitPerIndex !== undefined;
    const waitMs = perIndex ? 0 : remainingMs(backOff, clock.nowMs);
    if (waitMs > 0) {
      queue.addAfter(this.#key, waitMs);
      return { active, terminating: 0 };
    }
    const indexes = isIndexed(job) ? this.#indexesToStart(job, count, pods, missing, queue) : undefined;
    const number = indexes ? indexes.length : missing;
    const control = new PodControl(this.#context, source);
    const made: Pod[] = [];
    const { error } = slowStart(number, (position) => {
      const created = control.create(job, podFor(job, pods, indexes?.[position]));
      if (created.ok) made.push(created.value);
      return created;
    });
    if (error) queue.addRateLimited(this.#key);
    return { active: [...active, ...made], terminating: 0 };
  }

  /** Too many pods, or two of one index, or one of an index that is done. */
  #surplus(job: Job, { active, succeededIndexes }: Tally, atLeast: number): readonly Pod[] {
    const { nowMs } = this.#context.clock;
    if (!isIndexed(job)) return podsToDelete(active, atLeast, nowMs, new Map());
    const seen = new Set<number>();
    const useless: Pod[] = [];
    const useful: Pod[] = [];
    for (const pod of active) {
      const index = indexOf(pod);
      const isUseless =
        index === undefined || index >= (job.spec.completions ?? 0) || succeededIndexes.has(index) || seen.has(index);
      if (index !== undefined) seen.add(index);
      (isUseless ? useless : useful).push(pod);
    }
    const more = Math.max(0, atLeast - useless.length);
    const highestFirst = useful.sort((a, b) => (indexOf(b) ?? 0) - (indexOf(a) ?? 0));
    return [...useless, ...highestFirst.slice(0, more)];
  }

  #indexesToStart(job: Job, count: Tally, pods: readonly Pod[], missing: number, queue: Queue): readonly number[] {
    const { nowMs } = this.#context.clock;
    const taken = new Set([...count.succeededIndexes, ...count.failedIndexes]);
    for (const pod of pods) {
      const index = indexOf(pod);
      const holds = isActive(pod) || (replacesOnlyFailed(job) && pod.metadata.deletionTimestamp !== undefined);
      if (index !== undefined && holds) taken.add(index);
    }
    if (job.spec.backoffLimitPerIndex === undefined) {
      return pendingIndexes(missing, job.spec.completions ?? 0, taken);
    }
    let soonestMs: number | undefined;
    for (const index of pendingIndexes(Number.POSITIVE_INFINITY, job.spec.completions ?? 0, taken)) {
      const last = lastFailed(job, pods, index);
      if (!last) continue;
      const failures = failuresBefore(last) + 1;
      const waitMs = remainingMs({ failures, lastFailureMs: endMs(last, nowMs) }, nowMs);
      if (waitMs <= 0) continue;
      taken.add(index);
      soonestMs = Math.min(soonestMs ?? waitMs, waitMs);
    }
    if (soonestMs !== undefined) queue.addAfter(this.#key, soonestMs);
    return pendingIndexes(missing, job.spec.completions ?? 0, taken);
  }

  #deletePods(job: Job, pods: readonly Pod[]): void {
    const control = new PodControl(this.#context, source);
    for (const pod of pods) control.delete(job, pod);
  }

  /** Of pods just deleted, how many are still ending. */
  #stillThere(pods: readonly Pod[]): number {
    const { client } = this.#context;
    return pods.filter(({ metadata }) => client.get('Pod', metadata.namespace, metadata.name) !== undefined).length;
  }

  #releaseIfThere({ metadata }: Pod): void {
    const now = this.#context.client.get('Pod', metadata.namespace, metadata.name);
    if (now?.metadata.uid === metadata.uid) release(this.#context, now);
  }

  /** Suspended turns True, or, where it was there before, False; undefined when nothing changes. */
  #suspendCondition(conditions: readonly Condition[], suspended: boolean): readonly Condition[] | undefined {
    const before = conditions.find(({ type }) => type === 'Suspended');
    const status = suspended ? 'True' : 'False';
    if (before ? before.status === status : !suspended) return undefined;
    const after = suspended
      ? this.#condition('Suspended', 'JobSuspended', 'Job suspended')
      : this.#condition('Suspended', 'JobResumed', 'Job resumed', 'False');
    return [...conditions.filter(({ type }) => type !== 'Suspended'), after];
  }

  #announce(conditions: readonly Condition[], ending: Ending, terminating: number): readonly Condition[] {
    const announced = conditions.some(({ type }) => type === ending.type)
      ? conditions
      : [...conditions, this.#condition(ending.type, ending.reason, ending.message)];
    if (terminating > 0) return announced;
    const final = ending.type === 'SuccessCriteriaMet' ? 'Complete' : 'Failed';
    return [...announced, this.#condition(final, ending.reason, ending.message)];
  }

  #condition(type: string, reason: string, message: string, status = 'True'): Condition {
    const timestamp = this.#context.clock.timestamp();
    return { type, status, lastProbeTime: timestamp, lastTransitionTime: timestamp, reason, message };
  }

  #recordEnd(job: Job, conditions: readonly Condition[], count: Tally): void {
    const { events } = this.#context;
    const failed = conditions.find(({ type }) => type === 'Failed');
    this.#backOffs.delete(this.#key);
    if (failed) {
      const { reason, message } = failed;
      events.record({ object: job, type: 'Warning', reason, message, source });
      return;
    }
    if (job.spec.completions !== undefined && count.succeeded > job.spec.completions) {
      const message = 'Too many succeeded pods running after completion count reached';
      events.record({ object: job, type: 'Warning', reason: 'TooManySucceededPods', message, source });
    }
    events.record({ object: job, type: 'Normal', reason: 'Completed', message: 'Job completed', source });
  }

  #writeStatus(job: Job, status: Readonly<Record<string, unknown>>): void {
    const { client } = this.#context;
    const stored = client.get('Job', job.metadata.namespace, job.metadata.name);
    if (!stored || canonicalJson(stored.status ?? {}) === canonicalJson(status)) return;
    client.update('Job', { ...stored, status }, { subresource: 'status' });
  }
}

function podFor(job: Job, pods: readonly Pod[], index: number | undefined): Draft {
  const draft = podFromTemplate(job, job.spec.template) as {
    readonly metadata: Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;
    readonly spec: Pod['spec'];
  };
  const finalizers = [trackingFinalizer];
  if (index === undefined) return { ...draft, metadata: { ...draft.metadata, finalizers } };
  const text = String(index);
  const last = job.spec.backoffLimitPerIndex === undefined ? undefined : lastFailed(job, pods, index);
  const failures = last ? failuresBefore(last) + (judge(job, last).action === 'Ignore' ? 0 : 1) : 0;
  const variable = {
    name: 'JOB_COMPLETION_INDEX',
    valueFrom: { fieldRef: { fieldPath: `metadata.labels['${indexAnnotation}']` } },
  };
  const withIndex = <C extends { readonly env?: readonly { readonly name: string }[] }>(container: C) =>
    container.env?.some(({ name }) => name === variable.name)
      ? container
      : { ...container, env: [...(container.env ?? []), variable] };
  return {
    ...draft,
    metadata: {
      ...draft.metadata,
      finalizers,
      generateName: `${job.metadata.name}-${index}-`,
      labels: { ...draft.metadata['labels'], [indexAnnotation]: text },
      annotations: {
        ...draft.metadata['annotations'],
        [indexAnnotation]: text,
        ...(job.spec.backoffLimitPerIndex !== undefined && { [failureCountAnnotation]: String(failures) }),
      },
    },
    spec: {
      ...draft.spec,
      hostname: `${job.metadata.name}-${index}`,
      containers: draft.spec.containers.map(withIndex),
      ...(draft.spec.initContainers && { initContainers: draft.spec.initContainers.map(withIndex) }),
    },
  };
}

/** The failed pod of an index with the most failures behind it. */
function lastFailed(job: Job, pods: readonly Pod[], index: number): Pod | undefined {
  return pods
    .filter((pod) => indexOf(pod) === index && countsAsFailed(job, pod))
    .sort((a, b) => failuresBefore(b) - failuresBefore(a))[0];
}
