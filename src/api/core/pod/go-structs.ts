/**
 * The order of fields in Go's structs for pods, as refusals print them: in the diff of a forbidden pod change, in a Job whose
 * template may not change. These are the server's internal structs, where host settings live in the security context
 * and Go's names stand for the JSON ones. Labels, selectors and metadata keep their JSON names.
 */
import {
  type Fields,
  flag,
  labelSelector,
  list,
  number,
  optional,
  pointer,
  quantity,
  type Shape,
  sortedMap,
  struct,
  text,
} from '../../meta/go-struct.ts';
import { withoutEmpty } from '../../meta/without-empty.ts';
import type { PodSpecDraft, PodTemplateDraft } from './model.ts';
import { volumeFields } from './volume-go-structs.ts';

const exec = struct({ Command: optional });
const httpGet = struct({
  Path: text,
  Port: number,
  Host: text,
  Scheme: text,
  HTTPHeaders: list(struct({ Name: text, Value: text })),
});
const tcpSocket = struct({ Port: number, Host: text });
const grpc = struct({ Port: number, Service: text });

const probe = struct({
  Exec: pointer(exec),
  HTTPGet: pointer(httpGet),
  TCPSocket: pointer(tcpSocket),
  GRPC: pointer(grpc),
  InitialDelaySeconds: number,
  TimeoutSeconds: number,
  PeriodSeconds: number,
  SuccessThreshold: number,
  FailureThreshold: number,
  TerminationGracePeriodSeconds: optional,
});
const lifecycleHandler = struct({
  Exec: pointer(exec),
  HTTPGet: pointer(httpGet),
  TCPSocket: pointer(tcpSocket),
  Sleep: pointer(struct({ Seconds: number })),
});
const lifecycle = struct({
  PostStart: pointer(lifecycleHandler),
  PreStop: pointer(lifecycleHandler),
  StopSignal: optional,
});

const keyRef = struct({ Name: text, Key: text, Optional: optional });
const mapRef = struct({ Name: text, Optional: optional });
const envVar = struct({
  Name: text,
  Value: text,
  ValueFrom: pointer(
    struct({
      FieldRef: pointer(struct({ APIVersion: text, FieldPath: text })),
      ResourceFieldRef: pointer(struct({ ContainerName: text, Resource: text, Divisor: quantity })),
      ConfigMapKeyRef: pointer(keyRef),
      SecretKeyRef: pointer(keyRef),
      FileKeyRef: pointer(struct({ VolumeName: text, Path: text, Key: text, Optional: optional })),
    }),
  ),
});
const envFrom = struct({ Prefix: text, ConfigMapRef: pointer(mapRef), SecretRef: pointer(mapRef) });

const resources = struct({
  Limits: sortedMap,
  Requests: sortedMap,
  Claims: list(struct({ Name: text, Request: text })),
});

const seLinuxOptions = struct({ User: text, Role: text, Type: text, Level: text });
const windowsOptions = struct({
  GMSACredentialSpecName: optional,
  GMSACredentialSpec: optional,
  RunAsUserName: optional,
  HostProcess: optional,
});
export const seccompProfileStruct = struct({ Type: text, LocalhostProfile: optional });
const appArmorProfile = struct({ Type: text, LocalhostProfile: optional });

export const securityContextStruct = struct({
  Capabilities: pointer(struct({ Add: optional, Drop: optional })),
  Privileged: optional,
  SELinuxOptions: pointer(seLinuxOptions),
  WindowsOptions: pointer(windowsOptions),
  RunAsUser: optional,
  RunAsGroup: optional,
  RunAsNonRoot: optional,
  ReadOnlyRootFilesystem: optional,
  AllowPrivilegeEscalation: optional,
  ProcMount: optional,
  SeccompProfile: pointer(seccompProfileStruct),
  AppArmorProfile: pointer(appArmorProfile),
});

const containerFields: Fields = {
  Name: text,
  Image: text,
  Command: optional,
  Args: optional,
  WorkingDir: text,
  Ports: list(struct({ Name: text, HostPort: number, ContainerPort: number, Protocol: text, HostIP: text })),
  EnvFrom: list(envFrom),
  Env: list(envVar),
  Resources: resources,
  ResizePolicy: list(struct({ ResourceName: text, RestartPolicy: text })),
  RestartPolicy: optional,
  RestartPolicyRules: list(struct({ Action: text, ExitCodes: pointer(struct({ Operator: text, Values: optional })) })),
  VolumeMounts: list(
    struct({
      Name: text,
      ReadOnly: flag,
      RecursiveReadOnly: optional,
      MountPath: text,
      SubPath: text,
      MountPropagation: optional,
      SubPathExpr: text,
    }),
  ),
  VolumeDevices: list(struct({ Name: text, DevicePath: text })),
  LivenessProbe: pointer(probe),
  ReadinessProbe: pointer(probe),
  StartupProbe: pointer(probe),
  Lifecycle: pointer(lifecycle),
  TerminationMessagePath: text,
  TerminationMessagePolicy: text,
  ImagePullPolicy: text,
  SecurityContext: pointer(securityContextStruct),
  Stdin: flag,
  StdinOnce: flag,
  TTY: flag,
};

const podSecurityContext = struct({
  HostNetwork: flag,
  HostPID: flag,
  HostIPC: flag,
  ShareProcessNamespace: optional,
  HostUsers: optional,
  SELinuxOptions: pointer(seLinuxOptions),
  WindowsOptions: pointer(windowsOptions),
  RunAsUser: optional,
  RunAsGroup: optional,
  RunAsNonRoot: optional,
  SupplementalGroups: optional,
  SupplementalGroupsPolicy: optional,
  FSGroup: optional,
  FSGroupChangePolicy: optional,
  Sysctls: list(struct({ Name: text, Value: text })),
  SeccompProfile: pointer(seccompProfileStruct),
  AppArmorProfile: pointer(appArmorProfile),
  SELinuxChangePolicy: optional,
});

const nodeSelectorRequirements = list(struct({ Key: text, Operator: text, Values: optional }));
const nodeSelectorTerm = struct({
  MatchExpressions: nodeSelectorRequirements,
  MatchFields: nodeSelectorRequirements,
});
export const nodeSelectorTermsStruct = list(nodeSelectorTerm);
const podAffinityTerm = struct({
  LabelSelector: pointer(labelSelector),
  Namespaces: optional,
  TopologyKey: text,
  NamespaceSelector: pointer(labelSelector),
  MatchLabelKeys: optional,
  MismatchLabelKeys: optional,
});
const podAffinity = struct({
  RequiredDuringSchedulingIgnoredDuringExecution: list(podAffinityTerm),
  PreferredDuringSchedulingIgnoredDuringExecution: list(struct({ Weight: number, PodAffinityTerm: podAffinityTerm })),
});
const affinity = struct({
  NodeAffinity: pointer(
    struct({
      RequiredDuringSchedulingIgnoredDuringExecution: pointer(struct({ NodeSelectorTerms: nodeSelectorTermsStruct })),
      PreferredDuringSchedulingIgnoredDuringExecution: list(struct({ Weight: number, Preference: nodeSelectorTerm })),
    }),
  ),
  PodAffinity: pointer(podAffinity),
  PodAntiAffinity: pointer(podAffinity),
});

export const resourceClaimStruct = struct({
  Name: text,
  ResourceClaimName: optional,
  ResourceClaimTemplateName: optional,
});

const podSpec: Shape = struct({
  Volumes: list(struct(volumeFields)),
  InitContainers: list(struct(containerFields)),
  Containers: list(struct(containerFields)),
  EphemeralContainers: list(struct({ ...containerFields, TargetContainerName: text })),
  RestartPolicy: text,
  TerminationGracePeriodSeconds: optional,
  ActiveDeadlineSeconds: optional,
  DNSPolicy: text,
  NodeSelector: sortedMap,
  ServiceAccountName: text,
  AutomountServiceAccountToken: optional,
  NodeName: text,
  SecurityContext: pointer(podSecurityContext),
  ImagePullSecrets: list(struct({ Name: text })),
  Hostname: text,
  Subdomain: text,
  SetHostnameAsFQDN: optional,
  Affinity: pointer(affinity),
  SchedulerName: text,
  Tolerations: list(struct({ Key: text, Operator: text, Value: text, Effect: text, TolerationSeconds: optional })),
  HostAliases: list(struct({ IP: text, Hostnames: optional })),
  PriorityClassName: text,
  Priority: optional,
  PreemptionPolicy: optional,
  DNSConfig: pointer(
    struct({
      Nameservers: optional,
      Searches: optional,
      Options: list(struct({ Name: text, Value: optional })),
    }),
  ),
  ReadinessGates: list(struct({ ConditionType: text })),
  RuntimeClassName: optional,
  Overhead: sortedMap,
  EnableServiceLinks: optional,
  TopologySpreadConstraints: list(
    struct({
      MaxSkew: number,
      TopologyKey: text,
      WhenUnsatisfiable: text,
      LabelSelector: pointer(labelSelector),
      MinDomains: optional,
      NodeAffinityPolicy: optional,
      NodeTaintsPolicy: optional,
      MatchLabelKeys: optional,
    }),
  ),
  OS: pointer(struct({ Name: text })),
  SchedulingGates: list(struct({ Name: text })),
  ResourceClaims: list(resourceClaimStruct),
  Resources: pointer(resources),
  HostnameOverride: optional,
  SchedulingGroup: pointer(struct({ PodGroupName: optional })),
});

/** A pod's spec as the server holds it inside. */
export function goPodSpec(spec: PodSpecDraft): unknown {
  const { hostNetwork, hostPID, hostIPC, shareProcessNamespace, hostUsers } = spec;
  const host = { hostNetwork, hostPID, hostIPC, shareProcessNamespace, hostUsers };
  const hasHostSettings = Object.values(host).some((value) => value !== undefined);
  const securityContext = spec.securityContext || hasHostSettings ? { ...spec.securityContext, ...host } : undefined;
  return podSpec.print({ ...spec, securityContext });
}

/** Go's order of metadata. */
export const metadataOrder = [
  'name',
  'generateName',
  'namespace',
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'labels',
  'annotations',
  'ownerReferences',
  'finalizers',
  'managedFields',
] as const;

/** A template: metadata keeps its JSON names, leaves out what is empty and stands beside the spec. */
export function goPodTemplate(template: PodTemplateDraft | undefined): unknown {
  const { metadata = {}, spec = {} } = template ?? {};
  const printed: Record<string, unknown> = {};
  for (const name of metadataOrder) {
    const value: unknown = name === 'ownerReferences' ? metadata[name]?.map(goOwnerReference) : metadata[name];
    if (value === undefined || withoutEmpty(value) === null) continue;
    printed[name] = name === 'labels' || name === 'annotations' ? sortedMap.print(value) : value;
  }
  return { ...printed, Spec: goPodSpec(spec) };
}

type OwnerReference = NonNullable<NonNullable<PodTemplateDraft['metadata']>['ownerReferences']>[number];

function goOwnerReference({ apiVersion = '', kind = '', name = '', uid = '', ...rest }: OwnerReference): unknown {
  const { controller, blockOwnerDeletion } = rest;
  return { apiVersion, kind, name, uid, controller, blockOwnerDeletion };
}
