/**
 * What is checked of containers: of all, of regular ones, of init containers and of ephemeral ones. A sidecar is an init
 * container with `restartPolicy: Always`, and may have what else only regular containers have: probes and hooks.
 */

import { validateDns1123Label } from '../../meta/field-checks.ts';
import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  joined,
  notFound,
  notSupported,
  required,
} from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { validateInitRestartPolicyRules, validateRestartPolicyRules } from './container-restart-policy.ts';
import { validateEnv, validateEnvFrom } from './env.ts';
import { validatePullPolicy } from './image.ts';
import type { ContainerDraft, PodSpecDraft } from './model.ts';
import { validateHostPortConflicts, validatePorts } from './ports.ts';
import { validateProbesAndLifecycle } from './probes.ts';
import { validateResizePolicy } from './resize-policy.ts';
import { validateResources } from './resources.ts';
import { validateSecurityContext } from './security-context.ts';
import { validateVolumeDevices, validateVolumeMounts } from './volume-mounts.ts';
import type { KnownVolumes } from './volumes.ts';

export interface ContainerSurroundings {
  readonly spec: PodSpecDraft;
  readonly volumes: KnownVolumes;
  readonly claimNames: ReadonlySet<string>;
}

export function validateContainers(surroundings: ContainerSurroundings, field: FieldPath): FieldError[] {
  const { containers = [] } = surroundings.spec;
  if (containers.length === 0) return [required(field)];
  const errors: FieldError[] = [];
  const names = new Set<string>();
  for (const [index, container] of containers.entries()) {
    const place = field.index(index);
    const { name = '' } = container;
    errors.push(...validateCommon(container, surroundings, place));
    if (names.has(name)) errors.push(duplicate(place.child('name'), name));
    names.add(name);
    errors.push(...validateProbesAndLifecycle(container, graceSecondsOf(surroundings.spec), place));
    errors.push(...validateRestartPolicyRules(container, place));
  }
  return [...errors, ...validateHostPortConflicts(containers, field)];
}

export function validateInitContainers(surroundings: ContainerSurroundings, field: FieldPath): FieldError[] {
  const { containers = [], initContainers = [] } = surroundings.spec;
  const errors: FieldError[] = [];
  const names = new Set(containers.map(({ name = '' }) => name));
  for (const [index, container] of initContainers.entries()) {
    const place = field.index(index);
    const { name = '' } = container;
    errors.push(...validateCommon(container, surroundings, place));
    errors.push(...validateInitRestartPolicyRules(container, place));
    const isSidecar = container.restartPolicy === 'Always';
    if (names.has(name)) errors.push(duplicate(place.child('name'), name));
    else if (name !== '') names.add(name);
    // One at a time, so no conflict with the others; the server reports all at index 0.
    errors.push(...validateHostPortConflicts([container], field));
    if (isSidecar) {
      errors.push(...validateProbesAndLifecycle(container, graceSecondsOf(surroundings.spec), place));
    } else {
      for (const part of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
        if (container[part] === undefined) continue;
        const detail = 'may not be set for init containers without restartPolicy=Always';
        errors.push(forbidden(place.child(part), detail));
      }
    }
  }
  return errors;
}

const notForEphemeral = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
] as const;

export function validateEphemeralContainers(surroundings: ContainerSurroundings, field: FieldPath): FieldError[] {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = surroundings.spec;
  const errors: FieldError[] = [];
  const targets = new Set([...containers, ...initContainers].map(({ name = '' }) => name));
  const names = new Set(targets);
  for (const [index, container] of ephemeralContainers.entries()) {
    const place = field.index(index);
    const { name = '', targetContainerName = '' } = container;
    errors.push(...validateCommon(container, surroundings, place));
    errors.push(...validateImageOfPod(container, place));
    if (names.has(name)) errors.push(duplicate(place.child('name'), name));
    names.add(name);
    if (targetContainerName !== '' && !targets.has(targetContainerName)) {
      errors.push(notFound(place.child('targetContainerName'), targetContainerName));
    }
    for (const part of notForEphemeral) {
      const value = container[part];
      if (value === undefined || (part === 'resources' && Object.keys(value).length === 0)) continue;
      errors.push(forbidden(place.child(part), 'cannot be set for an Ephemeral Container'));
    }
    for (const [mountIndex, mount] of (container.volumeMounts ?? []).entries()) {
      for (const part of ['subPath', 'subPathExpr'] as const) {
        if ((mount[part] ?? '') === '') continue;
        const mountPlace = place.child('volumeMounts').index(mountIndex).child(part);
        errors.push(forbidden(mountPlace, 'cannot be set for an Ephemeral Container'));
      }
    }
  }
  return errors;
}

/** A check that templates are spared, for the sake of old ones. */
export function validateImageOfPod({ image = '' }: ContainerDraft, field: FieldPath): FieldError[] {
  if (image.trim() === image) return [];
  return [invalid(field.child('image'), image, 'must not have leading or trailing whitespace')];
}

function graceSecondsOf(spec: PodSpecDraft): number {
  return spec.terminationGracePeriodSeconds ?? 0;
}

const terminationMessagePolicies = ['File', 'FallbackToLogsOnError'];

function validateCommon(
  container: ContainerDraft,
  surroundings: ContainerSurroundings,
  field: FieldPath,
): FieldError[] {
  const { spec, volumes, claimNames } = surroundings;
  const { name = '', image = '', terminationMessagePolicy: messagePolicy = '' } = container;
  const hostUsers = spec.hostUsers !== false;
  const errors: FieldError[] = [];
  if (name === '') errors.push(required(field.child('name')));
  else errors.push(...validateDns1123Label(name, field.child('name')));
  if (image === '') errors.push(required(field.child('image')));
  const messagePolicyPath = field.child('terminationMessagePolicy');
  if (messagePolicy === '') errors.push(required(messagePolicyPath));
  else if (!terminationMessagePolicies.includes(messagePolicy)) {
    errors.push(notSupported(messagePolicyPath, messagePolicy, terminationMessagePolicies));
  }
  return joined(
    errors,
    validatePorts(container.ports, field.child('ports')),
    validateEnv(container.env, field.child('env')),
    validateEnvFrom(container.envFrom, field.child('envFrom')),
    validateVolumeMounts(container, volumes, field.child('volumeMounts')),
    validateVolumeDevices(container, volumes, field.child('volumeDevices')),
    validatePullPolicy(container.imagePullPolicy, field.child('imagePullPolicy')),
    validateResources(container.resources, claimNames, field.child('resources')),
    validateResizePolicy(container.resizePolicy, spec.restartPolicy, field.child('resizePolicy')),
    validateSecurityContext(container.securityContext, hostUsers, field.child('securityContext')),
  );
}
