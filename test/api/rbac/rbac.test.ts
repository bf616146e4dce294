import { describe, expect, test } from 'vitest';
import { answerTo, checkChangeRefused, checkRefused, manifest, stored } from '../answer.ts';

const rbac = 'rbac.authorization.k8s.io/v1';

describe('Role', () => {
  const role = (rule: string) => manifest(rbac, 'Role', `rules: [{${rule}}]\n`);

  test('a rule says what may be done to which resources of which groups', () => {
    expect(answerTo(role('apiGroups: [""], resources: [pods], verbs: [get]'))).toBe('accepted');
    checkRefused(
      role(''),
      '[rules[0].verbs: Required value: verbs must contain at least one value, rules[0].apiGroups: Required value: resource rules must supply at least one api group, rules[0].resources: Required value: resource rules must supply at least one resource]',
    );
  });

  test('URLs are for ClusterRoles, and never beside resources', () => {
    checkRefused(
      role('nonResourceURLs: [/healthz], verbs: [get]'),
      'rules[0].nonResourceURLs: Invalid value: ["/healthz"]: namespaced rules cannot apply to non-resource URLs',
    );
    checkRefused(
      manifest(rbac, 'ClusterRole', 'rules: [{nonResourceURLs: [/healthz], resources: [pods], verbs: [get]}]\n'),
      'rules[0].nonResourceURLs: Invalid value: ["/healthz"]: rules cannot apply to both regular resources and non-resource URLs',
    );
  });

  test('its name only has to fit into a URL', () => {
    expect(
      answerTo(role('apiGroups: [""], resources: [pods], verbs: [get]').replace('name: x', 'name: "system:My_Role"')),
    ).toBe('accepted');
  });
});

describe('bindings', () => {
  const binding = (roleRef: string, subject: string) =>
    manifest(rbac, 'RoleBinding', `roleRef: {${roleRef}}\nsubjects: [{${subject}}]\n`);

  test('users and groups get their API group, service accounts have none', () => {
    const object = stored(binding('kind: Role, name: r', 'kind: User, name: ana'));
    expect(object.subjects).toEqual([{ kind: 'User', name: 'ana', apiGroup: 'rbac.authorization.k8s.io' }]);
    expect(object.roleRef.apiGroup).toBe('rbac.authorization.k8s.io');
    checkRefused(
      binding('kind: Role, name: r', 'kind: ServiceAccount, name: robot, apiGroup: rbac.authorization.k8s.io'),
      'subjects[0].apiGroup: Unsupported value: "rbac.authorization.k8s.io": supported values: ""',
    );
  });

  test('the role can never be changed', () => {
    const subject = 'kind: User, name: ana';
    checkChangeRefused(
      binding('kind: Role, name: r', subject),
      binding('kind: Role, name: other', subject),
      'roleRef: Invalid value: {"APIGroup":"rbac.authorization.k8s.io","Kind":"Role","Name":"other"}: cannot change roleRef',
    );
  });

  test('a service account bound everywhere must say where it lives', () => {
    checkRefused(
      manifest(
        rbac,
        'ClusterRoleBinding',
        'roleRef: {kind: ClusterRole, name: r}\nsubjects: [{kind: ServiceAccount, name: robot}]\n',
      ),
      'subjects[0].namespace: Required value',
    );
  });
});
