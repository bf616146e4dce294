/**
 * Whether a container that ended with this exit code is to be started again: its own rules, its own policy, the pod's policy.
 * An init container under Always behaves as under OnFailure: exit 0 is its success.
 */
import { type ContainerSpec, initContainersOf, isSidecar, type Pod } from './pod-types.ts';

export function restarts(pod: Pod, container: ContainerSpec, exitCode: number): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false;
  for (const rule of container.restartPolicyRules ?? []) {
    const { operator, values = [] } = rule.exitCodes ?? {};
    const listed = values.includes(exitCode);
    if ((operator === 'In' && listed) || (operator === 'NotIn' && !listed)) return true;
  }
  const isInit = initContainersOf(pod).includes(container) && !isSidecar(container);
  const policy = container.restartPolicy ?? pod.spec?.restartPolicy ?? 'Always';
  if (policy === 'Never') return false;
  if (policy === 'OnFailure' || isInit) return exitCode !== 0;
  return true;
}
