/** Whom a binding grants to: `--user`, `--group`, `--serviceaccount=namespace:name`. */
import type { FlagSpec } from '../../arguments/flags.ts';
import type { Call } from '../../call.ts';
import { failWith } from '../../exit.ts';

export const subjectFlags: readonly FlagSpec[] = [
  { name: 'user', type: 'array' },
  { name: 'group', type: 'array' },
  { name: 'serviceaccount', type: 'array' },
];

export function readSubjects(call: Call): readonly Readonly<Record<string, string>>[] {
  const apiGroup = 'rbac.authorization.k8s.io';
  return [
    ...call.flags.list('user').map((name) => ({ apiGroup, kind: 'User', name })),
    ...call.flags.list('group').map((name) => ({ apiGroup, kind: 'Group', name })),
    ...call.flags.list('serviceaccount').map((text) => {
      const [namespace, name, ...more] = text.split(':');
      if (!namespace || !name || more.length > 0) failWith('serviceaccount must be <namespace>:<name>');
      return { kind: 'ServiceAccount', name, namespace };
    }),
  ];
}
