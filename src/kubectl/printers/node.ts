/** Nodes. */
import type { Anything } from '../api.ts';
import { conditionOf } from './pod.ts';
import { ageColumn, column, nameColumn, type Printer, wide } from './printer.ts';

export const nodePrinter: Printer = {
  kind: 'Node',
  columns: [
    nameColumn,
    column('STATUS', ({ spec, status }) => {
      const ready = conditionOf(status, 'Ready');
      const text = ready ? (ready['status'] === 'True' ? 'Ready' : 'NotReady') : 'Unknown';
      return spec?.unschedulable ? `${text},SchedulingDisabled` : text;
    }),
    column('ROLES', (node) => nodeRoles(node) || '<none>'),
    ageColumn,
    column('VERSION', ({ status }) => status?.nodeInfo?.kubeletVersion ?? ''),
    wide('INTERNAL-IP', ({ status }) => addressOf(status, 'InternalIP')),
    wide('EXTERNAL-IP', ({ status }) => addressOf(status, 'ExternalIP')),
    wide('OS-IMAGE', ({ status }) => status?.nodeInfo?.osImage || '<unknown>'),
    wide('KERNEL-VERSION', ({ status }) => status?.nodeInfo?.kernelVersion || '<unknown>'),
    wide('CONTAINER-RUNTIME', ({ status }) => status?.nodeInfo?.containerRuntimeVersion || '<unknown>'),
  ],
};

const roleLabel = 'node-role.kubernetes.io/';

export function nodeRoles({ metadata }: Anything): string {
  const roles = Object.entries(metadata.labels ?? {}).flatMap(([key, value]) => {
    if (key.startsWith(roleLabel) && key !== roleLabel) return [key.slice(roleLabel.length)];
    return key === 'kubernetes.io/role' && value !== '' ? [value] : [];
  });
  return [...new Set(roles)].sort().join(',');
}

function addressOf(status: Anything | undefined, type: string): string {
  const addresses = (status?.['addresses'] ?? []) as readonly { type: string; address: string }[];
  return addresses.find((one) => one.type === type)?.address ?? '<none>';
}
