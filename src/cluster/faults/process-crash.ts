/** The main process of a container ends at once, as by a bug: killed by SIGKILL from outside, exit code 137. */
import type { ProgramFaultKind } from './program-fault.ts';

export const processCrash: ProgramFaultKind = {
  kind: 'process-crash',
  strike(pod, container) {
    pod.report(container, 'crashed');
    pod.containers.get(container)?.signal('KILL');
  },
};
