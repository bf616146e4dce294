/** What a volume is made of, in the words of `describe`. */
import type { Anything } from '../api.ts';
import { accessModes } from '../printers/printer.ts';
import type { Writer } from './writer.ts';

export function describeVolumes(writer: Writer, volumes: readonly Anything[], indent: string): void {
  if (volumes.length === 0) {
    writer.line(`${indent}Volumes:\t<none>`);
    return;
  }
  writer.line(`${indent}Volumes:`);
  const nameIndent = indent === '' ? '' : ' ';
  for (const volume of volumes) {
    writer.line(`${nameIndent}${volume['name']}:`, 1);
    for (const line of volumeSource(volume)) writer.line(line, 2);
  }
}

/** The lines of a source: `Type:` and what it needs. */
export function volumeSource(source: Anything): readonly string[] {
  const unset = (value: unknown) => String(value ?? '');
  const flag = (value: unknown) => String(value ?? false);
  if (source['hostPath']) {
    const { path, type } = source['hostPath'];
    return ['Type:\tHostPath (bare host directory volume)', `Path:\t${path}`, `HostPathType:\t${unset(type)}`];
  }
  if (source['emptyDir']) {
    const { medium, sizeLimit } = source['emptyDir'];
    return [
      "Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)",
      `Medium:\t${unset(medium)}`,
      `SizeLimit:\t${sizeLimit ?? '<unset>'}`,
    ];
  }
  if (source['secret']) {
    const { secretName, optional } = source['secret'];
    return [
      'Type:\tSecret (a volume populated by a Secret)',
      `SecretName:\t${secretName}`,
      `Optional:\t${flag(optional)}`,
    ];
  }
  if (source['configMap']) {
    const { name, optional } = source['configMap'];
    return ['Type:\tConfigMap (a volume populated by a ConfigMap)', `Name:\t${name}`, `Optional:\t${flag(optional)}`];
  }
  if (source['persistentVolumeClaim']) {
    const { claimName, readOnly } = source['persistentVolumeClaim'];
    return [
      'Type:\tPersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
      `ClaimName:\t${claimName}`,
      `ReadOnly:\t${flag(readOnly)}`,
    ];
  }
  if (source['projected']) return projected(source['projected'].sources ?? []);
  if (source['downwardAPI']) {
    return [
      'Type:\tDownwardAPI (a volume populated by information about the pod)',
      'Items:',
      ...((source['downwardAPI'].items ?? []) as readonly Anything[]).flatMap(
        ({ path, fieldRef, resourceFieldRef }) => [
          ...(fieldRef ? [`  ${fieldRef.fieldPath} -> ${path}`] : []),
          ...(resourceFieldRef ? [`  ${resourceFieldRef.resource} -> ${path}`] : []),
        ],
      ),
    ];
  }
  if (source['nfs']) {
    const { server, path, readOnly } = source['nfs'];
    return [
      'Type:\tNFS (an NFS mount that lasts the lifetime of a pod)',
      `Server:\t${server}`,
      `Path:\t${path}`,
      `ReadOnly:\t${flag(readOnly)}`,
    ];
  }
  if (source['iscsi']) return iscsi(source['iscsi']);
  if (source['ephemeral']) return ephemeral(source['ephemeral'].volumeClaimTemplate ?? {});
  if (source['local']) {
    return [
      'Type:\tLocalVolume (a persistent volume backed by local storage on a node)',
      `Path:\t${source['local'].path}`,
    ];
  }
  if (source['csi']) {
    const { driver, fsType, readOnly, volumeHandle } = source['csi'];
    const what =
      volumeHandle === undefined
        ? 'a Container Storage Interface (CSI) volume source'
        : 'a Container Storage Interface (CSI) volume source';
    return [
      `Type:\tCSI (${what})`,
      `Driver:\t${driver}`,
      `FSType:\t${unset(fsType)}`,
      ...(volumeHandle === undefined ? [] : [`VolumeHandle:\t${volumeHandle}`]),
      `ReadOnly:\t${flag(readOnly)}`,
      'VolumeAttributes:\t<none>',
    ];
  }
  return ['<unknown>'];
}

function projected(sources: readonly Anything[]): readonly string[] {
  return [
    'Type:\tProjected (a volume that contains injected data from multiple sources)',
    ...sources.flatMap((one) => {
      if (one['secret']) return [`SecretName:\t${one['secret'].name}`, `Optional:\t${one['secret'].optional ?? false}`];
      if (one['downwardAPI']) return ['DownwardAPI:\ttrue'];
      if (one['configMap']) {
        return [`ConfigMapName:\t${one['configMap'].name}`, `Optional:\t${one['configMap'].optional ?? false}`];
      }
      if (one['serviceAccountToken']) {
        return [`TokenExpirationSeconds:\t${one['serviceAccountToken'].expirationSeconds ?? 3600}`];
      }
      return [];
    }),
  ];
}

function iscsi(source: Anything): readonly string[] {
  return [
    "Type:\tISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
    `TargetPortal:\t${source['targetPortal']}`,
    `IQN:\t${source['iqn']}`,
    `Lun:\t${source['lun']}`,
    `ISCSIInterface:\t${source['iscsiInterface'] ?? 'default'}`,
    `FSType:\t${source['fsType'] ?? ''}`,
    `ReadOnly:\t${source['readOnly'] ?? false}`,
    `Portals:\t[${(source['portals'] ?? []).join(' ')}]`,
    `DiscoveryCHAPAuth:\t${source['chapAuthDiscovery'] ?? false}`,
    `SessionCHAPAuth:\t${source['chapAuthSession'] ?? false}`,
    'SecretRef:\t<nil>',
    `InitiatorName:\t${source['initiatorName'] ?? '<none>'}`,
  ];
}

function ephemeral({ spec = {} }: Anything): readonly string[] {
  return [
    'Type:\tEphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)',
    `StorageClass:\t${spec.storageClassName ?? ''}`,
    'Volume:\t',
    'Labels:\t<none>',
    'Annotations:\t<none>',
    'Capacity:\t',
    `Access Modes:\t${accessModes(spec.accessModes)}`,
    `VolumeMode:\t${spec.volumeMode ?? 'Filesystem'}`,
  ];
}
