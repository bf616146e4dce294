/**
 * What a Job's podFailurePolicy says of a failed pod: the first rule that matches decides; without a match it counts.
 */
import type { Job } from '#api/batch/job.ts';
import type { Pod } from '#api/core/pod.ts';

export type FailureAction = 'Count' | 'Ignore' | 'FailIndex' | 'FailJob';

export interface Verdict {
  readonly action: FailureAction;
  /** Why the Job fails; only with FailJob. */
  readonly message?: string;
}

interface ContainerEnd {
  readonly name: string;
  readonly exitCode: number;
}

export function judge(job: Job, pod: Pod): Verdict {
  for (const [index, rule] of (job.spec.podFailurePolicy?.rules ?? []).entries()) {
    const action = rule.action as FailureAction;
    const { namespace, name } = pod.metadata;
    if (rule.onExitCodes) {
      const { containerName, operator, values } = rule.onExitCodes;
      const hit = endsOf(pod).find(({ name: container, exitCode }) => {
        if (exitCode === 0 || (containerName && containerName !== container)) return false;
        return operator === 'In' ? values.includes(exitCode) : !values.includes(exitCode);
      });
      if (!hit) continue;
      const message = `Container ${hit.name} for pod ${namespace}/${name} failed with exit code ${hit.exitCode} matching ${action} rule at index ${index}`;
      return { action, message };
    }
    const hit = (rule.onPodConditions ?? []).find((pattern) =>
      (pod.status?.conditions ?? []).some(
        ({ type, status }) => type === pattern.type && status === (pattern.status ?? 'True'),
      ),
    );
    if (!hit) continue;
    const message = `Pod ${namespace}/${name} has condition ${hit.type} matching ${action} rule at index ${index}`;
    return { action, message };
  }
  return { action: 'Count' };
}

/** Containers first, then init containers. */
function endsOf({ status }: Pod): readonly ContainerEnd[] {
  return [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])].flatMap(({ name, state }) =>
    state?.terminated ? [{ name, exitCode: state.terminated.exitCode }] : [],
  );
}
