/**
 * What a node finds of a pod when it comes back from a power cut: every container that ran has ended, nobody knows how
 * (exit code 255, `Unknown`); those that had ended before are as they were. All of them belong to a sandbox that is lost.
 */
import type { Instance } from './instance.ts';
import type { ContainerStatus, Pod } from './pod-types.ts';

export function runsBefore(pod: Pod, nowMs: number): readonly (readonly [string, Instance])[] {
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
  return [...initContainerStatuses, ...containerStatuses].flatMap((status) =>
    status.containerID ? [[status.name, runOf(status, nowMs)] as const] : [],
  );
}

function runOf({ containerID = '', restartCount, image, state, lastState }: ContainerStatus, nowMs: number): Instance {
  const ended = state?.terminated ?? (state?.waiting ? lastState?.terminated : undefined);
  const time = (text: unknown) => (text === undefined || text === null ? 0 : Date.parse(String(text)));
  return {
    id: containerID.replace('containerd://', ''),
    attempt: restartCount ?? 0,
    image: image ?? '',
    resources: '{}',
    container: undefined,
    exited: ended
      ? {
          exitCode: ended.exitCode,
          reason: ended.reason ?? '',
          message: ended.message ?? '',
          finishedAtMs: time(ended.finishedAt),
          startedAtMs: time(ended.startedAt),
        }
      : {
          exitCode: 255,
          reason: 'Unknown',
          message: '',
          finishedAtMs: nowMs,
          startedAtMs: time(state?.running?.startedAt),
        },
    seen: true,
  };
}
