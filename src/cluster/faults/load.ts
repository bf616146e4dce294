/** Every answer of the program takes so many milliseconds more: too many requests, a slow disk. 0 ends it. */
import type { ProgramFaultKind } from './program-fault.ts';

export const load: ProgramFaultKind = {
  kind: 'load',
  strike(pod, container, { milliseconds = 2000 }) {
    const conditions = pod.conditions.get(container);
    if (conditions) conditions.delayMs = milliseconds;
    pod.report(container, milliseconds === 0 ? 'up' : 'load', `${milliseconds} ms`);
  },
};
