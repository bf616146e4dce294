/**
 * The eviction subresource: deletes a pod unless a PodDisruptionBudget forbids it. The arithmetic is the disruption
 * controller's; the server only reads the budget's status, takes one disruption off it and remembers the pod there.
 */
import { type LabelSelector, matchesSelector } from '#api/meta/label-selector.ts';
import type { KubernetesObject } from '#api/meta/object.ts';
import type { Status } from '#api/meta/status.ts';
import { fail, ok, type Result } from '#base/result.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { ApiClient, DeleteOptions } from './api-client.ts';
import { internalError, notFound, tooManyRequests } from './status-errors.ts';

interface Condition {
  readonly type: string;
  readonly status: string;
}

type Pod = KubernetesObject & {
  readonly status?: { readonly phase?: string; readonly conditions?: readonly Condition[] };
};

type Budget = KubernetesObject & {
  readonly spec?: { readonly selector?: LabelSelector; readonly unhealthyPodEvictionPolicy?: string };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly disruptionsAllowed?: number;
    readonly currentHealthy?: number;
    readonly desiredHealthy?: number;
    readonly disruptedPods?: Readonly<Record<string, string>>;
  };
};

const cannotEvict = "Cannot evict pod as it would violate the pod's disruption budget.";

export function evictPod(
  client: ApiClient,
  clock: VirtualClock,
  namespace: string,
  name: string,
  options: DeleteOptions,
): Result<undefined, Status> {
  const pod = client.get('Pod', namespace, name) as Pod | undefined;
  if (!pod) return fail(notFound('pods', name));
  const remove = (): Result<undefined, Status> => {
    const deleted = client.delete('Pod', namespace, name, options);
    return deleted.ok ? ok(undefined) : deleted;
  };
  const phase = pod.status?.phase;
  const unprotected = phase === 'Succeeded' || phase === 'Failed' || phase === 'Pending';
  if (unprotected || pod.metadata.deletionTimestamp !== undefined) return remove();

  const budgets = (client.list('PodDisruptionBudget', { namespace }) as readonly Budget[]).filter((budget) =>
    matchesSelector(budget.spec?.selector, pod.metadata.labels),
  );
  const [budget] = budgets;
  if (!budget) return remove();
  if (budgets.length > 1) {
    const why = 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
    return fail({ ...internalError(''), message: why });
  }

  const {
    currentHealthy = 0,
    desiredHealthy = 0,
    disruptionsAllowed = 0,
    observedGeneration = 0,
  } = budget.status ?? {};
  const budgetName = budget.metadata.name;
  if (!isReady(pod)) {
    // A pod that is not ready protects nothing: it may go when enough others are healthy, or always if the budget says so.
    const enoughHealthy = currentHealthy >= desiredHealthy && desiredHealthy > 0;
    if (budget.spec?.unhealthyPodEvictionPolicy === 'AlwaysAllow' || enoughHealthy) return remove();
  }
  if (observedGeneration < (budget.metadata.generation ?? 0)) {
    return refuse(`The disruption budget ${budgetName} is still being processed by the server.`);
  }
  if (disruptionsAllowed <= 0) {
    return refuse(
      `The disruption budget ${budgetName} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`,
    );
  }
  if (!options.dryRun) {
    const taken = client.patch(
      'PodDisruptionBudget',
      namespace,
      budgetName,
      {
        type: 'merge',
        patch: {
          status: { disruptionsAllowed: disruptionsAllowed - 1, disruptedPods: { [name]: clock.timestamp() } },
        },
      },
      { subresource: 'status' },
    );
    if (!taken.ok) return taken;
    markDisrupted(client, clock, pod);
  }
  return remove();
}

function markDisrupted(client: ApiClient, clock: VirtualClock, pod: Pod): void {
  const { namespace, name } = pod.metadata;
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'DisruptionTarget');
  const condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
    lastTransitionTime: clock.timestamp(),
  };
  client.patch(
    'Pod',
    namespace,
    name,
    { type: 'merge', patch: { status: { conditions: [...others, condition] } } },
    { subresource: 'status' },
  );
}

function refuse(message: string): Result<never, Status> {
  return fail(tooManyRequests(cannotEvict, [{ field: '', reason: 'DisruptionBudget', message }]));
}

function isReady(pod: Pod): boolean {
  return (pod.status?.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');
}
