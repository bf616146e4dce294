/**
 * The program hangs: it still accepts connections and answers nobody, and it does not see its signals either, so that only
 * SIGKILL ends it. A new process is not hung.
 */
import type { ProgramFaultKind } from './program-fault.ts';

export const hang: ProgramFaultKind = {
  kind: 'hang',
  strike(pod, container) {
    const conditions = pod.conditions.get(container);
    if (conditions) conditions.hung = true;
    pod.report(container, 'hung');
  },
};
