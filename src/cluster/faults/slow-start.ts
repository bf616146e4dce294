/** From now on every start of the program takes so many seconds: a cold cache, a long recovery. The one that runs goes on. */
import type { ProgramFaultKind } from './program-fault.ts';

export const slowStart: ProgramFaultKind = {
  kind: 'slow-start',
  strike(pod, container, { seconds = 60 }) {
    const conditions = pod.conditions.get(container);
    if (conditions) conditions.startSeconds = seconds;
    pod.report(container, 'slow-start', `${seconds} s`);
  },
};
