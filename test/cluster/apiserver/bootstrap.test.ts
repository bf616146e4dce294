import { describe, expect, test } from 'vitest';
import { must, newServer, pod, said } from './new-server.ts';

const kinds = ['Namespace', 'ServiceAccount', 'ConfigMap', 'PriorityClass', 'ClusterRole', 'Service'] as const;

interface Twin {
  metadata: { name: string; labels?: Record<string, string> };
  spec: object;
  value?: number;
}

describe('a new cluster', () => {
  test.each(kinds)('has each %s as the server itself would have stored it', (kind) => {
    const { server } = newServer();
    const objects = server.list(kind);
    expect(objects.length).toBeGreaterThan(0);
    for (const object of objects) {
      const draft = structuredClone(object) as unknown as Twin;
      draft.metadata.name = `copy-of-${object.metadata.name}`;
      if (kind === 'Namespace') draft.metadata.labels = {};
      if (kind === 'PriorityClass') draft.value = 5; // larger ones are for the system
      if (kind === 'Service') Object.assign(draft.spec, { clusterIP: '10.96.0.2', clusterIPs: ['10.96.0.2'] });
      const made = must(server.create(kind, draft as never, { dryRun: true })) as unknown as Twin;
      const { metadata: _, ...expected } = draft;
      const { metadata: __, ...stored } = made;
      expect(stored).toEqual(expected);
    }
  });

  test('has the roles that people are bound to: who may edit may not view roles, who may view sees no Secrets', () => {
    const { server } = newServer();
    const bind = (role: string, user: string) =>
      must(
        server.create('RoleBinding', {
          metadata: { name: user },
          subjects: [{ kind: 'User', name: user, apiGroup: 'rbac.authorization.k8s.io' }],
          roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
        }),
      );
    bind('edit', 'eva');
    bind('view', 'vera');
    const user = (name: string) => ({ user: { name, groups: ['system:authenticated'] } });
    expect(said(server.create('Pod', pod('web'), user('eva')))).toBe('accepted');
    expect(said(server.create('Pod', pod('other'), user('vera')))).toContain('cannot create resource "pods"');
    const may = (name: string, verb: string, kind: 'Secret' | 'Role' | 'Pod') => {
      const definition = server.definition(kind);
      if (!definition) throw new Error(kind);
      return server.authorize({ ...user(name), verb, definition, namespace: 'default' }) === undefined;
    };
    expect(may('vera', 'list', 'Pod')).toBe(true);
    expect(may('vera', 'list', 'Secret')).toBe(false);
    expect(may('eva', 'list', 'Secret')).toBe(true);
    expect(may('eva', 'list', 'Role')).toBe(false);
  });
});
