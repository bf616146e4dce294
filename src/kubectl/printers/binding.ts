/** RoleBindings and ClusterRoleBindings. */
import type { Anything } from '../api.ts';
import { ageColumn, column, nameColumn, type Printer, wide } from './printer.ts';

function subjects({ subjects: all }: Anything, kind: string): string {
  return ((all ?? []) as readonly Anything[])
    .filter((one) => one.kind === kind)
    .map((one) => (kind === 'ServiceAccount' ? `${one['namespace']}/${one['name']}` : one['name']))
    .join(', ');
}

const columns = [
  nameColumn,
  column('ROLE', ({ roleRef }) => `${roleRef.kind}/${roleRef.name}`),
  ageColumn,
  wide('USERS', (binding) => subjects(binding, 'User')),
  wide('GROUPS', (binding) => subjects(binding, 'Group')),
  wide('SERVICEACCOUNTS', (binding) => subjects(binding, 'ServiceAccount')),
];

export const roleBindingPrinter: Printer = { kind: 'RoleBinding', columns };

export const clusterRoleBindingPrinter: Printer = { kind: 'ClusterRoleBinding', columns };
