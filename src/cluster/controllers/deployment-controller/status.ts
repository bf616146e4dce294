/**
 * A Deployment's counters and its conditions: Available, Progressing (complete, progressing, timed out), ReplicaFailure.
 * A rollout never goes back by itself; after its deadline only the condition says so.
 */
import type { Deployment } from '#api/apps/deployment.ts';
import type { ReplicaSet } from '#api/apps/replicaset.ts';
import { available, fenceposts, sumOf, wanted, wantedReplicas } from './rolling-update.ts';

export interface DeploymentCondition {
  readonly type: 'Available' | 'Progressing' | 'ReplicaFailure';
  readonly status: 'True' | 'False' | 'Unknown';
  readonly lastUpdateTime: string;
  readonly lastTransitionTime: string;
  readonly reason: string;
  readonly message: string;
}

export interface DeploymentStatus {
  readonly observedGeneration?: number;
  readonly replicas?: number;
  readonly updatedReplicas?: number;
  readonly readyReplicas?: number;
  readonly availableReplicas?: number;
  readonly unavailableReplicas?: number;
  readonly terminatingReplicas?: number;
  readonly collisionCount?: number;
  readonly conditions?: readonly DeploymentCondition[];
}

const noDeadline = 2147483647;

export function statusOf(deployment: Deployment): DeploymentStatus {
  return (deployment.status ?? {}) as DeploymentStatus;
}

export function conditionOf(status: DeploymentStatus, type: DeploymentCondition['type']) {
  return status.conditions?.find((candidate) => candidate.type === type);
}

export function deadlineSeconds(deployment: Deployment): number | undefined {
  const seconds = deployment.spec.progressDeadlineSeconds;
  return seconds === undefined || seconds === noDeadline ? undefined : seconds;
}

export function makeCondition(
  type: DeploymentCondition['type'],
  status: DeploymentCondition['status'],
  reason: string,
  message: string,
  timestamp: string,
): DeploymentCondition {
  return { type, status, lastUpdateTime: timestamp, lastTransitionTime: timestamp, reason, message };
}

/** Same status and reason: nothing happens, so lastUpdateTime does not move. Otherwise the condition goes to the end. */
export function withCondition(status: DeploymentStatus, condition: DeploymentCondition): DeploymentStatus {
  const before = conditionOf(status, condition.type);
  if (before && before.status === condition.status && before.reason === condition.reason) return status;
  const kept =
    before && before.status === condition.status
      ? { ...condition, lastTransitionTime: before.lastTransitionTime }
      : condition;
  return { ...status, conditions: [...(withoutCondition(status, condition.type).conditions ?? []), kept] };
}

function withoutCondition(status: DeploymentStatus, type: DeploymentCondition['type']): DeploymentStatus {
  return { ...status, conditions: (status.conditions ?? []).filter((candidate) => candidate.type !== type) };
}

/** updated = replicas = available = wanted: nothing is left to do. */
export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const replicas = wantedReplicas(deployment);
  return (
    (status.updatedReplicas ?? 0) === replicas &&
    (status.replicas ?? 0) === replicas &&
    (status.availableReplicas ?? 0) === replicas &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

function isProgressing(before: DeploymentStatus, after: DeploymentStatus): boolean {
  const oldPods = (status: DeploymentStatus) => (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return (
    (after.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    oldPods(after) < oldPods(before) ||
    (after.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (after.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

function isTimedOut(deployment: Deployment, status: DeploymentStatus, nowMs: number): boolean {
  const progressing = conditionOf(status, 'Progressing');
  const seconds = deadlineSeconds(deployment);
  if (!progressing || seconds === undefined || progressing.reason === 'NewReplicaSetAvailable') return false;
  if (progressing.reason === 'ProgressDeadlineExceeded') return true;
  return Date.parse(progressing.lastUpdateTime) + seconds * 1000 < nowMs;
}

/** Counters and the Available condition: what a paused or scaled Deployment updates, too. */
export function counted(
  deployment: Deployment,
  replicaSets: readonly ReplicaSet[],
  newReplicaSet: ReplicaSet | undefined,
  timestamp: string,
): DeploymentStatus {
  const before = statusOf(deployment);
  const availableReplicas = sumOf(replicaSets, available);
  const unavailableReplicas = Math.max(0, sumOf(replicaSets, wanted) - availableReplicas);
  const enough = availableReplicas >= wantedReplicas(deployment) - fenceposts(deployment).maxUnavailable;
  const status: DeploymentStatus = {
    ...(deployment.metadata.generation !== undefined && { observedGeneration: deployment.metadata.generation }),
    ...counter(
      'replicas',
      sumOf(replicaSets, (set) => set.status?.replicas ?? 0),
    ),
    ...counter('updatedReplicas', newReplicaSet?.status?.replicas ?? 0),
    ...counter(
      'readyReplicas',
      sumOf(replicaSets, (set) => set.status?.readyReplicas ?? 0),
    ),
    ...counter('availableReplicas', availableReplicas),
    ...counter('unavailableReplicas', unavailableReplicas),
    terminatingReplicas: sumOf(replicaSets, terminating),
    ...(before.collisionCount !== undefined && { collisionCount: before.collisionCount }),
    ...(before.conditions && { conditions: before.conditions }),
  };
  return withCondition(
    status,
    enough
      ? makeCondition(
          'Available',
          'True',
          'MinimumReplicasAvailable',
          'Deployment has minimum availability.',
          timestamp,
        )
      : makeCondition(
          'Available',
          'False',
          'MinimumReplicasUnavailable',
          'Deployment does not have minimum availability.',
          timestamp,
        ),
  );
}

/** Counters, and how the rollout stands. */
export function rolloutStatus(
  deployment: Deployment,
  replicaSets: readonly ReplicaSet[],
  newReplicaSet: ReplicaSet | undefined,
  nowMs: number,
  timestamp: string,
): DeploymentStatus {
  const before = statusOf(deployment);
  let status = counted(deployment, replicaSets, newReplicaSet, timestamp);
  const current = conditionOf(before, 'Progressing');
  const hasDeadline = deadlineSeconds(deployment) !== undefined;
  if (!hasDeadline) status = withoutCondition(status, 'Progressing');
  const settled =
    (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && current?.reason === 'NewReplicaSetAvailable';
  if (hasDeadline && !settled) {
    const subject = newReplicaSet
      ? `ReplicaSet "${newReplicaSet.metadata.name}"`
      : `Deployment "${deployment.metadata.name}"`;
    if (isComplete(deployment, status)) {
      const message = `${subject} has successfully progressed.`;
      status = withCondition(
        status,
        makeCondition('Progressing', 'True', 'NewReplicaSetAvailable', message, timestamp),
      );
    } else if (isProgressing(before, status)) {
      const message = `${subject} is progressing.`;
      const moved = makeCondition('Progressing', 'True', 'ReplicaSetUpdated', message, timestamp);
      const kept = current?.status === 'True' ? { ...moved, lastTransitionTime: current.lastTransitionTime } : moved;
      status = withCondition(withoutCondition(status, 'Progressing'), kept);
    } else if (isTimedOut(deployment, status, nowMs)) {
      const message = `${subject} has timed out progressing.`;
      status = withCondition(
        status,
        makeCondition('Progressing', 'False', 'ProgressDeadlineExceeded', message, timestamp),
      );
    }
  }
  const failure = replicaFailure(replicaSets, newReplicaSet);
  return failure ? withCondition(status, failure) : withoutCondition(status, 'ReplicaFailure');
}

/** When to look again whether the deadline has passed, in ms from now. */
export function nextDeadlineInMs(deployment: Deployment, status: DeploymentStatus, nowMs: number): number | undefined {
  const seconds = deadlineSeconds(deployment);
  const progressing = conditionOf(status, 'Progressing');
  if (seconds === undefined || !progressing || isComplete(deployment, status)) return undefined;
  if (progressing.reason === 'ProgressDeadlineExceeded' || progressing.reason === 'NewReplicaSetAvailable') {
    return undefined;
  }
  return Math.max(0, Date.parse(progressing.lastUpdateTime) + seconds * 1000 - nowMs) + 1000;
}

function replicaFailure(
  replicaSets: readonly ReplicaSet[],
  newReplicaSet: ReplicaSet | undefined,
): DeploymentCondition | undefined {
  for (const replicaSet of newReplicaSet ? [newReplicaSet, ...replicaSets] : replicaSets) {
    const failure = replicaSet.status?.conditions?.find(({ type }) => type === 'ReplicaFailure');
    if (!failure) continue;
    const time = String(failure.lastTransitionTime);
    return {
      type: 'ReplicaFailure',
      status: failure.status as DeploymentCondition['status'],
      lastUpdateTime: time,
      lastTransitionTime: time,
      reason: failure.reason ?? '',
      message: failure.message ?? '',
    };
  }
  return undefined;
}

function terminating(replicaSet: ReplicaSet): number {
  return (replicaSet.status as { readonly terminatingReplicas?: number } | undefined)?.terminatingReplicas ?? 0;
}

function counter(name: keyof DeploymentStatus, value: number): DeploymentStatus {
  return value === 0 ? {} : { [name]: value };
}
