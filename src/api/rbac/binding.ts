/**
 * What RoleBinding and ClusterRoleBinding share: a reference to a role, which never changes, and the subjects it is given to.
 */
import type { IRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding';
import type { ISubject } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Subject';
import { type FieldError, invalid, notSupported, required } from '../meta/field-error.ts';
import { type FieldPath, path } from '../meta/field-path.ts';
import type { Decoded } from '../meta/kind-definition.ts';
import { nameIsDns1123Subdomain, pathSegmentName } from '../meta/names.ts';
import { isSame } from '../meta/object-meta.ts';

const rbacGroup = 'rbac.authorization.k8s.io';

type Binding = Pick<Decoded<IRoleBinding>, 'roleRef' | 'subjects'>;

export function defaultBinding(binding: Binding): void {
  binding.roleRef ??= {};
  binding.roleRef.apiGroup ||= rbacGroup;
  for (const subject of binding.subjects ?? []) {
    if (subject.kind === 'User' || subject.kind === 'Group') subject.apiGroup ||= rbacGroup;
  }
}

export function validateBinding(binding: Binding, namespaced: boolean): FieldError[] {
  const { apiGroup = '', kind = '', name = '' } = binding.roleRef ?? {};
  const field = path('roleRef');
  const errors: FieldError[] = [];
  if (apiGroup !== rbacGroup) errors.push(notSupported(field.child('apiGroup'), apiGroup, [rbacGroup]));
  const roleKinds = namespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  if (!roleKinds.includes(kind)) errors.push(notSupported(field.child('kind'), kind, roleKinds));
  if (name === '') errors.push(required(field.child('name')));
  else errors.push(...pathSegmentName(name).map((detail) => invalid(field.child('name'), name, detail)));
  for (const [index, subject] of (binding.subjects ?? []).entries()) {
    errors.push(...validateSubject(subject, namespaced, path('subjects').index(index)));
  }
  return errors;
}

function validateSubject(subject: Decoded<ISubject>, namespaced: boolean, field: FieldPath): FieldError[] {
  const { kind = '', name = '', apiGroup = '', namespace = '' } = subject;
  const errors: FieldError[] = [];
  if (name === '') errors.push(required(field.child('name')));
  switch (kind) {
    case 'ServiceAccount':
      if (name !== '') {
        const details = nameIsDns1123Subdomain(name, false);
        errors.push(...details.map((detail) => invalid(field.child('name'), name, detail)));
      }
      if (apiGroup !== '') errors.push(notSupported(field.child('apiGroup'), apiGroup, ['']));
      if (!namespaced && namespace === '') errors.push(required(field.child('namespace')));
      break;
    case 'User':
    case 'Group':
      if (apiGroup !== rbacGroup) errors.push(notSupported(field.child('apiGroup'), apiGroup, [rbacGroup]));
      break;
    default:
      errors.push(notSupported(field.child('kind'), kind, ['ServiceAccount', 'User', 'Group']));
  }
  return errors;
}

export function validateRoleRefUpdate(binding: Binding, old: Binding): FieldError[] {
  const { apiGroup = '', kind = '', name = '' } = binding.roleRef ?? {};
  if (isSame({ apiGroup, kind, name }, { ...old.roleRef })) return [];
  return [invalid('roleRef', { APIGroup: apiGroup, Kind: kind, Name: name }, 'cannot change roleRef')];
}
