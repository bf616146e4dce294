/**
 * Who a container runs as and what it may do, for the pod and for one container. Windows options are checked for their
 * form only; that they stand on a pod for Linux is os.ts' to say.
 */

import { descendingPath, invalidEach, systemId } from '../../meta/field-checks.ts';
import { duplicate, type FieldError, invalid, notSupported, required, tooLong } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { goStruct } from '../../meta/go-struct.ts';
import { byteLength, dns1123Subdomain } from '../../meta/names.ts';
import { seccompProfileStruct, securityContextStruct } from './go-structs.ts';
import type { PodSecurityContextDraft, PodSpecDraft, SecurityContextDraft } from './model.ts';

export function validatePodSecurityContext(spec: PodSpecDraft, field: FieldPath): FieldError[] {
  const context = spec.securityContext;
  // Nearly every pod has the empty one that defaulting gives it.
  if (!context || (Object.keys(context).length === 0 && !spec.shareProcessNamespace)) return [];
  const errors: FieldError[] = [
    ...systemId(context.fsGroup, field.child('fsGroup')),
    ...systemId(context.runAsUser, field.child('runAsUser')),
    ...systemId(context.runAsGroup, field.child('runAsGroup')),
    ...(context.supplementalGroups ?? []).flatMap((group, index) =>
      systemId(group, field.child('supplementalGroups').index(index)),
    ),
  ];
  if (spec.shareProcessNamespace && spec.hostPID) {
    const detail = 'ShareProcessNamespace and HostPID cannot both be enabled';
    errors.push(invalid(field.child('shareProcessNamespace'), true, detail));
  }
  errors.push(...validateSysctls(spec, field.child('sysctls')));
  errors.push(...oneOf(context.fsGroupChangePolicy, ['Always', 'OnRootMismatch'], field.child('fsGroupChangePolicy')));
  errors.push(...validateSeccompProfile(context.seccompProfile, field.child('seccompProfile')));
  errors.push(...validateWindowsOptions(context.windowsOptions, field.child('windowsOptions')));
  errors.push(...validateAppArmorProfile(context.appArmorProfile, field.child('appArmorProfile')));
  const groupsPolicy = field.child('supplementalGroupsPolicy');
  errors.push(...oneOf(context.supplementalGroupsPolicy, ['Merge', 'Strict'], groupsPolicy));
  errors.push(...oneOf(context.seLinuxChangePolicy, ['Recursive'], field.child('seLinuxChangePolicy')));
  return errors;
}

export function validateSecurityContext(
  context: SecurityContextDraft | undefined,
  hostUsers: boolean,
  field: FieldPath,
): FieldError[] {
  if (!context) return [];
  const errors = [
    ...systemId(context.runAsUser, field.child('runAsUser')),
    ...systemId(context.runAsGroup, field.child('runAsGroup')),
    ...oneOf(context.procMount, ['Default', 'Unmasked'], field.child('procMount')),
  ];
  if (hostUsers && context.procMount === 'Unmasked') {
    const detail = '`hostUsers` must be false to use `Unmasked`';
    errors.push(invalid(field.child('procMount'), context.procMount, detail));
  }
  errors.push(...validateSeccompProfile(context.seccompProfile, field.child('seccompProfile')));
  if (context.allowPrivilegeEscalation === false) {
    const shown = goStruct(securityContextStruct, context);
    if (context.privileged) {
      errors.push(invalid(field, shown, 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true'));
    }
    for (const capability of context.capabilities?.add ?? []) {
      if (capability !== 'CAP_SYS_ADMIN') continue;
      const detail = 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN';
      errors.push(invalid(field, shown, detail));
    }
  }
  errors.push(...validateWindowsOptions(context.windowsOptions, field.child('windowsOptions')));
  errors.push(...validateAppArmorProfile(context.appArmorProfile, field.child('appArmorProfile')));
  return errors;
}

function oneOf(value: string | undefined, allowed: readonly string[], field: FieldPath): FieldError[] {
  return value === undefined || allowed.includes(value) ? [] : [notSupported(field, value, allowed)];
}

const profileTypes = ['Localhost', 'RuntimeDefault', 'Unconfined'];

function validateSeccompProfile(profile: PodSecurityContextDraft['seccompProfile'], field: FieldPath): FieldError[] {
  if (!profile) return [];
  const { type = '', localhostProfile } = profile;
  const place = field.child('localhostProfile');
  const errors: FieldError[] = [];
  if (type === '') errors.push(required(field.child('type'), 'type is required when seccompProfile is set'));
  else if (!profileTypes.includes(type)) errors.push(notSupported(field.child('type'), type, profileTypes));
  if (type !== 'Localhost') {
    if (localhostProfile !== undefined) {
      const shown = goStruct(seccompProfileStruct, profile);
      errors.push(invalid(place, shown, 'can only be set when seccomp type is Localhost'));
    }
  } else if (localhostProfile === undefined) {
    errors.push(required(place, 'must be set when seccomp type is Localhost'));
  } else {
    errors.push(...descendingPath(localhostProfile, place));
  }
  return errors;
}

function validateAppArmorProfile(profile: PodSecurityContextDraft['appArmorProfile'], field: FieldPath): FieldError[] {
  if (!profile) return [];
  const { type = '', localhostProfile } = profile;
  const place = field.child('localhostProfile');
  if (type === 'Localhost') {
    if (localhostProfile === undefined) return [required(place, 'must be set when AppArmor type is Localhost')];
    const errors: FieldError[] = [];
    if (localhostProfile.trim() !== localhostProfile) {
      errors.push(invalid(place, localhostProfile, 'must not be padded with whitespace'));
    } else if (localhostProfile === '') {
      errors.push(required(place, 'must be set when AppArmor type is Localhost'));
    }
    if (byteLength(localhostProfile) > 4095) errors.push(tooLong(place, 4095));
    return errors;
  }
  if (type === '') return [required(field.child('type'), 'type is required when appArmorProfile is set')];
  if (!profileTypes.includes(type)) return [notSupported(field.child('type'), type, profileTypes)];
  if (localhostProfile === undefined) return [];
  return [invalid(place, localhostProfile, 'can only be set when AppArmor type is Localhost')];
}

const sysctlSegment = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const sysctlPattern = `(${sysctlSegment}[\\./])*${sysctlSegment}`;
const sysctlRegex = new RegExp(`^${sysctlPattern}$`);

function validateSysctls(spec: PodSpecDraft, field: FieldPath): FieldError[] {
  const names = new Set<string>();
  return (spec.securityContext?.sysctls ?? []).flatMap(({ name = '' }, index): FieldError[] => {
    const place = field.index(index).child('name');
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(place));
    else if (byteLength(name) > 253 || !sysctlRegex.test(name)) {
      errors.push(invalid(place, name, `must have at most 253 characters and match regex ^${sysctlPattern}$`));
    } else if (names.has(name)) {
      errors.push(duplicate(place, name));
    }
    const dotted = dottedSysctl(name);
    if (spec.hostNetwork && dotted.startsWith('net.')) {
      errors.push(invalid(field.index(index).child('name'), name, "may not be specified when 'hostNetwork' is true"));
    }
    if (spec.hostIPC && (/^(kernel\.(shm|msg)|fs\.mqueue\.)/.test(dotted) || dotted === 'kernel.sem')) {
      errors.push(invalid(field.index(index).child('name'), name, "may not be specified when 'hostIPC' is true"));
    }
    names.add(name);
    return errors;
  });
}

/** Both `net.ipv4.ip_forward` and `net/ipv4/ip_forward` are written; in the second, dots belong to names. */
function dottedSysctl(name: string): string {
  const first = /[./]/.exec(name)?.[0];
  if (first !== '/') return name;
  return name.replace(/[./]/g, (separator) => (separator === '/' ? '.' : '/'));
}

/** Account names of Windows: `DOMAIN\user`. */
function validateWindowsOptions(options: PodSecurityContextDraft['windowsOptions'], field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const { gmsaCredentialSpecName, gmsaCredentialSpec, runAsUserName } = options ?? {};
  if (gmsaCredentialSpecName !== undefined) {
    const place = field.child('gmsaCredentialSpecName');
    errors.push(...invalidEach(place, gmsaCredentialSpecName, dns1123Subdomain(gmsaCredentialSpecName)));
  }
  if (gmsaCredentialSpec !== undefined) {
    const place = field.child('gmsaCredentialSpec');
    if (gmsaCredentialSpec === '') {
      errors.push(invalid(place, '', 'gmsaCredentialSpec cannot be an empty string'));
    } else if (byteLength(gmsaCredentialSpec) > 64 * 1024) {
      errors.push(invalid(place, gmsaCredentialSpec, 'gmsaCredentialSpec size must be under 64 KiB'));
    }
  }
  if (runAsUserName !== undefined) {
    errors.push(...invalidEach(field.child('runAsUserName'), runAsUserName, windowsUserProblems(runAsUserName)));
  }
  return errors;
}

const netBiosName = /^[^\\/:*?|"<>.]{1}[^\\/:*?|"<>]{0,14}$/;
const domainLabel = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const domainName = new RegExp(`^${domainLabel}(?:\\.${domainLabel})*$`, 'i');

function windowsUserProblems(name: string): string[] {
  if (name === '') return ['runAsUserName cannot be an empty string'];
  if (/[\x00-\x1f\x7f]/.test(name)) return ['runAsUserName cannot contain control characters'];
  const parts = name.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  const domain = parts.length === 2 ? parts[0] : undefined;
  const user = parts.at(-1) ?? '';
  const problems: string[] = [];
  if (domain !== undefined) {
    if (byteLength(domain) >= 256) problems.push("runAsUserName's Domain length must be under 256 characters");
    if (!netBiosName.test(domain) && !domainName.test(domain)) {
      problems.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
    }
  }
  if (user === '') problems.push("runAsUserName's User cannot be empty");
  else if (byteLength(user) > 104) problems.push("runAsUserName's User length must not be longer than 104 characters");
  if (/^[. ]+$/.test(user)) problems.push("runAsUserName's User cannot contain only periods or spaces");
  if (/["/\\[\]:;|=,+*?<>@]/.test(user)) {
    problems.push(`runAsUserName's User cannot contain the following characters: "/\\:;|=,+*?<>@[]`);
  }
  return problems;
}
