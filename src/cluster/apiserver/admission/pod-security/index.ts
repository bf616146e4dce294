/**
 * PodSecurity: what the namespace's label `pod-security.kubernetes.io/enforce` forbids, at the levels baseline and restricted.
 * One message lists everything that is wrong. Only pods are refused; a Deployment learns of it through its ReplicaSet's events.
 * The checks are those of the newest version, whatever `enforce-version` says, which only shows in the message.
 */
import { forbidden } from '../../status-errors.ts';
import type { AdmissionPluginFactory, AdmissionRequest } from '../plugin.ts';
import { nameInMessage, newPod, type PodDraft } from '../pod-draft.ts';
import { baselineChecks } from './baseline.ts';
import type { PodSecurityCheck } from './check.ts';
import { restrictedChecks } from './restricted.ts';

type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

const prefix = 'pod-security.kubernetes.io/';

export const podSecurity: AdmissionPluginFactory = ({ get }) => ({
  name: 'PodSecurity',
  validate(request) {
    const labels = get('Namespace', undefined, request.namespace ?? '')?.metadata.labels;
    if (labels) warn(request, labels);
    const pod = newPod(request);
    if (!pod) return undefined;
    const level = levelOf(labels?.[`${prefix}enforce`]);
    const violations = podSecurityViolations(pod, level);
    if (violations.length === 0) return undefined;
    const version = labels?.[`${prefix}enforce-version`] ?? 'latest';
    const why = `violates PodSecurity "${level}:${version}": ${violations.join(', ')}`;
    return forbidden('pods', nameInMessage(request), why);
  },
});

/**
 * The level of `warn` (of `enforce` where there is none) only speaks, but of workloads too, whose pods would be refused when
 * they come.
 */
function warn(request: AdmissionRequest, labels: Readonly<Record<string, string>>): void {
  const mode = labels[`${prefix}warn`] === undefined ? 'enforce' : 'warn';
  const level = levelOf(labels[prefix + mode]);
  if (level === 'privileged' || request.operation === 'DELETE' || request.subresource) return;
  const pod = newPod(request) ?? templateOf(request);
  const violations = pod ? podSecurityViolations(pod, level) : [];
  if (violations.length === 0) return;
  request.warn(
    `would violate PodSecurity "${level}:${labels[`${prefix}${mode}-version`] ?? 'latest'}": ${violations.join(', ')}`,
  );
}

function templateOf({ definition, object }: AdmissionRequest): PodDraft | undefined {
  const { spec } = object as { spec?: { template?: PodDraft; jobTemplate?: { spec?: { template?: PodDraft } } } };
  return definition.kind === 'CronJob' ? spec?.jobTemplate?.spec?.template : spec?.template;
}

/** `hostPort (container "a" uses hostPort 80)`, one text for each check that fails: baseline first, each group by name. */
function podSecurityViolations(pod: PodDraft, level: PodSecurityLevel): string[] {
  if (level === 'privileged') return [];
  const restricted = level === 'restricted' ? restrictedChecks : [];
  const replaced = new Set(restricted.flatMap(({ replaces }) => replaces ?? []));
  const checks: PodSecurityCheck[] = [...baselineChecks.filter(({ id }) => !replaced.has(id)), ...restricted];
  return checks.flatMap((check) => {
    const violation = check.check(pod);
    return violation ? [`${violation.reason} (${violation.detail})`] : [];
  });
}

function levelOf(label: string | undefined): PodSecurityLevel {
  return label === 'baseline' || label === 'restricted' ? label : 'privileged';
}
