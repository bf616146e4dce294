/**
 * Whether a container that ended with this exit code is to be started again: its own rules, its own policy, the pod's policy.
 * An init container under Always behaves as under OnFailure: exit 0 is its success.
 */
import { type ContainerSpec, initContainersOf, isSidecar, type Pod } from './pod-types.ts';

/** Whether this end restarts all containers of the pod, init containers first. */
export function restartsAll(container: ContainerSpec, exitCode: number): boolean {
  return matchingRule(container, exitCode)?.action === 'RestartAllContainers';
}

function matchingRule(container: ContainerSpec, exitCode: number) {
  return (container.restartPolicyRules ?? []).find(({ exitCodes }) => {
    const listed = (exitCodes?.values ?? []).includes(exitCode);
    return exitCodes?.operator === 'In' ? listed : exitCodes?.operator === 'NotIn' && !listed;
  });
}

export function restarts(pod: Pod, container: ContainerSpec, exitCode: number): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false;
  if (matchingRule(container, exitCode)) return true;
  const isInit = initContainersOf(pod).includes(container) && !isSidecar(container);
  const policy = policyOf(pod, container);
  if (policy === 'Never') return false;
  if (policy === 'OnFailure' || isInit) return exitCode !== 0;
  return true;
}

/** The container's own policy, else the pod's. */
export function policyOf(pod: Pod, container: ContainerSpec): string {
  return container.restartPolicy ?? pod.spec?.restartPolicy ?? 'Always';
}
