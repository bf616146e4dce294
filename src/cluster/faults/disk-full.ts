/** Nothing more fits on what the container writes to: its own layer and the volumes it may write. `end-disk-full` makes room again. */
import type { ProgramFaultKind } from './program-fault.ts';

export const diskFull: ProgramFaultKind = {
  kind: 'disk-full',
  strike(pod, container) {
    for (const layer of pod.containers.get(container)?.writableLayers() ?? []) layer.capacityBytes = layer.usedBytes;
    pod.report(container, 'disk-full');
  },
};

export const endDiskFull: ProgramFaultKind = {
  kind: 'end-disk-full',
  strike(pod, container) {
    for (const layer of pod.containers.get(container)?.writableLayers() ?? [])
      layer.capacityBytes = Number.POSITIVE_INFINITY;
    pod.report(container, 'up');
  },
};
