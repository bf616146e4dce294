/** `kubectl create role | clusterrole | rolebinding | clusterrolebinding`. */
import type { FlagSpec } from '../../arguments/flags.ts';
import { readLabels } from '../../arguments/label-spec.ts';
import { kindOf } from '../../arguments/resources.ts';
import type { Call } from '../../call.ts';
import { failWith } from '../../exit.ts';
import type { Generator } from './generator.ts';
import { readSubjects, subjectFlags } from './subjects.ts';

const ruleFlags: readonly FlagSpec[] = [
  { name: 'verb', type: 'strings' },
  { name: 'resource', type: 'strings' },
  { name: 'resource-name', type: 'array' },
];

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

export const createRole: Generator = {
  name: 'role',
  kind: 'Role',
  refusal: 'failed to create role',
  summary: { es: 'Crea un Role', en: 'Create a Role' },
  examples: [
    ['kubectl create role reader --verb=get,list,watch --resource=pods', { es: 'Leer Pods', en: 'Read Pods' }],
  ],
  usage: 'NAME --verb=VERB --resource=RESOURCE[.GROUP][/SUBRESOURCE]',
  flags: ruleFlags,
  draft: (call) => ({ rules: readRules(call) }),
};

export const createClusterRole: Generator = {
  name: 'clusterrole',
  kind: 'ClusterRole',
  refusal: 'failed to create clusterrole',
  summary: { es: 'Crea un ClusterRole', en: 'Create a ClusterRole' },
  examples: [
    ['kubectl create clusterrole node-reader --verb=get,list --resource=nodes', { es: 'Leer nodos', en: 'Read nodes' }],
  ],
  usage: 'NAME --verb=VERB --resource=RESOURCE[.GROUP] [--non-resource-url=URL]',
  flags: [...ruleFlags, { name: 'non-resource-url', type: 'strings' }, { name: 'aggregation-rule', type: 'strings' }],
  draft(call) {
    const aggregated = call.flags.list('aggregation-rule');
    if (aggregated.length > 0) {
      if (call.flags.given('resource') || call.flags.given('non-resource-url') || call.flags.given('resource-name')) {
        failWith('aggregation rule must be specified without nonResourceURLs, resources and resourceNames');
      }
      const clusterRoleSelectors = [{ matchLabels: readLabels(aggregated.join(',')) }];
      return { aggregationRule: { clusterRoleSelectors }, rules: null };
    }
    const urls = call.flags.list('non-resource-url');
    if (urls.length > 0) return { rules: [{ nonResourceURLs: urls, verbs: readVerbs(call) }] };
    return { rules: readRules(call) };
  },
};

const standardVerbs: readonly string[] = [
  ...['get', 'delete', 'list', 'create', 'update', 'patch', 'watch', 'proxy', 'deletecollection'],
  ...['use', 'bind', 'escalate', 'impersonate'],
];

function readVerbs(call: Call): readonly string[] {
  const verbs = [...new Set(call.flags.list('verb'))];
  if (verbs.length === 0) failWith('at least one verb must be specified');
  if (verbs.includes('*')) return ['*'];
  for (const verb of verbs) {
    if (!standardVerbs.includes(verb)) call.printError(`Warning: '${verb}' is not a standard resource verb\n`);
  }
  return verbs;
}

/** A rule for each API group, in order of appearance. */
function readRules(call: Call): readonly Rule[] {
  const verbs = readVerbs(call);
  const resources = [...new Set(call.flags.list('resource'))];
  if (resources.length === 0) failWith('at least one resource must be specified');
  const names = call.flags.list('resource-name');
  if (names.length > 0 && resources.length > 1)
    failWith('resourceName(s) can not be specified with multiple resources');
  const byGroup = new Map<string, string[]>();
  for (const text of resources) {
    const [resource = '', subresource] = text.split('/');
    const isAny = resource === '*';
    const definition = isAny ? undefined : kindOf(call.api, resource);
    const group = isAny ? '*' : (definition?.group ?? '');
    const shown = `${definition?.plural ?? '*'}${subresource === undefined ? '' : `/${subresource}`}`;
    byGroup.set(group, [...(byGroup.get(group) ?? []), shown]);
  }
  return [...byGroup].map(([group, list]) => ({
    apiGroups: [group],
    ...(names.length > 0 && { resourceNames: names }),
    resources: list,
    verbs,
  }));
}

const bindingFlags: readonly FlagSpec[] = [{ name: 'clusterrole', type: 'string' }, ...subjectFlags];

export const createRoleBinding: Generator = {
  name: 'rolebinding',
  kind: 'RoleBinding',
  refusal: 'failed to create rolebinding',
  summary: { es: 'Concede un Role en un namespace', en: 'Grant a Role in a namespace' },
  examples: [
    [
      'kubectl create rolebinding read --role=reader --serviceaccount=default:robot',
      { es: 'A un ServiceAccount', en: 'To a ServiceAccount' },
    ],
  ],
  usage: 'NAME (--clusterrole=NAME | --role=NAME) [--user=USER] [--group=GROUP] [--serviceaccount=NAMESPACE:NAME]',
  flags: [{ name: 'role', type: 'string' }, ...bindingFlags],
  draft(call) {
    const [role, clusterRole] = [call.flags.text('role'), call.flags.text('clusterrole')];
    if ((role === '') === (clusterRole === '')) failWith('exactly one of clusterrole or role must be specified');
    return binding(call, role === '' ? 'ClusterRole' : 'Role', role || clusterRole);
  },
};

export const createClusterRoleBinding: Generator = {
  name: 'clusterrolebinding',
  kind: 'ClusterRoleBinding',
  refusal: 'failed to create clusterrolebinding',
  summary: { es: 'Concede un ClusterRole en todo el clúster', en: 'Grant a ClusterRole in the whole cluster' },
  examples: [
    [
      'kubectl create clusterrolebinding root --clusterrole=cluster-admin --user=ana',
      { es: 'A una persona', en: 'To a person' },
    ],
  ],
  usage: 'NAME --clusterrole=NAME [--user=USER] [--group=GROUP] [--serviceaccount=NAMESPACE:NAME]',
  flags: [{ name: 'clusterrole', type: 'string', required: true }, ...subjectFlags],
  draft: (call) => binding(call, 'ClusterRole', call.flags.text('clusterrole')),
};

function binding(call: Call, kind: string, name: string) {
  const subjects = readSubjects(call);
  return {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name },
    ...(subjects.length > 0 && { subjects }),
  };
}
