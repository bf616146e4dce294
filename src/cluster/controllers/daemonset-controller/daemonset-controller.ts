/**
 * Keeps one pod of a DaemonSet on every node that is fit for it. The pods go through the scheduler like any other, each with
 * an affinity to its one node; so a full node has a pending pod, not a missing one.
 */
import type { ControllerRevision } from '#api/apps/controllerrevision.ts';
import type { DaemonSet } from '#api/apps/daemonset.ts';
import type { Pod } from '#api/core/pod.ts';
import type { Draft } from '#api/meta/object.ts';
import type { Status } from '#api/meta/status.ts';
import type { Controller, ControllerContext } from '../controller.ts';
import { keyOf, splitKey } from '../object-key.ts';
import { claim, controllerReference } from '../owner.ts';
import { PodControl, podFromTemplate, slowStart } from '../pod-control.ts';
import { isAvailable, isReady, nextAvailableInMs } from '../pod-state.ts';
import { canonicalJson, templateHash } from '../template-hash.ts';
import { watchDependents } from '../watch-dependents.ts';
import { daemonTolerations, eligibility } from './node-eligibility.ts';
import { nodeOf, type PlanInput, plan, planUpdate } from './plan.ts';

const source = 'daemonset-controller';
const hashLabel = 'controller-revision-hash';
const generationLabel = 'pod-template-generation';
const generationAnnotation = 'deprecated.daemonset.template.generation';
const burst = 250;

export const daemonSetController: Controller = {
  name: 'daemonset-controller',
  start(context) {
    const { client } = context;
    const queue = context.queue((key) => new Sync(context, key).run(queue));
    client.watch('DaemonSet', ({ object }) => queue.add(keyOf(object)));
    client.watch('Node', (event) => {
      const relevant =
        event.type !== 'MODIFIED' ||
        event.old.metadata.labels !== event.object.metadata.labels ||
        event.old.spec !== event.object.spec;
      if (relevant) for (const set of client.list('DaemonSet')) queue.add(keyOf(set));
    });
    const pods = { ownerKind: 'DaemonSet', kind: 'Pod', selectorOf: ({ spec }: DaemonSet) => spec.selector } as const;
    watchDependents(client, pods, (key) => queue.add(key));
  },
};

class Sync {
  readonly #context: ControllerContext;
  readonly #key: string;

  constructor(context: ControllerContext, key: string) {
    this.#context = context;
    this.#key = key;
  }

  run(queue: ReturnType<ControllerContext['queue']>): void {
    const { client, clock } = this.#context;
    const { namespace, name } = splitKey(this.#key);
    const set = client.get('DaemonSet', namespace, name);
    if (!set) return;
    const pods = this.#claimPods(set);
    const hash = this.#currentHash(set);
    if (hash === undefined) {
      queue.addRateLimited(this.#key);
      return;
    }
    const generation = set.metadata.annotations?.[generationAnnotation];
    const isUpdated = ({ metadata: { labels } }: Pod) =>
      labels?.[hashLabel] === hash || (generation !== undefined && labels?.[generationLabel] === generation);
    const input: PlanInput = {
      set,
      nodes: [...client.list('Node')].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1)),
      podsByNode: groupByNode(pods),
      isUpdated,
      nowMs: clock.nowMs,
    };
    let failure: Status | undefined;
    if (set.metadata.deletionTimestamp === undefined) failure = this.#manage(input, hash);
    this.#writeStatus({ ...input, podsByNode: groupByNode(this.#claimPods(set)) });
    this.#cleanHistory(set, pods, hash);
    if (failure) queue.addRateLimited(this.#key);
    const minReadySeconds = set.spec.minReadySeconds ?? 0;
    const waitMs = nextAvailableInMs(pods, minReadySeconds, clock.nowMs);
    if (waitMs !== undefined) queue.addAfter(this.#key, waitMs);
  }

  #claimPods(set: DaemonSet): readonly Pod[] {
    return claim(this.#context.client, 'Pod', set, set.spec.selector);
  }

  #manage(input: PlanInput, hash: string): Status | undefined {
    const { events } = this.#context;
    const { set } = input;
    const control = new PodControl(this.#context, source);
    const { create, remove, finished } = plan(input);
    for (const { pod, node } of finished) {
      const failed = pod.status?.phase === 'Failed';
      const which = `${pod.metadata.namespace}/${pod.metadata.name} on node ${node}`;
      events.record({
        object: set,
        type: failed ? 'Warning' : 'Normal',
        reason: failed ? 'FailedDaemonPod' : 'SucceededDaemonPod',
        message: failed
          ? `Found failed daemon pod ${which}, will try to kill it`
          : `Found succeeded daemon pod ${which}, will try to delete it`,
        source,
      });
    }
    let failure: Status | undefined;
    const carryOut = (nodes: readonly string[], pods: readonly Pod[]) => {
      const made = slowStart(Math.min(nodes.length, burst), (index) =>
        control.create(set, this.#podFor(set, nodes[index] ?? '', hash)),
      );
      failure ??= made.error;
      for (const pod of pods.slice(0, burst)) {
        const deleted = control.delete(set, pod);
        if (!deleted.ok) failure ??= deleted.error;
      }
    };
    carryOut(create, [...finished.map(({ pod }) => pod), ...remove]);
    if (create.length + remove.length + finished.length > 0 || set.spec.updateStrategy?.type === 'OnDelete') {
      return failure;
    }
    const update = planUpdate(input);
    carryOut(update.create, update.remove);
    return failure;
  }

  #podFor(set: DaemonSet, node: string, hash: string): Draft {
    const draft = podFromTemplate(set, set.spec.template) as {
      readonly metadata: { readonly labels?: Readonly<Record<string, string>> };
      readonly spec: Pod['spec'];
    };
    const generation = set.metadata.annotations?.[generationAnnotation];
    const { affinity } = draft.spec;
    const fields = [{ key: 'metadata.name', operator: 'In', values: [node] }];
    const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
    const terms = (required?.nodeSelectorTerms ?? [{}]).map((term) => ({ ...term, matchFields: fields }));
    return {
      ...draft,
      metadata: {
        ...draft.metadata,
        labels: {
          ...draft.metadata.labels,
          [hashLabel]: hash,
          ...(generation !== undefined && { [generationLabel]: generation }),
        },
      },
      spec: {
        ...draft.spec,
        tolerations: daemonTolerations(draft.spec),
        affinity: {
          ...affinity,
          nodeAffinity: {
            ...affinity?.nodeAffinity,
            requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms },
          },
        },
      },
    };
  }

  /** The hash of the present template, with a ControllerRevision that records it. */
  #currentHash(set: DaemonSet): string | undefined {
    const { client } = this.#context;
    const data = { spec: { template: { ...set.spec.template, $patch: 'replace' } } };
    const text = canonicalJson(data);
    const owned = this.#revisions(set);
    const next = Math.max(0, ...owned.map(({ revision }) => revision)) + 1;
    const equal = owned.find((revision) => canonicalJson(revision.data) === text);
    if (equal) {
      const { namespace, name, labels } = equal.metadata;
      if (equal.revision < next - 1) {
        client.patch('ControllerRevision', namespace, name, { type: 'merge', patch: { revision: next } });
      }
      return labels?.[hashLabel] ?? '';
    }
    const collisions = set.status?.collisionCount ?? 0;
    const hash = templateHash(set.spec.template, collisions);
    const created = client.create('ControllerRevision', {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: {
        name: `${set.metadata.name}-${hash}`,
        namespace: set.metadata.namespace,
        labels: { ...set.spec.template.metadata?.labels, [hashLabel]: hash },
        ownerReferences: [controllerReference(set)],
      },
      data,
      revision: next,
    });
    if (created.ok) return hash;
    if (created.error.reason === 'AlreadyExists') {
      const status = { ...set.status, collisionCount: collisions + 1 };
      client.update('DaemonSet', { ...set, status }, { subresource: 'status' });
    }
    return undefined;
  }

  #revisions(set: DaemonSet): readonly ControllerRevision[] {
    return claim(this.#context.client, 'ControllerRevision', set, set.spec.selector);
  }

  #cleanHistory(set: DaemonSet, pods: readonly Pod[], hash: string): void {
    const live = new Set([hash, ...pods.map(({ metadata }) => metadata.labels?.[hashLabel] ?? '')]);
    const idle = this.#revisions(set)
      .filter(({ metadata }) => !live.has(metadata.labels?.[hashLabel] ?? ''))
      .sort((a, b) => a.revision - b.revision);
    const surplus = idle.length - (set.spec.revisionHistoryLimit ?? 10);
    for (const { metadata } of idle.slice(0, Math.max(0, surplus))) {
      this.#context.client.delete('ControllerRevision', metadata.namespace, metadata.name);
    }
  }

  #writeStatus({ set, nodes, podsByNode, isUpdated, nowMs }: PlanInput): void {
    const { client } = this.#context;
    const stored = client.get('DaemonSet', set.metadata.namespace, set.metadata.name);
    if (!stored) return;
    const counts = { desired: 0, current: 0, misscheduled: 0, ready: 0, available: 0, updated: 0 };
    for (const node of nodes) {
      const pods = podsByNode.get(node.metadata.name) ?? [];
      if (!eligibility(set, node).shouldRun) {
        if (pods.length > 0) counts.misscheduled++;
        continue;
      }
      counts.desired++;
      const [oldest] = [...pods].sort((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1));
      if (!oldest) continue;
      counts.current++;
      if (isReady(oldest)) counts.ready++;
      if (isAvailable(oldest, set.spec.minReadySeconds ?? 0, nowMs)) counts.available++;
      if (isUpdated(oldest)) counts.updated++;
    }
    const unavailable = counts.desired - counts.available;
    const status = {
      currentNumberScheduled: counts.current,
      numberMisscheduled: counts.misscheduled,
      desiredNumberScheduled: counts.desired,
      numberReady: counts.ready,
      ...(set.metadata.generation !== undefined && { observedGeneration: set.metadata.generation }),
      ...(counts.updated > 0 && { updatedNumberScheduled: counts.updated }),
      ...(counts.available > 0 && { numberAvailable: counts.available }),
      ...(unavailable > 0 && { numberUnavailable: unavailable }),
      ...(stored.status?.collisionCount !== undefined && { collisionCount: stored.status.collisionCount }),
    };
    if (canonicalJson(stored.status ?? {}) === canonicalJson(status)) return;
    client.update('DaemonSet', { ...stored, status }, { subresource: 'status' });
  }
}

function groupByNode(pods: readonly Pod[]): ReadonlyMap<string, readonly Pod[]> {
  const groups = new Map<string, Pod[]>();
  for (const pod of pods) {
    const node = nodeOf(pod);
    if (node === undefined) continue;
    const group = groups.get(node);
    if (group) group.push(pod);
    else groups.set(node, [pod]);
  }
  return groups;
}
