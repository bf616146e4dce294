/**
 * Who may do what: Roles and ClusterRoles, bound to users, groups and service accounts. Rules only allow; what no rule
 * allows is refused. Requests without a user come from components of the system and are not asked.
 */

import type { Status } from '#api/meta/status.ts';
import { qualifiedResource } from '#api/scheme.ts';
import type { AdmissionContext } from './admission/plugin.ts';
import type { UserInfo } from './api-client.ts';
import type { AccessRequest } from './registry.ts';
import { forbidden } from './status-errors.ts';

export interface Rule {
  readonly verbs?: readonly string[] | undefined;
  readonly apiGroups?: readonly string[] | undefined;
  readonly resources?: readonly string[] | undefined;
  readonly resourceNames?: readonly string[] | undefined;
  readonly nonResourceURLs?: readonly string[] | undefined;
}

interface Subject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string | undefined;
}

interface Binding {
  readonly metadata: { readonly namespace?: string };
  readonly subjects?: readonly Subject[] | undefined;
  readonly roleRef: { readonly kind: string; readonly name: string };
}

/** A member of this group may do everything, with or without roles. */
const masters = 'system:masters';

type RoleReader = Pick<AdmissionContext, 'get' | 'list'>;

export function authorizeByRbac(roles: RoleReader): (request: AccessRequest) => Status | undefined {
  return (request) => {
    const { allowed, missing } = decide(roles, request);
    return allowed ? undefined : refusal(request, missing);
  };
}

export function isMaster(user: UserInfo): boolean {
  return user.groups.includes(masters);
}

function decide(roles: RoleReader, request: AccessRequest): { allowed: boolean; missing: string[] } {
  if (isMaster(request.user)) return { allowed: true, missing: [] };
  const missing: string[] = [];
  for (const rules of boundRules(roles, request.user, request.namespace, missing)) {
    if (rules.some((rule) => allows(rule, request))) return { allowed: true, missing: [] };
  }
  return { allowed: false, missing };
}

/** All that a user may do in a namespace, or cluster-wide when none is given. */
export function rulesOfUser(roles: RoleReader, user: UserInfo, namespace: string | undefined): readonly Rule[] {
  return [...boundRules(roles, user, namespace, [])].flat();
}

/** The rules of each role that is bound to the user; roles that do not exist are noted in `missing`. */
function* boundRules(
  roles: RoleReader,
  user: UserInfo,
  namespace: string | undefined,
  missing: string[],
): Generator<readonly Rule[]> {
  const bindings = [
    ...(roles.list('ClusterRoleBinding') as readonly Binding[]),
    ...(namespace === undefined ? [] : (roles.list('RoleBinding', { namespace }) as readonly Binding[])),
  ];
  for (const binding of bindings) {
    if (!(binding.subjects ?? []).some((subject) => isSubject(subject, user, binding))) continue;
    const { kind, name } = binding.roleRef;
    const role =
      kind === 'Role' ? roles.get('Role', binding.metadata.namespace, name) : roles.get('ClusterRole', undefined, name);
    if (role) yield rulesOfRole(roles, role as { rules?: readonly Rule[] });
    else missing.push(`${kind.toLowerCase()}.rbac.authorization.k8s.io "${name}" not found`);
  }
}

/** An aggregated ClusterRole has the rules of all that its selectors find. */
export function rulesOfRole(
  { list }: RoleReader,
  role: { rules?: readonly Rule[]; aggregationRule?: AggregationRule },
): readonly Rule[] {
  const selectors = role.aggregationRule?.clusterRoleSelectors ?? [];
  const aggregated = selectors.flatMap(({ matchLabels = {} }) =>
    list('ClusterRole', { labelSelector: matchLabels }).flatMap(({ rules }) => (rules ?? []) as readonly Rule[]),
  );
  return [...(role.rules ?? []), ...aggregated];
}

interface AggregationRule {
  readonly clusterRoleSelectors?: readonly { readonly matchLabels?: Readonly<Record<string, string>> }[];
}

function isSubject(subject: Subject, user: UserInfo, binding: Binding): boolean {
  switch (subject.kind) {
    case 'User':
      return subject.name === user.name;
    case 'Group':
      return groupsOf(user).includes(subject.name);
    case 'ServiceAccount': {
      const namespace = subject.namespace ?? binding.metadata.namespace;
      return user.name === `system:serviceaccount:${namespace}:${subject.name}`;
    }
    default:
      return false;
  }
}

function allows(rule: Rule, { verb, definition, subresource, name }: AccessRequest): boolean {
  const names = rule.resourceNames ?? [];
  return (
    includes(rule.verbs, verb) &&
    includes(rule.apiGroups, definition.group) &&
    (rule.resources ?? []).some((resource) => covers(resource, definition.plural, subresource)) &&
    (names.length === 0 || (name !== undefined && names.includes(name)))
  );
}

function includes(words: readonly string[] | undefined, word: string): boolean {
  return (words ?? []).some((allowed) => allowed === '*' || allowed === word);
}

/** A rule for `pods` does not cover `pods/log`; one for every `scale` is written with a star before the slash. */
function covers(resource: string, plural: string, subresource: string | undefined): boolean {
  if (resource === '*') return true;
  if (subresource === undefined) return resource === plural;
  return resource === `${plural}/${subresource}` || resource === `*/${subresource}`;
}

function refusal({ user, verb, definition, subresource, namespace, name }: AccessRequest, missing: string[]): Status {
  const resource = subresource === undefined ? definition.plural : `${definition.plural}/${subresource}`;
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const why = `User "${user.name}" cannot ${verb} resource "${resource}" in API group "${definition.group}" ${where}`;
  const because =
    missing.length === 0 ? '' : `: RBAC: ${missing.length === 1 ? missing[0] : `[${missing.join(', ')}]`}`;
  return forbidden(qualifiedResource(definition), name ?? '', why + because);
}

/**
 * The groups that a name brings along: everybody who has one is authenticated, and a service account
 * (`system:serviceaccount:shop:robot`, what a pod's token stands for) is among those of its namespace.
 */
function groupsOf({ name, groups }: UserInfo): readonly string[] {
  const [, namespace] = /^system:serviceaccount:([^:]+):[^:]+$/.exec(name) ?? [];
  const accounts = namespace === undefined ? [] : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
  return [...groups, ...accounts, 'system:authenticated'];
}
