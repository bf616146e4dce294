/** The restricted level: what good practice asks of every pod. In order of the checks' names. */
import {
  allContainers,
  containersNamed,
  hasUserNamespace,
  isWindows,
  namesOf,
  type PodSecurityCheck,
  quoted,
  setters,
  sorted,
} from './check.ts';

const volumeTypes = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

const allowPrivilegeEscalation: PodSecurityCheck = {
  id: 'allowPrivilegeEscalation',
  check(pod) {
    if (isWindows(pod)) return undefined;
    const bad = allContainers(pod).filter(({ securityContext }) => securityContext?.allowPrivilegeEscalation !== false);
    if (bad.length === 0) return undefined;
    return {
      reason: 'allowPrivilegeEscalation != false',
      detail: `${containersNamed(namesOf(bad))} must set securityContext.allowPrivilegeEscalation=false`,
    };
  },
};

const capabilitiesRestricted: PodSecurityCheck = {
  id: 'capabilities_restricted',
  replaces: ['capabilities_baseline'],
  check(pod) {
    if (isWindows(pod)) return undefined;
    const keeping = allContainers(pod).filter(
      ({ securityContext }) => !securityContext?.capabilities?.drop?.includes('ALL'),
    );
    const added = (container: ReturnType<typeof allContainers>[number]) =>
      (container.securityContext?.capabilities?.add ?? []).filter((capability) => capability !== 'NET_BIND_SERVICE');
    const adding = allContainers(pod).filter((container) => added(container).length > 0);
    const details = [
      ...(keeping.length > 0
        ? [`${containersNamed(namesOf(keeping))} must set securityContext.capabilities.drop=["ALL"]`]
        : []),
      ...(adding.length > 0
        ? [
            `${containersNamed(namesOf(adding))} must not include ${quoted(sorted(adding.flatMap(added)))} in securityContext.capabilities.add`,
          ]
        : []),
    ];
    return details.length === 0 ? undefined : { reason: 'unrestricted capabilities', detail: details.join('; ') };
  },
};

const restrictedVolumes: PodSecurityCheck = {
  id: 'restrictedVolumes',
  replaces: ['hostPathVolumes'],
  check({ spec }) {
    const typeOf = (volume: object) =>
      Object.keys(volume).find((field) => field !== 'name' && (volume as Record<string, unknown>)[field] !== undefined);
    const bad = (spec?.volumes ?? []).filter((volume) => !volumeTypes.has(typeOf(volume) ?? 'unknown'));
    if (bad.length === 0) return undefined;
    const types = sorted(bad.map((volume) => typeOf(volume) ?? 'unknown'));
    const volumes = `${bad.length === 1 ? 'volume' : 'volumes'} ${quoted(bad.map(({ name }) => name ?? ''))}`;
    const uses = bad.length === 1 ? 'uses' : 'use';
    const what = types.length === 1 ? 'restricted volume type' : 'restricted volume types';
    return { reason: 'restricted volume types', detail: `${volumes} ${uses} ${what} ${quoted(types)}` };
  },
};

const runAsNonRoot: PodSecurityCheck = {
  id: 'runAsNonRoot',
  check(pod) {
    if (hasUserNamespace(pod)) return undefined;
    const podSays = pod.spec?.securityContext?.runAsNonRoot;
    const containers = allContainers(pod);
    const denying = containers.filter(({ securityContext }) => securityContext?.runAsNonRoot === false);
    const reason = 'runAsNonRoot != true';
    if (podSays === false || denying.length > 0) {
      const who = setters(podSays === false, namesOf(denying));
      return { reason, detail: `${who} must not set securityContext.runAsNonRoot=false` };
    }
    const silent =
      podSays === true ? [] : containers.filter(({ securityContext }) => securityContext?.runAsNonRoot === undefined);
    if (silent.length === 0) return undefined;
    return { reason, detail: `pod or ${containersNamed(namesOf(silent))} must set securityContext.runAsNonRoot=true` };
  },
};

const runAsUser: PodSecurityCheck = {
  id: 'runAsUser',
  check(pod) {
    if (hasUserNamespace(pod)) return undefined;
    const podIsRoot = pod.spec?.securityContext?.runAsUser === 0;
    const bad = allContainers(pod).filter(({ securityContext }) => securityContext?.runAsUser === 0);
    if (!podIsRoot && bad.length === 0) return undefined;
    return { reason: 'runAsUser=0', detail: `${setters(podIsRoot, namesOf(bad))} must not set runAsUser=0` };
  },
};

const seccompProfileRestricted: PodSecurityCheck = {
  id: 'seccompProfile_restricted',
  replaces: ['seccompProfile_baseline'],
  check(pod) {
    if (isWindows(pod)) return undefined;
    const isGood = (type: string | undefined) => type === 'RuntimeDefault' || type === 'Localhost';
    const podProfile = pod.spec?.securityContext?.seccompProfile;
    const containers = allContainers(pod);
    const podOffends = podProfile !== undefined && !isGood(podProfile.type);
    const bad = containers.filter(({ securityContext }) => {
      const profile = securityContext?.seccompProfile;
      return profile !== undefined && !isGood(profile.type);
    });
    const reason = 'seccompProfile';
    if (podOffends || bad.length > 0) {
      const types = sorted([
        ...(podOffends ? [podProfile.type ?? ''] : []),
        ...bad.map(({ securityContext }) => securityContext?.seccompProfile?.type ?? ''),
      ]);
      const who = setters(podOffends, namesOf(bad));
      return { reason, detail: `${who} must not set securityContext.seccompProfile.type to ${quoted(types)}` };
    }
    const silent =
      podProfile === undefined
        ? containers.filter(({ securityContext }) => securityContext?.seccompProfile === undefined)
        : [];
    if (silent.length === 0) return undefined;
    const who = `pod or ${containersNamed(namesOf(silent))}`;
    return { reason, detail: `${who} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"` };
  },
};

export const restrictedChecks: readonly PodSecurityCheck[] = [
  allowPrivilegeEscalation,
  capabilitiesRestricted,
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
  seccompProfileRestricted,
];
