/** The order of fields in Go's structs for volumes (see go-structs.ts). */
import {
  type Fields,
  flag,
  labelSelector,
  list,
  number,
  optional,
  pointer,
  quantity,
  sortedMap,
  struct,
  text,
} from '../../meta/go-struct.ts';

const secretRef = pointer(struct({ Name: text }));
const items = list(struct({ Key: text, Path: text, Mode: optional }));
const downwardFiles = list(
  struct({
    Path: text,
    FieldRef: pointer(struct({ APIVersion: text, FieldPath: text })),
    ResourceFieldRef: pointer(struct({ ContainerName: text, Resource: text, Divisor: quantity })),
    Mode: optional,
  }),
);

const claimSpec = struct({
  AccessModes: optional,
  Selector: pointer(labelSelector),
  Resources: struct({ Limits: sortedMap, Requests: sortedMap }),
  VolumeName: text,
  StorageClassName: optional,
  VolumeMode: optional,
  DataSource: pointer(struct({ APIGroup: optional, Kind: text, Name: text })),
  DataSourceRef: pointer(struct({ APIGroup: optional, Kind: text, Name: text, Namespace: optional })),
  VolumeAttributesClassName: optional,
});

const projection = struct({
  Secret: pointer(struct({ Name: text, Items: items, Optional: optional })),
  DownwardAPI: pointer(struct({ Items: downwardFiles })),
  ConfigMap: pointer(struct({ Name: text, Items: items, Optional: optional })),
  ServiceAccountToken: pointer(struct({ Audience: text, ExpirationSeconds: number, Path: text })),
  ClusterTrustBundle: pointer(
    struct({
      Name: optional,
      SignerName: optional,
      LabelSelector: pointer(labelSelector),
      Optional: optional,
      Path: text,
    }),
  ),
  PodCertificate: pointer(
    struct({
      SignerName: text,
      KeyType: text,
      MaxExpirationSeconds: optional,
      CredentialBundlePath: text,
      KeyPath: text,
      CertificateChainPath: text,
      UserAnnotations: sortedMap,
    }),
  ),
});

export const volumeFields: Fields = {
  Name: text,
  HostPath: pointer(struct({ Path: text, Type: optional })),
  EmptyDir: pointer(struct({ Medium: text, SizeLimit: optional })),
  GCEPersistentDisk: pointer(struct({ PDName: text, FSType: text, Partition: number, ReadOnly: flag })),
  AWSElasticBlockStore: pointer(struct({ VolumeID: text, FSType: text, Partition: number, ReadOnly: flag })),
  GitRepo: pointer(struct({ Repository: text, Revision: text, Directory: text })),
  Secret: pointer(struct({ SecretName: text, Items: items, DefaultMode: optional, Optional: optional })),
  NFS: pointer(struct({ Server: text, Path: text, ReadOnly: flag })),
  ISCSI: pointer(
    struct({
      TargetPortal: text,
      IQN: text,
      Lun: number,
      ISCSIInterface: text,
      FSType: text,
      ReadOnly: flag,
      Portals: optional,
      DiscoveryCHAPAuth: ['chapAuthDiscovery', flag],
      SessionCHAPAuth: ['chapAuthSession', flag],
      SecretRef: secretRef,
      InitiatorName: optional,
    }),
  ),
  Glusterfs: pointer(struct({ EndpointsName: ['endpoints', text], Path: text, ReadOnly: flag })),
  PersistentVolumeClaim: pointer(struct({ ClaimName: text, ReadOnly: flag })),
  RBD: pointer(
    struct({
      CephMonitors: ['monitors', optional],
      RBDImage: ['image', text],
      FSType: text,
      RBDPool: ['pool', text],
      RadosUser: ['user', text],
      Keyring: text,
      SecretRef: secretRef,
      ReadOnly: flag,
    }),
  ),
  Quobyte: pointer(struct({ Registry: text, Volume: text, ReadOnly: flag, User: text, Group: text, Tenant: text })),
  FlexVolume: pointer(struct({ Driver: text, FSType: text, SecretRef: secretRef, ReadOnly: flag, Options: sortedMap })),
  Cinder: pointer(struct({ VolumeID: text, FSType: text, ReadOnly: flag, SecretRef: secretRef })),
  CephFS: [
    'cephfs',
    pointer(
      struct({
        Monitors: optional,
        Path: text,
        User: text,
        SecretFile: text,
        SecretRef: secretRef,
        ReadOnly: flag,
      }),
    ),
  ],
  Flocker: pointer(struct({ DatasetName: text, DatasetUUID: text })),
  DownwardAPI: pointer(struct({ Items: downwardFiles, DefaultMode: optional })),
  FC: pointer(
    struct({ TargetWWNs: optional, Lun: optional, FSType: text, ReadOnly: flag, WWIDs: ['wwids', optional] }),
  ),
  AzureFile: pointer(struct({ SecretName: text, ShareName: text, ReadOnly: flag })),
  ConfigMap: pointer(struct({ Name: text, Items: items, DefaultMode: optional, Optional: optional })),
  VsphereVolume: pointer(struct({ VolumePath: text, FSType: text, StoragePolicyName: text, StoragePolicyID: text })),
  AzureDisk: pointer(
    struct({
      DiskName: text,
      DataDiskURI: ['diskURI', text],
      CachingMode: optional,
      FSType: optional,
      ReadOnly: optional,
      Kind: optional,
    }),
  ),
  PhotonPersistentDisk: pointer(struct({ PdID: text, FSType: text })),
  Projected: pointer(struct({ Sources: list(projection), DefaultMode: optional })),
  PortworxVolume: pointer(struct({ VolumeID: text, FSType: text, ReadOnly: flag })),
  ScaleIO: pointer(
    struct({
      Gateway: text,
      System: text,
      SecretRef: secretRef,
      SSLEnabled: flag,
      ProtectionDomain: text,
      StoragePool: text,
      StorageMode: text,
      VolumeName: text,
      FSType: text,
      ReadOnly: flag,
    }),
  ),
  StorageOS: [
    'storageos',
    pointer(struct({ VolumeName: text, VolumeNamespace: text, FSType: text, ReadOnly: flag, SecretRef: secretRef })),
  ],
  CSI: pointer(
    struct({
      Driver: text,
      ReadOnly: optional,
      FSType: optional,
      VolumeAttributes: sortedMap,
      NodePublishSecretRef: secretRef,
    }),
  ),
  Ephemeral: pointer(struct({ VolumeClaimTemplate: pointer(struct({ Spec: claimSpec })) })),
  Image: pointer(struct({ Reference: text, PullPolicy: text })),
};
