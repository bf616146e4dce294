/**
 * Nobody gives away more than they have: who writes a role must hold every permission in it (or may `escalate`), who binds
 * one must hold the role's permissions (or may `bind` it). Otherwise the right to edit roles would be the right to everything.
 * The real server checks this where roles are stored, after other admission and before validation.
 */
import { goQuote } from '#api/meta/go-value.ts';
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import { findKind, qualifiedResource } from '#api/scheme.ts';
import type { UserInfo } from '../api-client.ts';
import { authorizeByRbac, isMaster, type Rule, rulesOfRole, rulesOfUser } from '../rbac-authorizer.ts';
import { forbidden } from '../status-errors.ts';
import type { AdmissionContext, AdmissionPluginFactory, AdmissionRequest } from './plugin.ts';

const roleKinds = new Set(['Role', 'ClusterRole']);
const bindingKinds = new Set(['RoleBinding', 'ClusterRoleBinding']);

export const rbacEscalation: AdmissionPluginFactory = (context) => ({
  name: 'RbacEscalation',
  admit(request) {
    const { definition, operation, user } = request;
    if (!user || operation === 'DELETE' || isMaster(user)) return undefined;
    if (definition.group !== 'rbac.authorization.k8s.io') return undefined;
    const granted = roleKinds.has(definition.kind)
      ? ((request.object as { rules?: readonly Rule[] }).rules ?? [])
      : bindingKinds.has(definition.kind)
        ? boundRules(context, request)
        : [];
    const excused = roleKinds.has(definition.kind)
      ? may(context, user, 'escalate', definition, request)
      : mayBind(context, user, request);
    if (excused) return undefined;
    const held = rulesOfUser(context, user, definition.namespaced ? request.namespace : undefined);
    const missing = granted.flatMap(simpleRules).filter((rule) => !held.some((own) => covers(own, rule)));
    if (missing.length === 0) return undefined;
    const groups = user.groups.map(goQuote).join(' ');
    const list = compact(missing).map(ruleText).join('\n');
    const why = `user ${goQuote(user.name)} (groups=[${groups}]) is attempting to grant RBAC permissions not currently held:\n${list}`;
    return forbidden(qualifiedResource(definition), request.name, why);
  },
});

interface RoleRef {
  readonly kind?: string;
  readonly name?: string;
}

function boundRules(context: AdmissionContext, { object, namespace }: AdmissionRequest): readonly Rule[] {
  const { kind, name = '' } = (object as { roleRef?: RoleRef }).roleRef ?? {};
  const role = kind === 'Role' ? context.get('Role', namespace, name) : context.get('ClusterRole', undefined, name);
  return role ? rulesOfRole(context, role as { rules?: readonly Rule[] }) : [];
}

function mayBind(context: AdmissionContext, user: UserInfo, request: AdmissionRequest): boolean {
  const { kind = '', name = '' } = (request.object as { roleRef?: RoleRef }).roleRef ?? {};
  const role = findKind(kind);
  return role !== undefined && may(context, user, 'bind', role, { ...request, name });
}

function may(
  context: AdmissionContext,
  user: UserInfo,
  verb: string,
  definition: KindDefinition,
  { namespace, name }: Pick<AdmissionRequest, 'namespace' | 'name'>,
): boolean {
  const where = namespace === undefined ? {} : { namespace };
  return authorizeByRbac(context)({ user, verb, definition, name, ...where }) === undefined;
}

/** One permission: a verb on a resource of a group (and a name), or on a URL. */
interface SimpleRule {
  readonly verbs: readonly string[];
  readonly group?: string;
  readonly resource?: string;
  readonly resourceName?: string;
  readonly url?: string;
}

function simpleRules({ verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] }: Rule) {
  const rules: SimpleRule[] = [];
  for (const verb of verbs) {
    for (const url of nonResourceURLs) rules.push({ verbs: [verb], url });
    for (const group of apiGroups) {
      for (const resource of resources) {
        if (resourceNames.length === 0) rules.push({ verbs: [verb], group, resource });
        for (const resourceName of resourceNames) rules.push({ verbs: [verb], group, resource, resourceName });
      }
    }
  }
  return rules;
}

function covers(own: Rule, { verbs: [verb = ''], group, resource, resourceName, url }: SimpleRule): boolean {
  const has = (words: readonly string[] | undefined, word: string) =>
    (words ?? []).some((held) => held === '*' || held === word);
  if (!has(own.verbs, verb)) return false;
  if (url !== undefined) {
    return (own.nonResourceURLs ?? []).some(
      (held) => held === url || (held.endsWith('*') && url.startsWith(held.slice(0, -1))),
    );
  }
  const [, subresource] = (resource ?? '').split('/');
  const hasResource =
    has(own.resources, resource ?? '') ||
    (subresource !== undefined && (own.resources ?? []).includes(`*/${subresource}`));
  const names = own.resourceNames ?? [];
  const hasName = names.length === 0 || (resourceName !== undefined && names.includes(resourceName));
  return has(own.apiGroups, group ?? '') && hasResource && hasName;
}

/** What differs only in the verb becomes one rule with several. */
function compact(rules: readonly SimpleRule[]): SimpleRule[] {
  const byTarget = new Map<string, SimpleRule>();
  for (const rule of rules) {
    const target = JSON.stringify([rule.group, rule.resource, rule.resourceName, rule.url]);
    const known = byTarget.get(target);
    byTarget.set(target, known ? { ...known, verbs: [...new Set([...known.verbs, ...rule.verbs])] } : rule);
  }
  return [...byTarget.values()];
}

function ruleText({ verbs, group, resource, resourceName, url }: SimpleRule): string {
  const parts = [
    ...(group === undefined ? [] : [`APIGroups:[${goQuote(group)}]`]),
    ...(resource === undefined ? [] : [`Resources:[${goQuote(resource)}]`]),
    ...(resourceName === undefined ? [] : [`ResourceNames:[${goQuote(resourceName)}]`]),
    ...(url === undefined ? [] : [`NonResourceURLs:[${goQuote(url)}]`]),
    `Verbs:[${verbs.map(goQuote).join(' ')}]`,
  ];
  return `{${parts.join(', ')}}`;
}
