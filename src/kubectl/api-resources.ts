/**
 * The resources of the API as `kubectl api-resources` lists them: those of the simulator, and the others that a real v1.36
 * control plane serves and the simulator leaves out.
 */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import { apiVersionOf } from '#api/scheme.ts';
import { byCodePoint } from './output/json.ts';

export interface ApiResource {
  readonly name: string;
  readonly shortNames: readonly string[];
  readonly group: string;
  readonly apiVersion: string;
  readonly namespaced: boolean;
  readonly kind: string;
  readonly verbs: readonly string[];
  readonly categories: readonly string[];
}

const allVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

/** Plural, Kind, group, version, namespaced, verbs where they are not all, short names. */
type Row = readonly [string, string, string, string, boolean, (readonly string[] | undefined)?, string?];

const others: readonly Row[] = [
  ['bindings', 'Binding', '', 'v1', true, ['create']],
  ['componentstatuses', 'ComponentStatus', '', 'v1', false, ['get', 'list'], 'cs'],
  ['mutatingadmissionpolicies', 'MutatingAdmissionPolicy', 'admissionregistration.k8s.io', 'v1', false],
  ['mutatingadmissionpolicybindings', 'MutatingAdmissionPolicyBinding', 'admissionregistration.k8s.io', 'v1', false],
  ['mutatingwebhookconfigurations', 'MutatingWebhookConfiguration', 'admissionregistration.k8s.io', 'v1', false],
  ['validatingadmissionpolicies', 'ValidatingAdmissionPolicy', 'admissionregistration.k8s.io', 'v1', false],
  [
    'validatingadmissionpolicybindings',
    'ValidatingAdmissionPolicyBinding',
    'admissionregistration.k8s.io',
    'v1',
    false,
  ],
  ['validatingwebhookconfigurations', 'ValidatingWebhookConfiguration', 'admissionregistration.k8s.io', 'v1', false],
  ['apiservices', 'APIService', 'apiregistration.k8s.io', 'v1', false],
  ['selfsubjectreviews', 'SelfSubjectReview', 'authentication.k8s.io', 'v1', false, ['create']],
  ['tokenreviews', 'TokenReview', 'authentication.k8s.io', 'v1', false, ['create']],
  ['localsubjectaccessreviews', 'LocalSubjectAccessReview', 'authorization.k8s.io', 'v1', true, ['create']],
  ['selfsubjectaccessreviews', 'SelfSubjectAccessReview', 'authorization.k8s.io', 'v1', false, ['create']],
  ['selfsubjectrulesreviews', 'SelfSubjectRulesReview', 'authorization.k8s.io', 'v1', false, ['create']],
  ['subjectaccessreviews', 'SubjectAccessReview', 'authorization.k8s.io', 'v1', false, ['create']],
  ['certificatesigningrequests', 'CertificateSigningRequest', 'certificates.k8s.io', 'v1', false, undefined, 'csr'],
  ['events', 'Event', 'events.k8s.io', 'v1', true, undefined, 'ev'],
  ['flowschemas', 'FlowSchema', 'flowcontrol.apiserver.k8s.io', 'v1', false],
  ['prioritylevelconfigurations', 'PriorityLevelConfiguration', 'flowcontrol.apiserver.k8s.io', 'v1', false],
  ['ipaddresses', 'IPAddress', 'networking.k8s.io', 'v1', false, undefined, 'ip'],
  ['servicecidrs', 'ServiceCIDR', 'networking.k8s.io', 'v1', false],
  ['deviceclasses', 'DeviceClass', 'resource.k8s.io', 'v1', false],
  ['resourceclaims', 'ResourceClaim', 'resource.k8s.io', 'v1', true],
  ['resourceclaimtemplates', 'ResourceClaimTemplate', 'resource.k8s.io', 'v1', true],
  ['resourceslices', 'ResourceSlice', 'resource.k8s.io', 'v1', false],
  ['csistoragecapacities', 'CSIStorageCapacity', 'storage.k8s.io', 'v1', true],
  ['volumeattributesclasses', 'VolumeAttributesClass', 'storage.k8s.io', 'v1', false, undefined, 'vac'],
];

/** Of a kind that a real server has and this one lacks, its plural: `csr`, `apiservices`, `CertificateSigningRequest`. */
export function notSimulated(typed: string): string | undefined {
  const [name = '', ...group] = typed.toLowerCase().split('.');
  const fits = ([plural, kind, ofGroup, , , , short]: Row) =>
    [plural, kind.toLowerCase(), short].includes(name) && (group.length === 0 || group.join('.') === ofGroup);
  return others.find(fits)?.[0];
}

/** Group by group, names in order. */
export function apiResources(kinds: readonly KindDefinition[]): readonly ApiResource[] {
  const own: readonly ApiResource[] = kinds.map((definition) => ({
    name: definition.plural,
    shortNames: definition.shortNames,
    group: definition.group,
    apiVersion: apiVersionOf(definition.group, definition.version),
    namespaced: definition.namespaced,
    kind: definition.kind,
    verbs: verbsOf(definition),
    categories: definition.categories ?? [],
  }));
  const leftOut: readonly ApiResource[] = others.map(([name, kind, group, version, namespaced, verbs, short]) => ({
    name,
    shortNames: short ? [short] : [],
    group,
    apiVersion: apiVersionOf(group, version),
    namespaced,
    kind,
    verbs: verbs ?? allVerbs,
    categories: [],
  }));
  return [...own, ...leftOut].sort(
    (one, other) => byCodePoint(one.group, other.group) || byCodePoint(one.name, other.name),
  );
}

function verbsOf({ kind }: KindDefinition): readonly string[] {
  return kind === 'Namespace' ? ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'] : allVerbs;
}
