/**
 * Revisions: which ReplicaSet is the new one, which number it carries, and which old ones are past the history limit.
 * The new one is found by comparing templates, never by its hash, so an undo finds the old ReplicaSet again.
 */
import type { Deployment } from '#api/apps/deployment.ts';
import type { ReplicaSet } from '#api/apps/replicaset.ts';
import { canonicalJson } from '../template-hash.ts';
import { oldestFirst, wanted } from './rolling-update.ts';

export const hashLabel = 'pod-template-hash';
export const revisionAnnotation = 'deployment.kubernetes.io/revision';
const revisionHistoryAnnotation = 'deployment.kubernetes.io/revision-history';
export const desiredReplicasAnnotation = 'deployment.kubernetes.io/desired-replicas';
export const maxReplicasAnnotation = 'deployment.kubernetes.io/max-replicas';

const longestHistory = 2000;

/** Annotations of a Deployment that its ReplicaSets do not inherit. `kubernetes.io/change-cause` is inherited. */
const notInherited: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  revisionAnnotation,
  revisionHistoryAnnotation,
  desiredReplicasAnnotation,
  maxReplicasAnnotation,
  'deprecated.deployment.rollback.to',
]);

interface TemplateWithLabels {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
}

function templateText(template: TemplateWithLabels | undefined): string {
  const { [hashLabel]: _hash, ...labels } = template?.metadata?.labels ?? {};
  const { creationTimestamp: _time, ...metadata } = { ...template?.metadata } as Record<string, unknown>;
  return canonicalJson({ ...template, metadata: { ...metadata, labels } });
}

/** The oldest ReplicaSet with the Deployment's template, and all the others. */
export function splitReplicaSets(
  deployment: Deployment,
  replicaSets: readonly ReplicaSet[],
): { readonly newReplicaSet: ReplicaSet | undefined; readonly old: readonly ReplicaSet[] } {
  const text = templateText(deployment.spec.template);
  const newReplicaSet = oldestFirst(replicaSets).find((candidate) => templateText(candidate.spec.template) === text);
  return { newReplicaSet, old: replicaSets.filter((candidate) => candidate !== newReplicaSet) };
}

function revisionOf(object: Deployment | ReplicaSet): number {
  const text = object.metadata.annotations?.[revisionAnnotation];
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : 0;
}

export function nextRevision(old: readonly ReplicaSet[]): number {
  return Math.max(0, ...old.map(revisionOf)) + 1;
}

export function inheritedAnnotations(deployment: Deployment): Readonly<Record<string, string>> {
  const all = Object.entries(deployment.metadata.annotations ?? {});
  return Object.fromEntries(all.filter(([key]) => !notInherited.has(key)));
}

/** The annotations an existing new ReplicaSet must get; undefined when it has them. */
export function renumbered(
  deployment: Deployment,
  replicaSet: ReplicaSet,
  revision: number,
): Readonly<Record<string, string>> | undefined {
  const before = replicaSet.metadata.annotations ?? {};
  const after: Record<string, string> = { ...before, ...inheritedAnnotations(deployment) };
  const current = revisionOf(replicaSet);
  if (current < revision) {
    after[revisionAnnotation] = String(revision);
    if (current > 0) after[revisionHistoryAnnotation] = appended(before[revisionHistoryAnnotation], current);
  }
  return canonicalJson(before) === canonicalJson(after) ? undefined : after;
}

function appended(history: string | undefined, revision: number): string {
  const all = history ? [...history.split(','), String(revision)] : [String(revision)];
  while (all.join(',').length > longestHistory) all.shift();
  return all.join(',');
}

/** Old ReplicaSets beyond spec.revisionHistoryLimit, lowest revision first; one that still has or wants pods is spared. */
export function pastHistory(deployment: Deployment, old: readonly ReplicaSet[]): readonly ReplicaSet[] {
  const limit = deployment.spec.revisionHistoryLimit ?? 10;
  if (limit === 2147483647) return [];
  const candidates = old.filter((replicaSet) => replicaSet.metadata.deletionTimestamp === undefined);
  const surplus = candidates.length - limit;
  if (surplus <= 0) return [];
  return [...candidates]
    .sort((a, b) => revisionOf(a) - revisionOf(b))
    .slice(0, surplus)
    .filter(
      (replicaSet) =>
        (replicaSet.status?.replicas ?? 0) === 0 &&
        wanted(replicaSet) === 0 &&
        (replicaSet.metadata.generation ?? 0) <= (replicaSet.status?.observedGeneration ?? 0),
    );
}
