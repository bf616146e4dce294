/** Settings that only one operating system has, once the pod says which it is for; and Windows' host process containers. */
import { type FieldError, forbidden, invalid, notSupported, required } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import type { ContainerDraft, PodSpecDraft } from './model.ts';

const systems = ['linux', 'windows'];

export function validateOs(spec: PodSpecDraft, field: FieldPath): FieldError[] {
  if (!spec.os) return [];
  const { name = '' } = spec.os;
  if (name === '') return [required(field.child('os', 'name'))];
  if (!systems.includes(name)) return [notSupported(field.child('os'), name, systems)];
  return name === 'linux' ? validateLinux(spec, field) : validateWindows(spec, field);
}

function validateLinux(spec: PodSpecDraft, field: FieldPath): FieldError[] {
  const detail = 'windows options cannot be set for a linux pod';
  const errors: FieldError[] = [];
  if (spec.securityContext?.windowsOptions) {
    errors.push(forbidden(field.child('securityContext', 'windowsOptions'), detail));
  }
  for (const [container, place] of containersWithPath(spec, field)) {
    if (!container.securityContext?.windowsOptions) continue;
    errors.push(forbidden(place.child('securityContext', 'windowsOptions'), detail));
  }
  return errors;
}

const linuxOnlyOfPod: readonly (readonly string[])[] = [
  ['securityContext', 'appArmorProfile'],
  ['securityContext', 'seLinuxOptions'],
  ['hostUsers'],
  ['hostPID'],
  ['hostIPC'],
  ['securityContext', 'seccompProfile'],
  ['securityContext', 'fsGroup'],
  ['securityContext', 'fsGroupChangePolicy'],
  ['securityContext', 'sysctls'],
  ['shareProcessNamespace'],
  ['securityContext', 'runAsUser'],
  ['securityContext', 'runAsGroup'],
  ['securityContext', 'supplementalGroups'],
  ['securityContext', 'supplementalGroupsPolicy'],
  ['securityContext', 'seLinuxChangePolicy'],
];
const linuxOnlyOfContainer = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
] as const;

function validateWindows(spec: PodSpecDraft, field: FieldPath): FieldError[] {
  const detail = 'cannot be set for a windows pod';
  const errors: FieldError[] = [];
  for (const names of linuxOnlyOfPod) {
    let value: unknown = spec;
    for (const name of names) value = (value as Record<string, unknown> | undefined)?.[name];
    // `hostPID: false` says nothing; `hostUsers: false` does.
    const isSet = value !== undefined && !((names[0] === 'hostPID' || names[0] === 'hostIPC') && value === false);
    if (isSet) errors.push(forbidden(field.child(...names), detail));
  }
  for (const [container, place] of containersWithPath(spec, field)) {
    for (const name of linuxOnlyOfContainer) {
      if (container.securityContext?.[name] === undefined) continue;
      errors.push(forbidden(place.child('securityContext', name), detail));
    }
  }
  return errors;
}

/** A pod cannot be half a Windows host process. */
export function validateWindowsHostProcess(spec: PodSpecDraft, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess;
  if (ofPod === undefined && !hasWindowsContainer(spec)) return errors;
  const containers = containersWithPath(spec, field);
  let hostProcesses = 0;
  for (const [container, place] of containers) {
    const own = container.securityContext?.windowsOptions?.hostProcess;
    if (ofPod !== undefined && own !== undefined && ofPod !== own) {
      const detail = `pod hostProcess value must be identical if both are specified, was ${ofPod}`;
      errors.push(invalid(place.child('securityContext', 'windowsOptions', 'hostProcess'), own, detail));
    }
    if (own ?? ofPod) hostProcesses++;
  }
  if (hostProcesses === 0) return errors;
  if (hostProcesses !== containers.length) {
    const detail = 'If pod contains any hostProcess containers then all containers must be HostProcess containers';
    errors.push(invalid(field, '', detail));
  }
  if (!spec.hostNetwork) {
    const detail = 'hostNetwork must be true if pod contains any hostProcess containers';
    errors.push(invalid(field.child('hostNetwork'), false, detail));
  }
  return errors;
}

function hasWindowsContainer({
  initContainers = [],
  containers = [],
  ephemeralContainers = [],
}: PodSpecDraft): boolean {
  const isWindows = ({ securityContext }: ContainerDraft) => securityContext?.windowsOptions !== undefined;
  return containers.some(isWindows) || initContainers.some(isWindows) || ephemeralContainers.some(isWindows);
}

/** In the order in which the server visits them. */
export function containersWithPath(spec: PodSpecDraft, field: FieldPath): [ContainerDraft, FieldPath][] {
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((list) =>
    (spec[list] ?? []).map((container, index): [ContainerDraft, FieldPath] => [
      container,
      field.child(list).index(index),
    ]),
  );
}
