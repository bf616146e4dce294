/** The baseline level: nothing that is known to break out of a container. In order of the checks' names. */
import type { ContainerDraft } from '../pod-draft.ts';
import {
  allContainers,
  containersNamed,
  hasUserNamespace,
  namesOf,
  type PodSecurityCheck,
  quoted,
  setters,
  sorted,
} from './check.ts';

const capabilities = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

const sysctls = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
]);

const seLinuxTypes = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t']);

const appArmorAnnotation = 'container.apparmor.security.beta.kubernetes.io/';

const appArmorProfile: PodSecurityCheck = {
  id: 'appArmorProfile',
  check(pod) {
    const allowed = (profile: { type?: string | undefined } | undefined) =>
      profile === undefined || profile.type === 'RuntimeDefault' || profile.type === 'Localhost';
    const podProfile = pod.spec?.securityContext?.appArmorProfile;
    const bad = allContainers(pod).filter(({ securityContext }) => !allowed(securityContext?.appArmorProfile));
    const types = [
      ...(allowed(podProfile) ? [] : [podProfile]),
      ...bad.map((each) => each.securityContext?.appArmorProfile),
    ];
    const annotations = Object.entries(pod.metadata?.annotations ?? {})
      .filter(
        ([key, value]) =>
          key.startsWith(appArmorAnnotation) && !/^(|runtime\/default|localhost\/.*)$/.test(value ?? ''),
      )
      .map(([key, value]) => `${key}="${value}"`);
    const values = [...sorted(types.map((profile) => profile?.type ?? '')), ...sorted(annotations)];
    if (values.length === 0) return undefined;
    const who = [
      ...(types.length > 0 ? [setters(!allowed(podProfile), namesOf(bad))] : []),
      ...(annotations.length > 0 ? [annotations.length === 1 ? 'annotation' : 'annotations'] : []),
    ].join(' and ');
    return {
      reason: values.length === 1 ? 'forbidden AppArmor profile' : 'forbidden AppArmor profiles',
      detail: `${who} must not set AppArmor profile type to ${quoted(values)}`,
    };
  },
};

const capabilitiesBaseline: PodSecurityCheck = {
  id: 'capabilities_baseline',
  check(pod) {
    const added = (container: ContainerDraft) =>
      (container.securityContext?.capabilities?.add ?? []).filter((capability) => !capabilities.has(capability));
    const bad = allContainers(pod).filter((container) => added(container).length > 0);
    if (bad.length === 0) return undefined;
    const what = quoted(sorted(bad.flatMap(added)));
    return {
      reason: 'non-default capabilities',
      detail: `${containersNamed(namesOf(bad))} must not include ${what} in securityContext.capabilities.add`,
    };
  },
};

const hostNamespaces: PodSecurityCheck = {
  id: 'hostNamespaces',
  check({ spec }) {
    const shared = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((field) => spec?.[field] === true);
    if (shared.length === 0) return undefined;
    return { reason: 'host namespaces', detail: shared.map((field) => `${field}=true`).join(', ') };
  },
};

const hostPathVolumes: PodSecurityCheck = {
  id: 'hostPathVolumes',
  check({ spec }) {
    const names = (spec?.volumes ?? []).filter(({ hostPath }) => hostPath !== undefined).map(({ name }) => name ?? '');
    if (names.length === 0) return undefined;
    return { reason: 'hostPath volumes', detail: `${names.length === 1 ? 'volume' : 'volumes'} ${quoted(names)}` };
  },
};

const hostPorts: PodSecurityCheck = {
  id: 'hostPorts',
  check(pod) {
    const portsOf = ({ ports }: ContainerDraft) =>
      (ports ?? []).flatMap(({ hostPort }) => (hostPort ? [String(hostPort)] : []));
    const bad = allContainers(pod).filter((container) => portsOf(container).length > 0);
    if (bad.length === 0) return undefined;
    const ports = sorted(bad.flatMap(portsOf));
    const uses = bad.length === 1 ? 'uses' : 'use';
    const what = ports.length === 1 ? 'hostPort' : 'hostPorts';
    return { reason: 'hostPort', detail: `${containersNamed(namesOf(bad))} ${uses} ${what} ${ports.join(', ')}` };
  },
};

interface Handler {
  readonly httpGet?: { readonly host?: string | undefined } | undefined;
  readonly tcpSocket?: { readonly host?: string | undefined } | undefined;
}

/** A probe that names a host makes the kubelet call somebody else. */
const hostProbes: PodSecurityCheck = {
  id: 'hostProbesAndHostLifecycle',
  check(pod) {
    const hostsOf = (container: ContainerDraft) => {
      const { livenessProbe, readinessProbe, startupProbe, lifecycle } = container;
      const handlers = [
        livenessProbe,
        readinessProbe,
        startupProbe,
        lifecycle?.postStart,
        lifecycle?.preStop,
      ] as Handler[];
      return handlers
        .flatMap((handler) => [handler?.httpGet?.host, handler?.tcpSocket?.host])
        .filter((host) => !!host) as string[];
    };
    const bad = allContainers(pod).filter((container) => hostsOf(container).length > 0);
    if (bad.length === 0) return undefined;
    const hosts = sorted(bad.flatMap(hostsOf));
    const what = hosts.length === 1 ? 'probe or lifecycle host' : 'probe or lifecycle hosts';
    const uses = bad.length === 1 ? 'uses' : 'use';
    return {
      reason: 'probe or lifecycle host',
      detail: `${containersNamed(sorted(namesOf(bad)))} ${uses} ${what} ${quoted(hosts)}`,
    };
  },
};

const privileged: PodSecurityCheck = {
  id: 'privileged',
  check(pod) {
    const bad = allContainers(pod).filter(({ securityContext }) => securityContext?.privileged === true);
    if (bad.length === 0) return undefined;
    return {
      reason: 'privileged',
      detail: `${containersNamed(namesOf(bad))} must not set securityContext.privileged=true`,
    };
  },
};

const procMount: PodSecurityCheck = {
  id: 'procMount',
  check(pod) {
    if (hasUserNamespace(pod)) return undefined;
    const bad = allContainers(pod).filter(
      ({ securityContext }) => (securityContext?.procMount ?? 'Default') !== 'Default',
    );
    if (bad.length === 0) return undefined;
    const types = quoted(sorted(bad.map(({ securityContext }) => securityContext?.procMount ?? '')));
    return {
      reason: 'procMount',
      detail: `${containersNamed(namesOf(bad))} must not set securityContext.procMount to ${types}`,
    };
  },
};

const seLinuxOptions: PodSecurityCheck = {
  id: 'seLinuxOptions',
  check(pod) {
    const types: string[] = [];
    let [user, role] = [false, false];
    const offends = (
      options: { type?: string | undefined; user?: string | undefined; role?: string | undefined } | undefined,
    ) => {
      if (!options) return false;
      const badType = !seLinuxTypes.has(options.type ?? '');
      if (badType) types.push(options.type ?? '');
      user ||= !!options.user;
      role ||= !!options.role;
      return badType || !!options.user || !!options.role;
    };
    const podOffends = offends(pod.spec?.securityContext?.seLinuxOptions);
    const bad = allContainers(pod).filter(({ securityContext }) => offends(securityContext?.seLinuxOptions));
    if (!podOffends && bad.length === 0) return undefined;
    const distinct = sorted(types);
    const what = [
      ...(distinct.length > 0 ? [`${distinct.length === 1 ? 'type' : 'types'} ${quoted(distinct)}`] : []),
      ...(user ? ['user may not be set'] : []),
      ...(role ? ['role may not be set'] : []),
    ].join('; ');
    return {
      reason: 'seLinuxOptions',
      detail: `${setters(podOffends, namesOf(bad))} set forbidden securityContext.seLinuxOptions: ${what}`,
    };
  },
};

const seccompProfileBaseline: PodSecurityCheck = {
  id: 'seccompProfile_baseline',
  check(pod) {
    const bad = (profile: { type?: string | undefined } | undefined) =>
      profile !== undefined && profile.type !== 'RuntimeDefault' && profile.type !== 'Localhost';
    const podProfile = pod.spec?.securityContext?.seccompProfile;
    const containers = allContainers(pod).filter(({ securityContext }) => bad(securityContext?.seccompProfile));
    if (!bad(podProfile) && containers.length === 0) return undefined;
    const profiles = [
      ...(bad(podProfile) ? [podProfile] : []),
      ...containers.map((each) => each.securityContext?.seccompProfile),
    ];
    const types = quoted(sorted(profiles.map((profile) => profile?.type ?? '')));
    return {
      reason: 'seccompProfile',
      detail: `${setters(bad(podProfile), namesOf(containers))} must not set securityContext.seccompProfile.type to ${types}`,
    };
  },
};

const safeSysctls: PodSecurityCheck = {
  id: 'sysctls',
  check({ spec }) {
    const names = (spec?.securityContext?.sysctls ?? [])
      .map(({ name }) => name ?? '')
      .filter((name) => !sysctls.has(name));
    return names.length === 0 ? undefined : { reason: 'forbidden sysctls', detail: names.join(', ') };
  },
};

const windowsHostProcess: PodSecurityCheck = {
  id: 'windowsHostProcess',
  check(pod) {
    const podSets = pod.spec?.securityContext?.windowsOptions?.hostProcess === true;
    const bad = allContainers(pod).filter(
      ({ securityContext }) => securityContext?.windowsOptions?.hostProcess === true,
    );
    if (!podSets && bad.length === 0) return undefined;
    return {
      reason: 'hostProcess',
      detail: `${setters(podSets, namesOf(bad))} must not set securityContext.windowsOptions.hostProcess=true`,
    };
  },
};

export const baselineChecks: readonly PodSecurityCheck[] = [
  appArmorProfile,
  capabilitiesBaseline,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbes,
  privileged,
  procMount,
  seLinuxOptions,
  seccompProfileBaseline,
  safeSysctls,
  windowsHostProcess,
];
