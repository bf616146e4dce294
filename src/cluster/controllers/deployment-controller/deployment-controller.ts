/**
 * Brings a Deployment's ReplicaSets one step nearer to its template and size. Each reconcile takes one of four ways:
 * only the status (being deleted), scaling (paused, or its size changed), rolling update, recreate.
 * The arithmetic is in rolling-update.ts and proportional-scaling.ts, revisions in revision.ts, conditions in status.ts.
 */
import type { Deployment } from '#api/apps/deployment.ts';
import type { ReplicaSet } from '#api/apps/replicaset.ts';
import type { Controller, ControllerContext } from '../controller.ts';
import { keyOf, splitKey } from '../object-key.ts';
import { claim, controlledBy, controllerOf, controllerReference } from '../owner.ts';
import { namespaceGoes } from '../pod-control.ts';
import { isFinished } from '../pod-state.ts';
import { canonicalJson, templateHash } from '../template-hash.ts';
import { watchDependents } from '../watch-dependents.ts';
import { isActiveSet, isScalingEvent, scalings } from './proportional-scaling.ts';
import {
  desiredReplicasAnnotation,
  hashLabel,
  inheritedAnnotations,
  maxReplicasAnnotation,
  nextRevision,
  pastHistory,
  renumbered,
  revisionAnnotation,
  splitReplicaSets,
} from './revision.ts';
import { fenceposts, newReplicas, oldReplicas, type Scaling, wanted, wantedReplicas } from './rolling-update.ts';
import {
  conditionOf,
  counted,
  type DeploymentStatus,
  deadlineSeconds,
  isComplete,
  makeCondition,
  nextDeadlineInMs,
  rolloutStatus,
  statusOf,
  withCondition,
} from './status.ts';

const source = 'deployment-controller';

export const deploymentController: Controller = {
  name: 'deployment-controller',
  start(context) {
    const { client } = context;
    const queue = context.queue((key) => new Sync(context, key).run(queue));
    client.watch('Deployment', ({ object }) => queue.add(keyOf(object)));
    const selectorOf = ({ spec }: Deployment) => spec.selector;
    watchDependents(client, { ownerKind: 'Deployment', kind: 'ReplicaSet', selectorOf }, (key) => queue.add(key));
    // A Recreate rollout waits for the last old pod to be gone, which no ReplicaSet's counters show.
    client.watch('Pod', (event) => {
      if (event.type === 'ADDED' || (event.type === 'MODIFIED' && !isFinished(event.object))) return;
      const owner = controllerOf(event.object);
      if (owner?.kind !== 'ReplicaSet') return;
      const namespace = event.object.metadata.namespace ?? '';
      const replicaSet = client.get('ReplicaSet', namespace, owner.name);
      const deployment = replicaSet && controllerOf(replicaSet);
      if (deployment?.kind === 'Deployment') queue.add(`${namespace}/${deployment.name}`);
    });
  },
};

/** One reconcile of one Deployment. */
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
    const deployment = client.get('Deployment', namespace, name);
    if (!deployment) return;
    const replicaSets = this.#claimReplicaSets(deployment);
    const outcome = this.#reconcile(deployment, replicaSets);
    if (!outcome) {
      queue.addRateLimited(this.#key);
      return;
    }
    this.#writeStatus(deployment, outcome);
    const waitMs = nextDeadlineInMs(deployment, outcome, clock.nowMs);
    if (waitMs !== undefined) queue.addAfter(this.#key, waitMs);
  }

  /** The status to store; undefined when something was refused and the key must be tried again. */
  #reconcile(stored: Deployment, replicaSets: readonly ReplicaSet[]): DeploymentStatus | undefined {
    const { clock } = this.#context;
    const { newReplicaSet, old } = splitReplicaSets(stored, replicaSets);
    if (stored.metadata.deletionTimestamp !== undefined) {
      return counted(stored, replicaSets, newReplicaSet, clock.timestamp());
    }
    const deployment = this.#withPausedCondition(stored);
    if (deployment.spec.paused || isScalingEvent(deployment, replicaSets)) {
      return this.#scale(deployment, old, this.#renumber(deployment, newReplicaSet, old));
    }
    return deployment.spec.strategy?.type === 'Recreate'
      ? this.#recreate(deployment, old, newReplicaSet)
      : this.#rollingUpdate(deployment, old, newReplicaSet);
  }

  #scale(deployment: Deployment, old: readonly ReplicaSet[], newReplicaSet: ReplicaSet | undefined): DeploymentStatus {
    for (const scaling of scalings(deployment, old, newReplicaSet)) this.#scaleReplicaSet(deployment, scaling);
    if (deployment.spec.paused) this.#cleanUp(deployment, old);
    const all = newReplicaSet ? [...old, newReplicaSet] : old;
    return counted(deployment, all, newReplicaSet, this.#context.clock.timestamp());
  }

  #rollingUpdate(
    stored: Deployment,
    old: readonly ReplicaSet[],
    found: ReplicaSet | undefined,
  ): DeploymentStatus | undefined {
    const ensured = this.#ensureNewReplicaSet(stored, old, found);
    if (!ensured) return undefined;
    const { deployment, newReplicaSet } = ensured;
    const all = [...old, newReplicaSet];
    const size = newReplicas(deployment, all, wanted(newReplicaSet));
    const grown = this.#scaleReplicaSet(deployment, { replicaSet: newReplicaSet, to: size });
    if (!grown) {
      const shrinking = oldReplicas(deployment, old, newReplicaSet);
      for (const scaling of shrinking) this.#scaleReplicaSet(deployment, scaling);
      if (shrinking.length === 0 && isComplete(deployment, statusOf(deployment))) this.#cleanUp(deployment, old);
    }
    return this.#rolloutStatus(deployment, all, newReplicaSet);
  }

  #recreate(
    stored: Deployment,
    old: readonly ReplicaSet[],
    found: ReplicaSet | undefined,
  ): DeploymentStatus | undefined {
    const known = this.#renumber(stored, found, old);
    const active = old.filter(isActiveSet);
    if (active.length > 0 || this.#oldPodsRun(old)) {
      for (const replicaSet of active) this.#scaleReplicaSet(stored, { replicaSet, to: 0 });
      return this.#rolloutStatus(stored, known ? [...old, known] : old, known);
    }
    const ensured = this.#ensureNewReplicaSet(stored, old, known);
    if (!ensured) return undefined;
    const { deployment, newReplicaSet } = ensured;
    this.#scaleReplicaSet(deployment, { replicaSet: newReplicaSet, to: wantedReplicas(deployment) });
    if (isComplete(deployment, statusOf(deployment))) this.#cleanUp(deployment, old);
    return this.#rolloutStatus(deployment, [...old, newReplicaSet], newReplicaSet);
  }

  #rolloutStatus(deployment: Deployment, all: readonly ReplicaSet[], newReplicaSet: ReplicaSet | undefined) {
    const { clock } = this.#context;
    return rolloutStatus(deployment, all, newReplicaSet, clock.nowMs, clock.timestamp());
  }

  #claimReplicaSets(deployment: Deployment): readonly ReplicaSet[] {
    return claim(this.#context.client, 'ReplicaSet', deployment, deployment.spec.selector);
  }

  /** Pausing stops the deadline, resuming starts it anew. */
  #withPausedCondition(deployment: Deployment): Deployment {
    const status = statusOf(deployment);
    const progressing = conditionOf(status, 'Progressing');
    if (deadlineSeconds(deployment) === undefined || progressing?.reason === 'ProgressDeadlineExceeded') {
      return deployment;
    }
    const timestamp = this.#context.clock.timestamp();
    const marked = progressing?.reason === 'DeploymentPaused';
    if (deployment.spec.paused && !marked) {
      const paused = makeCondition('Progressing', 'Unknown', 'DeploymentPaused', 'Deployment is paused', timestamp);
      return withStatus(deployment, withCondition(status, paused));
    }
    if (!deployment.spec.paused && marked) {
      const resumed = makeCondition('Progressing', 'Unknown', 'DeploymentResumed', 'Deployment is resumed', timestamp);
      return withStatus(deployment, withCondition(status, resumed));
    }
    return deployment;
  }

  /** Gives an existing new ReplicaSet its revision and annotations, and the Deployment the same revision. */
  #renumber(deployment: Deployment, newReplicaSet: ReplicaSet | undefined, old: readonly ReplicaSet[]) {
    if (!newReplicaSet) return undefined;
    const { client } = this.#context;
    const { namespace, name } = newReplicaSet.metadata;
    const annotations = renumbered(deployment, newReplicaSet, nextRevision(old));
    const minReadySeconds = deployment.spec.minReadySeconds ?? 0;
    if (annotations === undefined && (newReplicaSet.spec.minReadySeconds ?? 0) === minReadySeconds) {
      this.#copyRevision(deployment, newReplicaSet);
      return newReplicaSet;
    }
    const patch = { metadata: { ...(annotations && { annotations }) }, spec: { minReadySeconds } };
    const patched = client.patch('ReplicaSet', namespace, name, { type: 'merge', patch });
    if (patched.ok) this.#copyRevision(deployment, patched.value);
    return patched.ok ? patched.value : newReplicaSet;
  }

  #copyRevision(deployment: Deployment, replicaSet: ReplicaSet): void {
    const revision = replicaSet.metadata.annotations?.[revisionAnnotation];
    if (revision === undefined || deployment.metadata.annotations?.[revisionAnnotation] === revision) return;
    const patch = { metadata: { annotations: { [revisionAnnotation]: revision } } };
    this.#context.client.patch('Deployment', deployment.metadata.namespace, deployment.metadata.name, {
      type: 'merge',
      patch,
    });
  }

  #ensureNewReplicaSet(
    deployment: Deployment,
    old: readonly ReplicaSet[],
    found: ReplicaSet | undefined,
  ): { readonly deployment: Deployment; readonly newReplicaSet: ReplicaSet } | undefined {
    const { clock } = this.#context;
    const known = this.#renumber(deployment, found, old);
    const newReplicaSet = known ?? this.#createReplicaSet(deployment, old);
    if (!newReplicaSet) return undefined;
    const status = statusOf(deployment);
    if (deadlineSeconds(deployment) === undefined) return { deployment, newReplicaSet };
    const { name } = newReplicaSet.metadata;
    if (!known) {
      const message = `Created new replica set "${name}"`;
      const created = makeCondition('Progressing', 'True', 'NewReplicaSetCreated', message, clock.timestamp());
      return { deployment: withStatus(deployment, withCondition(status, created)), newReplicaSet };
    }
    if (conditionOf(status, 'Progressing')) return { deployment, newReplicaSet };
    const message = `Found new replica set "${name}"`;
    const foundOne = makeCondition('Progressing', 'True', 'FoundNewReplicaSet', message, clock.timestamp());
    return { deployment: withStatus(deployment, withCondition(status, foundOne)), newReplicaSet };
  }

  #createReplicaSet(deployment: Deployment, old: readonly ReplicaSet[]): ReplicaSet | undefined {
    const { client, events } = this.#context;
    const status = statusOf(deployment);
    const { template } = deployment.spec;
    const hash = templateHash(template, status.collisionCount);
    const labels = { ...template?.metadata?.labels, [hashLabel]: hash };
    const replicas = newReplicas(deployment, old, 0);
    const created = client.create('ReplicaSet', {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `${deployment.metadata.name.slice(0, 252 - hash.length)}-${hash}`,
        namespace: deployment.metadata.namespace,
        labels,
        annotations: {
          ...inheritedAnnotations(deployment),
          ...sizeAnnotations(deployment),
          [revisionAnnotation]: String(nextRevision(old)),
        },
        ownerReferences: [controllerReference(deployment)],
      },
      spec: {
        replicas,
        ...(deployment.spec.minReadySeconds && { minReadySeconds: deployment.spec.minReadySeconds }),
        selector: {
          ...deployment.spec.selector,
          matchLabels: { ...deployment.spec.selector?.matchLabels, [hashLabel]: hash },
        },
        template: { ...template, metadata: { ...template?.metadata, labels } },
      },
    });
    if (created.ok) {
      this.#copyRevision(deployment, created.value);
      if (replicas > 0) this.#recordScaling(deployment, created.value, 0, replicas);
      return created.value;
    }
    if (created.error.reason === 'AlreadyExists') {
      this.#writeStatus(deployment, { ...status, collisionCount: (status.collisionCount ?? 0) + 1 });
      return undefined;
    }
    if (namespaceGoes(created.error)) return undefined;
    const name = `${deployment.metadata.name}-${hash}`;
    const message = `Failed to create new replica set "${name}": ${created.error.message}`;
    events.record({ object: deployment, type: 'Warning', reason: 'ReplicaSetCreateError', message, source });
    const timestamp = this.#context.clock.timestamp();
    const failed = makeCondition('Progressing', 'False', 'ReplicaSetCreateError', message, timestamp);
    if (deadlineSeconds(deployment) !== undefined) this.#writeStatus(deployment, withCondition(status, failed));
    return undefined;
  }

  /** Sets size and size annotations in one write; an Event only when the size changes. Returns whether it did. */
  #scaleReplicaSet(deployment: Deployment, { replicaSet, to }: Scaling): boolean {
    const from = wanted(replicaSet);
    const annotations = sizeAnnotations(deployment);
    const same = Object.entries(annotations).every(([key, value]) => replicaSet.metadata.annotations?.[key] === value);
    if (from === to && same) return false;
    const { namespace, name } = replicaSet.metadata;
    const patch = { metadata: { annotations }, spec: { replicas: to } };
    const scaled = this.#context.client.patch('ReplicaSet', namespace, name, { type: 'merge', patch });
    if (!scaled.ok || from === to) return false;
    this.#recordScaling(deployment, replicaSet, from, to);
    return true;
  }

  #recordScaling(deployment: Deployment, replicaSet: ReplicaSet, from: number, to: number): void {
    const message = `Scaled ${to > from ? 'up' : 'down'} replica set ${replicaSet.metadata.name} from ${from} to ${to}`;
    this.#context.events.record({ object: deployment, type: 'Normal', reason: 'ScalingReplicaSet', message, source });
  }

  /** Terminating pods count: a Recreate never overlaps, and one pod that will not end holds it up. */
  #oldPodsRun(old: readonly ReplicaSet[]): boolean {
    const { client } = this.#context;
    return old.some((replicaSet) => controlledBy(client, 'Pod', replicaSet).some((pod) => !isFinished(pod)));
  }

  #cleanUp(deployment: Deployment, old: readonly ReplicaSet[]): void {
    for (const { metadata } of pastHistory(deployment, old)) {
      this.#context.client.delete('ReplicaSet', metadata.namespace, metadata.name, { propagationPolicy: 'Background' });
    }
  }

  #writeStatus(deployment: Deployment, status: DeploymentStatus): void {
    const { client } = this.#context;
    const { namespace, name } = deployment.metadata;
    const stored = client.get('Deployment', namespace, name);
    if (!stored || canonicalJson(stored.status ?? {}) === canonicalJson(status)) return;
    client.update('Deployment', withStatus(stored, status) as never, { subresource: 'status' });
  }
}

function withStatus(deployment: Deployment, status: DeploymentStatus): Deployment {
  return { ...deployment, status } as unknown as Deployment;
}

function sizeAnnotations(deployment: Deployment): Readonly<Record<string, string>> {
  const replicas = wantedReplicas(deployment);
  return {
    [desiredReplicasAnnotation]: String(replicas),
    [maxReplicasAnnotation]: String(replicas + fenceposts(deployment).maxSurge),
  };
}
