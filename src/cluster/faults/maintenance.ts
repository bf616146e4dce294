/**
 * The program is alive and busy with itself (a cold backup): it answers that it lives and serves no requests. It lasts until
 * it is ended, over restarts too.
 */
import type { ProgramFaultKind } from './program-fault.ts';

export const maintenance: ProgramFaultKind = {
  kind: 'maintenance',
  strike(pod, container) {
    const conditions = pod.conditions.get(container);
    if (conditions) conditions.maintenance = true;
    pod.report(container, 'maintenance');
  },
};

export const endMaintenance: ProgramFaultKind = {
  kind: 'end-maintenance',
  strike(pod, container) {
    const conditions = pod.conditions.get(container);
    if (conditions) conditions.maintenance = false;
    pod.report(container, 'up');
  },
};
