/**
 * Whether a Job is at its end, and why: the first rule that holds. Pure. An end is first announced (FailureTarget or
 * SuccessCriteriaMet) and becomes final (Failed or Complete) when no pod of it is left.
 */
import type { Job } from '#api/batch/job.ts';
import { parseIndexes } from './indexes.ts';
import { judge } from './pod-failure-policy.ts';
import { isIndexed, type Tally } from './tally.ts';

export interface Ending {
  readonly type: 'FailureTarget' | 'SuccessCriteriaMet';
  readonly reason: string;
  readonly message: string;
}

function conditionOf(job: Job, type: string) {
  return job.status?.conditions?.find((condition) => condition.type === type && condition.status === 'True');
}

export function isOver(job: Job): boolean {
  return Boolean(conditionOf(job, 'Complete') ?? conditionOf(job, 'Failed'));
}

export function endingOf(job: Job, tally: Tally, nowMs: number): Ending | undefined {
  for (const type of ['SuccessCriteriaMet', 'FailureTarget'] as const) {
    const announced = conditionOf(job, type);
    if (announced) return { type, reason: announced.reason ?? '', message: announced.message ?? '' };
  }
  const fail = (reason: string, message: string): Ending => ({ type: 'FailureTarget', reason, message });
  for (const pod of tally.newlyFailed) {
    const { action, message = '' } = judge(job, pod);
    if (action === 'FailJob') return fail('PodFailurePolicy', message);
  }
  const backoffLimit = job.spec.backoffLimit ?? 6;
  if (tally.failed > backoffLimit || restartsExceed(job, tally, backoffLimit)) {
    return fail('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
  }
  const deadline = deadlineMs(job);
  if (deadline !== undefined && nowMs >= deadline) {
    return fail('DeadlineExceeded', 'Job was active longer than specified deadline');
  }
  if (!isIndexed(job)) return undefined;
  if (job.spec.backoffLimitPerIndex !== undefined) {
    const { maxFailedIndexes } = job.spec;
    const failed = tally.failedIndexes.size;
    if (maxFailedIndexes !== undefined && failed > maxFailedIndexes) {
      return fail('MaxFailedIndexesExceeded', 'Job has exceeded the specified maximal number of failed indexes');
    }
    if (failed > 0 && failed + tally.succeededIndexes.size >= (job.spec.completions ?? 0)) {
      return fail('FailedIndexes', 'Job has failed indexes');
    }
  }
  const rule = matchedSuccessRule(job, tally);
  if (rule === undefined) return undefined;
  return { type: 'SuccessCriteriaMet', reason: 'SuccessPolicy', message: `Matched rules at index ${rule}` };
}

/** With restartPolicy OnFailure restarts in place are failures, too. */
function restartsExceed(job: Job, { active }: Tally, limit: number): boolean {
  if (job.spec.template.spec?.restartPolicy !== 'OnFailure') return false;
  let restarts = 0;
  for (const { status } of active) {
    if (status?.phase !== 'Running' && status?.phase !== 'Pending') continue;
    for (const { restartCount } of [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]) {
      restarts += restartCount ?? 0;
    }
  }
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

export function deadlineMs(job: Job): number | undefined {
  const seconds = job.spec.activeDeadlineSeconds;
  const { startTime } = job.status ?? {};
  if (seconds === undefined || startTime === undefined || job.spec.suspend) return undefined;
  return Date.parse(String(startTime)) + seconds * 1000;
}

function matchedSuccessRule(job: Job, { succeededIndexes }: Tally): number | undefined {
  const rules = job.spec.successPolicy?.rules ?? [];
  const index = rules.findIndex(({ succeededIndexes: wanted, succeededCount }) => {
    const counted = wanted
      ? [...parseIndexes(wanted, job.spec.completions ?? 0)]
      : Array.from({ length: job.spec.completions ?? 0 }, (_, each) => each);
    const done = counted.filter((each) => succeededIndexes.has(each)).length;
    return done >= (succeededCount ?? counted.length);
  });
  return index < 0 ? undefined : index;
}
