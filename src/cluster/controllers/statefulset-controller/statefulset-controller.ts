/**
 * Runs a StatefulSet's plan (plan.ts) against the API server: claims before their pod, pods by ordinal, and the status.
 * Never two pods of one name: a pod on a node that does not answer is not replaced until its object is gone.
 */
import type { StatefulSet } from '#api/apps/statefulset.ts';
import type { Pod } from '#api/core/pod.ts';
import { matchesSelector } from '#api/meta/label-selector.ts';
import type { Status } from '#api/meta/status.ts';
import { fail, ok } from '#base/result.ts';
import type { Controller, ControllerContext } from '../controller.ts';
import { keyOf, splitKey } from '../object-key.ts';
import { claim, controlledBy } from '../owner.ts';
import { slowStart } from '../pod-control.ts';
import { nextAvailableInMs } from '../pod-state.ts';
import { canonicalJson } from '../template-hash.ts';
import { watchDependents } from '../watch-dependents.ts';
import { updateClaimOwners } from './claim-retention.ts';
import { claimDrafts, claimName, claimTemplates, ordinalOf, podDraft, podName } from './identity.ts';
import { plan, type Step, splitPods } from './plan.ts';
import { type Revisions, revisionsOf, templateOf, truncateHistory } from './revisions.ts';
import { type StatefulSetStatus, statusOf } from './status.ts';

const source = 'statefulset-controller';

export const statefulSetController: Controller = {
  name: 'statefulset-controller',
  start(context) {
    const { client } = context;
    const queue = context.queue((key) => new Sync(context, key).run(queue));
    client.watch('StatefulSet', ({ object }) => queue.add(keyOf(object)));
    const pods = {
      ownerKind: 'StatefulSet',
      kind: 'Pod',
      selectorOf: ({ spec }: StatefulSet) => spec.selector,
    } as const;
    watchDependents(client, pods, (key) => queue.add(key));
    // A pod may wait for a claim of its name to be gone.
    client.watch('PersistentVolumeClaim', (event) => {
      if (event.type !== 'DELETED') return;
      const { namespace, labels } = event.object.metadata;
      for (const set of client.list('StatefulSet', { namespace: namespace ?? '' })) {
        if (matchesSelector(set.spec.selector, labels ?? {})) queue.add(keyOf(set));
      }
    });
  },
};

class Sync {
  readonly #context: ControllerContext;
  readonly #key: string;
  #failure: Status | undefined;

  constructor(context: ControllerContext, key: string) {
    this.#context = context;
    this.#key = key;
  }

  run(queue: ReturnType<ControllerContext['queue']>): void {
    const { client, clock } = this.#context;
    const { namespace, name } = splitKey(this.#key);
    const set = client.get('StatefulSet', namespace, name);
    if (!set) return;
    const pods = this.#claimPods(set);
    const revisions = revisionsOf(this.#context, set);
    if (!revisions) {
      queue.addRateLimited(this.#key);
      return;
    }

    const steps = plan({
      set,
      pods,
      currentRevision: revisions.current.metadata.name,
      updateRevision: revisions.update.metadata.name,
      nowMs: clock.nowMs,
      hasStaleClaim: (ordinal) => this.#hasStaleClaim(set, ordinal),
    });
    const creations = steps.filter(({ kind }) => kind === 'create');
    slowStart(creations.length, (index) => {
      this.#take(set, revisions, creations[index] as Step);
      return this.#failure ? fail(this.#failure) : ok(undefined);
    });
    for (const step of steps) {
      if (this.#failure) break;
      if (step.kind !== 'create') this.#take(set, revisions, step);
    }
    updateClaimOwners(this.#context, set, splitPods(set, this.#podsNow(set)));
    // A pod made just now counts from the next look on, so whoever follows a rollout sees its place empty once.
    const before = new Set(pods.map(({ metadata }) => metadata.uid));
    const counted = this.#podsNow(set).filter(({ metadata }) => before.has(metadata.uid));
    this.#writeStatus(set, statusOf(set, counted, revisions, clock.nowMs));
    truncateHistory(this.#context, set, pods, revisions);

    if (this.#failure) queue.addRateLimited(this.#key);
    const minReadySeconds = set.spec.minReadySeconds ?? 0;
    const waitMs = nextAvailableInMs(pods, minReadySeconds, clock.nowMs);
    if (waitMs !== undefined) queue.addAfter(this.#key, waitMs);
  }

  #claimPods(set: StatefulSet): readonly Pod[] {
    return claim(this.#context.client, 'Pod', set, set.spec.selector, (pod) => ordinalOf(set, pod) !== undefined);
  }

  #podsNow(set: StatefulSet): readonly Pod[] {
    return controlledBy(this.#context.client, 'Pod', set);
  }

  #take(set: StatefulSet, revisions: Revisions, step: Step): void {
    if (step.kind === 'create') {
      const revision = revisions.all.find(({ metadata }) => metadata.name === step.revision) ?? revisions.update;
      if (!this.#createClaims(set, step.ordinal)) return;
      const draft = podDraft(set, templateOf(revision), step.ordinal, revision.metadata.name);
      const created = this.#context.client.create('Pod', draft);
      this.#record(set, 'Create', podName(set, step.ordinal), created.ok ? undefined : created.error);
    } else if (step.kind === 'repair') {
      if (step.pod.status?.phase === 'Pending') this.#createClaims(set, step.ordinal);
    } else {
      const { namespace, name, uid } = step.pod.metadata;
      const deleted = this.#context.client.delete('Pod', namespace, name, { preconditions: { uid } });
      if (!deleted.ok && deleted.error.reason === 'NotFound') return;
      this.#record(set, 'Delete', name, deleted.ok ? undefined : deleted.error);
    }
  }

  #record(set: StatefulSet, verb: 'Create' | 'Delete' | 'Update', pod: string, failure: Status | undefined): void {
    const words = `${verb} Pod ${pod} in StatefulSet ${set.metadata.name}`;
    const { events } = this.#context;
    if (!failure) {
      const message = `${words} successful`;
      events.record({ object: set, type: 'Normal', reason: `Successful${verb}`, message, source });
      return;
    }
    this.#failure ??= failure;
    const message = `${words} failed error: ${failure.message}`;
    events.record({ object: set, type: 'Warning', reason: `Failed${verb}`, message, source });
  }

  /** False when a claim was refused: then the pod is not made either. */
  #createClaims(set: StatefulSet, ordinal: number): boolean {
    const { client, events } = this.#context;
    const pod = podName(set, ordinal);
    for (const draft of claimDrafts(set, ordinal)) {
      const { name, namespace } = draft['metadata'] as { readonly name: string; readonly namespace: string };
      if (client.get('PersistentVolumeClaim', namespace, name)) continue;
      const created = client.create('PersistentVolumeClaim', draft);
      if (created.ok) {
        const message = `Create Claim ${name} Pod ${pod} in StatefulSet ${set.metadata.name} success`;
        events.record({ object: set, type: 'Normal', reason: 'SuccessfulCreate', message, source });
        continue;
      }
      this.#failure ??= created.error;
      const message = `Create Claim ${name} for Pod ${pod} in StatefulSet ${set.metadata.name} failed error: ${created.error.message}`;
      events.record({ object: set, type: 'Warning', reason: 'FailedCreate', message, source });
      return false;
    }
    return true;
  }

  /** A claim that is being deleted, or belongs to an earlier pod of the name, is not to be used by the next one. */
  #hasStaleClaim(set: StatefulSet, ordinal: number): boolean {
    return claimTemplates(set).some((template) => {
      const name = claimName(set, template.metadata.name, ordinal);
      const found = this.#context.client.get('PersistentVolumeClaim', set.metadata.namespace, name);
      if (!found) return false;
      const ofPod = found.metadata.ownerReferences?.some(({ kind }) => kind === 'Pod') ?? false;
      return found.metadata.deletionTimestamp !== undefined || ofPod;
    });
  }

  #writeStatus(set: StatefulSet, status: StatefulSetStatus): void {
    const { client } = this.#context;
    const stored = client.get('StatefulSet', set.metadata.namespace, set.metadata.name);
    if (!stored || canonicalJson(stored.status ?? {}) === canonicalJson(status)) return;
    client.update('StatefulSet', { ...stored, status }, { subresource: 'status' });
  }
}
