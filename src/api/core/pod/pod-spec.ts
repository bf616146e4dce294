/**
 * A pod's spec, in the order in which the server looks at it (the message keeps that order). The same for pods and for
 * templates of Deployments, Jobs and the like; what differs is in pod.ts and pod-template.ts.
 */

import { invalidEach, validateDns1123Label } from '../../meta/field-checks.ts';
import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  joined,
  notSupported,
  required,
  tooLong,
} from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { ipAddress } from '../../meta/ip.ts';
import { byteLength, dns1123Subdomain, labelKey } from '../../meta/names.ts';
import { validateLabels } from '../../meta/object-meta.ts';
import { validateAffinity } from './affinity.ts';
import {
  type ContainerSurroundings,
  validateContainers,
  validateEphemeralContainers,
  validateInitContainers,
} from './containers.ts';
import { validateDnsConfig, validateDnsPolicy } from './dns.ts';
import { validateEnvFileVolumes } from './env.ts';
import type { PodSpecDraft } from './model.ts';
import { validateOs, validateWindowsHostProcess } from './os.ts';
import { validatePodLevelResources } from './pod-level-resources.ts';
import { validateHostNetworkPorts } from './ports.ts';
import { resourceClaimNames, validateResourceClaims } from './resource-claims.ts';
import { validateResources } from './resources.ts';
import { validatePodSecurityContext } from './security-context.ts';
import { validateTolerations } from './tolerations.ts';
import { validateTopologySpread } from './topology-spread.ts';
import { type VolumeOptions, validateVolumes } from './volumes.ts';

export function validatePodSpec(spec: PodSpecDraft, options: VolumeOptions, field: FieldPath): FieldError[] {
  const volumes = validateVolumes(spec.volumes, options, field.child('volumes'));
  const claimNames = resourceClaimNames(spec);
  const surroundings: ContainerSurroundings = { spec, volumes: volumes.known, claimNames };
  return joined(
    spec.terminationGracePeriodSeconds === undefined ? [required(field.child('terminationGracePeriodSeconds'))] : [],
    volumes.errors,
    validateResourceClaims(spec, field.child('resourceClaims')),
    validateContainers(surroundings, field.child('containers')),
    validateInitContainers(surroundings, field.child('initContainers')),
    validateEphemeralContainers(surroundings, field.child('ephemeralContainers')),
    validatePodLevelResources(spec, claimNames, field.child('resources')),
    spec.hostNetwork ? validateHostNetworkPorts(spec.containers, field.child('containers')) : [],
    validateRestartPolicy(spec.restartPolicy, field.child('restartPolicy')),
    validateDnsPolicy(spec.dnsPolicy, field.child('dnsPolicy')),
    validateLabels(spec.nodeSelector, field.child('nodeSelector')),
    validatePodSecurityContext(spec, field.child('securityContext')),
    validateAffinity(spec.affinity, field.child('affinity')),
    validateDnsConfig(spec, field.child('dnsConfig')),
    validateGates(spec, field),
    validateTopologySpread(spec.topologySpreadConstraints, field.child('topologySpreadConstraints')),
    validateWindowsHostProcess(spec, field),
    validateHostUsers(spec, field),
    validateObjectName(spec.serviceAccountName, field.child('serviceAccountName')),
    validateObjectName(spec.nodeName, field.child('nodeName')),
    validateActiveDeadline(spec.activeDeadlineSeconds, field.child('activeDeadlineSeconds')),
    validateHostName(spec, field),
    validateTolerations(spec.tolerations, field.child('tolerations')),
    validateHostAliases(spec.hostAliases, field.child('hostAliases')),
    validateObjectName(spec.priorityClassName, field.child('priorityClassName')),
    validateRuntimeClass(spec.runtimeClassName, field.child('runtimeClassName')),
    validatePreemptionPolicy(spec.preemptionPolicy, field.child('preemptionPolicy')),
    validateResources({ limits: spec.overhead }, new Set(), field.child('overhead')),
    validateOs(spec, field),
    validateEnvFileVolumes(spec, field),
  );
}

const restartPolicies = ['Always', 'OnFailure', 'Never'];

function validateRestartPolicy(policy: string | undefined, field: FieldPath): FieldError[] {
  if (policy === undefined || policy === '') return [required(field)];
  return restartPolicies.includes(policy) ? [] : [notSupported(field, policy, restartPolicies)];
}

function validateGates(spec: PodSpecDraft, field: FieldPath): FieldError[] {
  const errors = (spec.readinessGates ?? []).flatMap(({ conditionType = '' }, index) =>
    invalidEach(
      field.child('readinessGates').index(index).child('conditionType'),
      conditionType,
      labelKey(conditionType),
    ),
  );
  const names = new Set<string>();
  for (const [index, { name = '' }] of (spec.schedulingGates ?? []).entries()) {
    const place = field.child('schedulingGates').index(index);
    errors.push(...invalidEach(place, name, labelKey(name)));
    if (names.has(name)) errors.push(duplicate(place, name));
    names.add(name);
  }
  return errors;
}

/** With users of its own, a pod cannot share what belongs to the node's users. */
function validateHostUsers(spec: PodSpecDraft, field: FieldPath): FieldError[] {
  if (spec.hostUsers !== false) return [];
  const detail = 'when `hostUsers` is false';
  const errors: FieldError[] = [];
  for (const list of ['containers', 'initContainers', 'ephemeralContainers'] as const) {
    for (const [index, { volumeDevices = [] }] of (spec[list] ?? []).entries()) {
      if (volumeDevices.length === 0) continue;
      errors.push(forbidden(field.child(list).index(index).child('volumeDevices'), detail));
    }
  }
  if (spec.hostNetwork) errors.push(forbidden(field.child('hostNetwork'), detail));
  if (spec.hostPID) errors.push(forbidden(field.child('HostPID'), detail));
  if (spec.hostIPC) errors.push(forbidden(field.child('HostIPC'), detail));
  return errors;
}

function validateObjectName(name: string | undefined, field: FieldPath): FieldError[] {
  return name === undefined || name === '' ? [] : invalidEach(field, name, dns1123Subdomain(name));
}

function validateRuntimeClass(name: string | undefined, field: FieldPath): FieldError[] {
  return name === undefined ? [] : invalidEach(field, name, dns1123Subdomain(name));
}

function validateActiveDeadline(seconds: number | undefined, field: FieldPath): FieldError[] {
  if (seconds === undefined || (seconds >= 1 && seconds <= 2147483647)) return [];
  return [invalid(field, seconds, 'must be between 1 and 2147483647, inclusive')];
}

function validateHostName(spec: PodSpecDraft, field: FieldPath): FieldError[] {
  const { hostname = '', subdomain = '', hostnameOverride } = spec;
  const errors: FieldError[] = [];
  if (hostname !== '') errors.push(...validateDns1123Label(hostname, field.child('hostname')));
  if (subdomain !== '') errors.push(...validateDns1123Label(subdomain, field.child('subdomain')));
  if (hostnameOverride !== undefined) {
    const place = field.child('hostnameOverride');
    errors.push(...invalidEach(place, hostnameOverride, dns1123Subdomain(hostnameOverride)));
    if (byteLength(hostnameOverride) > 64) errors.push(tooLong(place, 64));
    if (spec.setHostnameAsFQDN) {
      errors.push(forbidden(place, 'may not be specified when setHostnameAsFQDN is true'));
    }
    if (spec.hostNetwork) errors.push(forbidden(place, 'may not be specified when hostNetwork is true'));
  }
  return errors;
}

function validateHostAliases(aliases: PodSpecDraft['hostAliases'], field: FieldPath): FieldError[] {
  return (aliases ?? []).flatMap(({ ip = '', hostnames = [] }, index) => {
    const place = field.index(index);
    return [
      ...invalidEach(place.child('ip'), ip, ipAddress(ip)),
      ...hostnames.flatMap((name, nameIndex) =>
        invalidEach(place.child('hostnames').index(nameIndex), name, dns1123Subdomain(name)),
      ),
    ];
  });
}

const preemptionPolicies = ['PreemptLowerPriority', 'Never'];

function validatePreemptionPolicy(policy: string | undefined, field: FieldPath): FieldError[] {
  if (policy === undefined) return [];
  if (policy === '') return [required(field)];
  return preemptionPolicies.includes(policy) ? [] : [notSupported(field, policy, preemptionPolicies)];
}
