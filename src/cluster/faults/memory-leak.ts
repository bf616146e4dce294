/**
 * The program takes so many bytes more every second, again after each restart, until it meets its limit and the kernel kills
 * it. Without a limit it fills its node, until the kubelet evicts somebody.
 */
import type { ProgramFaultKind } from './program-fault.ts';

export const memoryLeak: ProgramFaultKind = {
  kind: 'memory-leak',
  strike(pod, container, { bytesPerSecond = 1024 ** 2 }) {
    const conditions = pod.conditions.get(container);
    if (conditions) conditions.leakBytesPerSecond = bytesPerSecond;
    pod.containers.get(container)?.leak(bytesPerSecond);
    pod.report(container, 'memory-leak', `${bytesPerSecond} B/s`);
  },
};
