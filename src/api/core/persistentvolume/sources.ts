/**
 * Where a volume's bytes are: the twenty-two sources of PersistentVolumes, in the order in which the server looks at them
 * (the first it finds is the good one), each with its check and with the names and order of its fields in the server's own
 * struct, which its refusals of changes print.
 */
import type { IPersistentVolume } from 'kubernetes-models/v1/PersistentVolume';
import { invalidEach } from '../../meta/field-checks.ts';
import { type FieldError, forbidden, invalid, notSupported, required, tooLong } from '../../meta/field-error.ts';
import { type FieldPath, path } from '../../meta/field-path.ts';
import type { Decoded } from '../../meta/kind-definition.ts';
import { dns1123Label, dns1123Subdomain } from '../../meta/names.ts';

export type PersistentVolumeSpecDraft = NonNullable<Decoded<IPersistentVolume>['spec']>;
type Spec = PersistentVolumeSpecDraft;
type Source = Record<string, unknown>;

/** Where a field is printed when it is absent: nothing, false, 0, or null for pointers and lists. */
type Empty = '' | false | 0 | null;
type Fields = readonly (readonly [json: string, printed: string, empty: Empty])[];

interface SourceType {
  /** The field of the spec. */
  readonly name: keyof Spec & string;
  /** The path in refusals, where it is another. */
  readonly place?: string;
  readonly check: (source: Source, field: FieldPath, spec: Spec) => FieldError[];
}

const text = (source: Source, name: string): string =>
  typeof source[name] === 'string' ? (source[name] as string) : '';
const list = (source: Source, name: string): readonly string[] =>
  Array.isArray(source[name]) ? (source[name] as string[]) : [];

/** `Required value` for each named field that is empty. */
function demand(source: Source, field: FieldPath, ...names: readonly string[]): FieldError[] {
  return names.filter((name) => text(source, name) === '').map((name) => required(field.child(name)));
}

function partition(source: Source, field: FieldPath): FieldError[] {
  const value = Number(source['partition'] ?? 0);
  const good = value >= 0 && value <= 255;
  return good ? [] : [invalid(field.child('partition'), value, 'must be between 1 and 255, inclusive')];
}

function secretReference(source: Source, member: string, field: FieldPath, demandNamespace: boolean): FieldError[] {
  const reference = source[member] as Source | undefined;
  if (!reference) return [];
  return demand(reference, field.child(member), 'name', ...(demandNamespace ? ['namespace'] : []));
}

const hostPathTypes = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

function backsteps(value: string, field: FieldPath): FieldError[] {
  return value.split('/').includes('..') ? [invalid(field, value, "must not contain '..'")] : [];
}

/** In the order in which the server looks. */
const sourceTypes: readonly SourceType[] = [
  {
    name: 'hostPath',
    check(source, field) {
      if (text(source, 'path') === '') return [required(field.child('path'))];
      const errors = backsteps(text(source, 'path'), field.child('path'));
      const type = text(source, 'type');
      return hostPathTypes.includes(type)
        ? errors
        : [...errors, notSupported(field.child('type'), type, hostPathTypes)];
    },
  },
  {
    name: 'gcePersistentDisk',
    place: 'persistentDisk',
    check: (source, field) => [...demand(source, field, 'pdName'), ...partition(source, field)],
  },
  {
    name: 'awsElasticBlockStore',
    check: (source, field) => [...demand(source, field, 'volumeID'), ...partition(source, field)],
  },
  {
    name: 'glusterfs',
    check(source, field) {
      const errors = demand(source, field, 'endpoints', 'path');
      const namespace = source['endpointsNamespace'];
      const place = field.child('endpointsNamespace');
      if (typeof namespace !== 'string') return errors;
      if (namespace !== '') return [...errors, ...invalidEach(place, namespace, dns1123Label(namespace))];
      return [...errors, invalid(place, '', 'if the endpointnamespace is set, it must be a valid namespace name')];
    },
  },
  {
    name: 'flocker',
    check(source, field) {
      const [name, uuid] = [text(source, 'datasetName'), text(source, 'datasetUUID')];
      const errors: FieldError[] = [];
      if (name === '' && uuid === '') errors.push(required(field, 'one of datasetName and datasetUUID is required'));
      if (name !== '' && uuid !== '') {
        errors.push(invalid(field, 'resource', 'datasetName and datasetUUID can not be specified simultaneously'));
      }
      if (name.includes('/')) errors.push(invalid(field.child('datasetName'), name, "must not contain '/'"));
      return errors;
    },
  },
  {
    name: 'nfs',
    check(source, field) {
      const errors = demand(source, field, 'server', 'path');
      const directory = text(source, 'path');
      if (!directory.startsWith('/')) errors.push(invalid(field.child('path'), directory, 'must be an absolute path'));
      return errors;
    },
  },
  {
    name: 'rbd',
    check: (source, field) => [
      ...(list(source, 'monitors').length === 0 ? [required(field.child('monitors'))] : []),
      ...demand(source, field, 'image'),
    ],
  },
  { name: 'quobyte', check: checkQuobyte },
  {
    name: 'cephfs',
    place: 'cephfs',
    check: (source, field) => (list(source, 'monitors').length === 0 ? [required(field.child('monitors'))] : []),
  },
  { name: 'iscsi', check: checkIscsi },
  {
    name: 'cinder',
    check: (source, field) => [
      ...demand(source, field, 'volumeID'),
      ...secretReference(source, 'secretRef', field, true),
    ],
  },
  { name: 'fc', check: checkFibreChannel },
  {
    name: 'flexVolume',
    check: (source, field) => demand(source, field, 'driver'),
  },
  {
    name: 'azureFile',
    check(source, field) {
      const errors = demand(source, field, 'secretName', 'shareName');
      if (source['secretNamespace'] === '') {
        errors.push(invalid(field.child('secretNamespace'), '', 'must not be empty when specified'));
      }
      return errors;
    },
  },
  { name: 'vsphereVolume', check: (source, field) => demand(source, field, 'volumePath') },
  { name: 'photonPersistentDisk', check: (source, field) => demand(source, field, 'pdID') },
  { name: 'portworxVolume', check: (source, field) => demand(source, field, 'volumeID') },
  { name: 'azureDisk', check: checkAzureDisk },
  { name: 'scaleIO', check: (source, field) => demand(source, field, 'gateway', 'system', 'volumeName') },
  {
    name: 'local',
    check(source, field, spec) {
      const directory = text(source, 'path');
      const errors = directory === '' ? [required(field.child('path'))] : backsteps(directory, field.child('path'));
      if (!spec.nodeAffinity) {
        errors.push(required(path('spec', 'nodeAffinity'), 'Local volume requires node affinity'));
      }
      return errors;
    },
  },
  {
    name: 'storageos',
    check(source, field) {
      const errors: FieldError[] = [];
      for (const name of ['volumeName', 'volumeNamespace']) {
        const value = text(source, name);
        if (value === '' && name === 'volumeName') errors.push(required(field.child(name)));
      }
      return [...errors, ...secretReference(source, 'secretRef', field, true)];
    },
  },
  { name: 'csi', check: checkCsi },
];

function checkQuobyte(source: Source, field: FieldPath): FieldError[] {
  const registry = text(source, 'registry');
  const errors: FieldError[] = [];
  const detail = 'must be a host:port pair or multiple pairs separated by commas';
  if (registry === '') {
    errors.push(required(field.child('registry'), detail));
  } else {
    for (const pair of registry.split(',')) {
      if (!/^(\[[^\]]*\]|[^:[\]]*):[^:]*$/.test(pair)) errors.push(invalid(field.child('registry'), registry, detail));
    }
  }
  if (text(source, 'tenant').length >= 65) {
    errors.push(required(field.child('tenant'), 'must be a UUID and may not exceed a length of 64 characters'));
  }
  return [...errors, ...demand(source, field, 'volume')];
}

function isIscsiName(name: string): boolean {
  if (name.startsWith('iqn')) return /iqn\.\d{4}-\d{2}\.[A-Za-z0-9-.]+(:[^,;*&$|\s]+)$/.test(name);
  return /^eui.[A-Za-z0-9]{16}$/.test(name) || /^naa.[A-Za-z0-9]{32}$/.test(name);
}

function checkIscsi(source: Source, field: FieldPath): FieldError[] {
  const errors = demand(source, field, 'targetPortal');
  const qualified = text(source, 'iqn');
  const hasPrefix = (name: string) => /^(iqn|eui|naa)/.test(name);
  if (qualified === '') errors.push(required(field.child('iqn')));
  else if (!hasPrefix(qualified)) {
    errors.push(invalid(field.child('iqn'), qualified, 'must be valid format'));
  } else if (!isIscsiName(qualified)) {
    errors.push(invalid(field.child('iqn'), qualified, 'must be valid format'));
  }
  const lun = Number(source['lun'] ?? 0);
  if (lun < 0 || lun > 255) errors.push(invalid(field.child('lun'), lun, 'must be between 0 and 255, inclusive'));
  if ((source['chapAuthDiscovery'] || source['chapAuthSession']) && !source['secretRef']) {
    errors.push(required(field.child('secretRef')));
  }
  errors.push(...secretReference(source, 'secretRef', field, false));
  const initiator = source['initiatorName'];
  if (typeof initiator === 'string' && !isIscsiName(initiator)) {
    errors.push(invalid(field.child('initiatorname'), initiator, 'must be valid format'));
  }
  return errors;
}

function checkFibreChannel(source: Source, field: FieldPath): FieldError[] {
  const [targets, wwids] = [list(source, 'targetWWNs'), list(source, 'wwids')];
  const errors: FieldError[] = [];
  if (targets.length === 0 && wwids.length === 0) {
    errors.push(required(field.child('targetWWNs'), 'must specify either targetWWNs or wwids, but not both'));
  }
  if (targets.length > 0 && wwids.length > 0) {
    const detail = 'targetWWNs and wwids can not be specified simultaneously';
    errors.push(invalid(field.child('targetWWNs'), targets, detail));
  }
  if (targets.length > 0) {
    const lun = source['lun'];
    if (typeof lun !== 'number') {
      errors.push(required(field.child('lun'), 'lun is required if targetWWNs is specified'));
    } else if (lun < 0 || lun > 255) {
      errors.push(invalid(field.child('lun'), lun, 'must be between 0 and 255, inclusive'));
    }
  }
  return errors;
}

function checkAzureDisk(source: Source, field: FieldPath): FieldError[] {
  const errors = demand(source, field, 'diskName', 'diskURI');
  const uri = text(source, 'diskURI');
  const kind = text(source, 'kind');
  const cachingModes = ['None', 'ReadOnly', 'ReadWrite'];
  const kinds = ['Dedicated', 'Managed', 'Shared'];
  const caching = source['cachingMode'];
  if (typeof caching === 'string' && !cachingModes.includes(caching)) {
    errors.push(notSupported(field.child('cachingMode'), caching, cachingModes));
  }
  if (!kinds.includes(kind)) errors.push(notSupported(field.child('kind'), kind, kinds));
  if (kind === 'Managed' && !uri.startsWith('/subscriptions/')) {
    const form = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
    errors.push(notSupported(field.child('diskURI'), uri, [form]));
  }
  if (kind !== 'Managed' && !uri.startsWith('https://')) {
    const form = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';
    errors.push(notSupported(field.child('diskURI'), uri, [form]));
  }
  return errors;
}

function checkCsi(source: Source, field: FieldPath): FieldError[] {
  const driver = text(source, 'driver');
  const place = field.child('driver');
  const errors: FieldError[] = [];
  if (driver === '') errors.push(required(place));
  if (driver.length > 63) errors.push(tooLong(place, 63));
  if (driver !== '')
    errors.push(...dns1123Subdomain(driver.toLowerCase()).map((detail) => invalid(place, driver, detail)));
  errors.push(...demand(source, field, 'volumeHandle'));
  for (const member of [
    'controllerPublishSecretRef',
    'controllerExpandSecretRef',
    'nodePublishSecretRef',
    'nodeExpandSecretRef',
  ]) {
    errors.push(...secretReference(source, member, field, true));
  }
  return errors;
}

/** Exactly one source. The others are forbidden, whatever is in them. */
export function validateSources(spec: Spec, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  let found = false;
  for (const { name, place, check } of sourceTypes) {
    const source = spec[name] as Source | undefined;
    if (!source) continue;
    // Of all sources, flexVolume alone may stand beside another.
    if (found && name !== 'flexVolume') {
      const shown = name === 'cephfs' ? 'cephFS' : name;
      errors.push(forbidden(field.child(shown), 'may not specify more than 1 volume type'));
    } else {
      errors.push(...check(source, field.child(place ?? name), spec));
    }
    found = true;
  }
  return found ? errors : [...errors, required(field, 'must specify a volume type')];
}

const secret: Fields = [
  ['name', 'Name', ''],
  ['namespace', 'Namespace', ''],
];
const fsType = ['fsType', 'FSType', ''] as const;
const readOnly = ['readOnly', 'ReadOnly', false] as const;
const secretRef = ['secretRef', 'SecretRef', null] as const;

/** In the order of the server's struct, which is another than the order of looking. */
const printedSources: readonly (readonly [name: keyof Spec & string, printed: string, fields: Fields])[] = [
  [
    'gcePersistentDisk',
    'GCEPersistentDisk',
    [['pdName', 'PDName', ''], fsType, ['partition', 'Partition', 0], readOnly],
  ],
  [
    'awsElasticBlockStore',
    'AWSElasticBlockStore',
    [['volumeID', 'VolumeID', ''], fsType, ['partition', 'Partition', 0], readOnly],
  ],
  [
    'hostPath',
    'HostPath',
    [
      ['path', 'Path', ''],
      ['type', 'Type', null],
    ],
  ],
  [
    'glusterfs',
    'Glusterfs',
    [
      ['endpoints', 'EndpointsName', ''],
      ['path', 'Path', ''],
      readOnly,
      ['endpointsNamespace', 'EndpointsNamespace', null],
    ],
  ],
  ['nfs', 'NFS', [['server', 'Server', ''], ['path', 'Path', ''], readOnly]],
  [
    'rbd',
    'RBD',
    [
      ['monitors', 'CephMonitors', null],
      ['image', 'RBDImage', ''],
      fsType,
      ['pool', 'RBDPool', ''],
      ['user', 'RadosUser', ''],
      ['keyring', 'Keyring', ''],
      secretRef,
      readOnly,
    ],
  ],
  [
    'quobyte',
    'Quobyte',
    [
      ['registry', 'Registry', ''],
      ['volume', 'Volume', ''],
      readOnly,
      ['user', 'User', ''],
      ['group', 'Group', ''],
      ['tenant', 'Tenant', ''],
    ],
  ],
  [
    'iscsi',
    'ISCSI',
    [
      ['targetPortal', 'TargetPortal', ''],
      ['iqn', 'IQN', ''],
      ['lun', 'Lun', 0],
      ['iscsiInterface', 'ISCSIInterface', ''],
      fsType,
      readOnly,
      ['portals', 'Portals', null],
      ['chapAuthDiscovery', 'DiscoveryCHAPAuth', false],
      ['chapAuthSession', 'SessionCHAPAuth', false],
      secretRef,
      ['initiatorName', 'InitiatorName', null],
    ],
  ],
  ['flexVolume', 'FlexVolume', [['driver', 'Driver', ''], fsType, secretRef, readOnly, ['options', 'Options', null]]],
  ['cinder', 'Cinder', [['volumeID', 'VolumeID', ''], fsType, readOnly, secretRef]],
  [
    'cephfs',
    'CephFS',
    [
      ['monitors', 'Monitors', null],
      ['path', 'Path', ''],
      ['user', 'User', ''],
      ['secretFile', 'SecretFile', ''],
      secretRef,
      readOnly,
    ],
  ],
  ['fc', 'FC', [['targetWWNs', 'TargetWWNs', null], ['lun', 'Lun', null], fsType, readOnly, ['wwids', 'WWIDs', null]]],
  [
    'flocker',
    'Flocker',
    [
      ['datasetName', 'DatasetName', ''],
      ['datasetUUID', 'DatasetUUID', ''],
    ],
  ],
  [
    'azureFile',
    'AzureFile',
    [
      ['secretName', 'SecretName', ''],
      ['shareName', 'ShareName', ''],
      readOnly,
      ['secretNamespace', 'SecretNamespace', null],
    ],
  ],
  [
    'vsphereVolume',
    'VsphereVolume',
    [
      ['volumePath', 'VolumePath', ''],
      fsType,
      ['storagePolicyName', 'StoragePolicyName', ''],
      ['storagePolicyID', 'StoragePolicyID', ''],
    ],
  ],
  [
    'azureDisk',
    'AzureDisk',
    [
      ['diskName', 'DiskName', ''],
      ['diskURI', 'DataDiskURI', ''],
      ['cachingMode', 'CachingMode', null],
      ['fsType', 'FSType', null],
      ['readOnly', 'ReadOnly', null],
      ['kind', 'Kind', null],
    ],
  ],
  ['photonPersistentDisk', 'PhotonPersistentDisk', [['pdID', 'PdID', ''], fsType]],
  ['portworxVolume', 'PortworxVolume', [['volumeID', 'VolumeID', ''], fsType, readOnly]],
  [
    'scaleIO',
    'ScaleIO',
    [
      ['gateway', 'Gateway', ''],
      ['system', 'System', ''],
      secretRef,
      ['sslEnabled', 'SSLEnabled', false],
      ['protectionDomain', 'ProtectionDomain', ''],
      ['storagePool', 'StoragePool', ''],
      ['storageMode', 'StorageMode', ''],
      ['volumeName', 'VolumeName', ''],
      fsType,
      readOnly,
    ],
  ],
  [
    'local',
    'Local',
    [
      ['path', 'Path', ''],
      ['fsType', 'FSType', null],
    ],
  ],
  [
    'storageos',
    'StorageOS',
    [['volumeName', 'VolumeName', ''], ['volumeNamespace', 'VolumeNamespace', ''], fsType, readOnly, secretRef],
  ],
  [
    'csi',
    'CSI',
    [
      ['driver', 'Driver', ''],
      ['volumeHandle', 'VolumeHandle', ''],
      readOnly,
      fsType,
      ['volumeAttributes', 'VolumeAttributes', null],
      ['controllerPublishSecretRef', 'ControllerPublishSecretRef', null],
      ['nodeStageSecretRef', 'NodeStageSecretRef', null],
      ['nodePublishSecretRef', 'NodePublishSecretRef', null],
      ['controllerExpandSecretRef', 'ControllerExpandSecretRef', null],
      ['nodeExpandSecretRef', 'NodeExpandSecretRef', null],
    ],
  ],
];

const objectReference: Fields = [
  ['kind', 'Kind', ''],
  ['namespace', 'Namespace', ''],
  ['name', 'Name', ''],
  ['uid', 'UID', ''],
  ['apiVersion', 'APIVersion', ''],
  ['resourceVersion', 'ResourceVersion', ''],
  ['fieldPath', 'FieldPath', ''],
];

/** The server's own struct of all sources, as its diff shows it. */
export function printedSource(spec: Spec): unknown {
  return Object.fromEntries(
    printedSources.map(([name, printed, fields]) => {
      const source = spec[name] as Source | undefined;
      return [printed, source ? printedFields(source, fields, name === 'storageos') : null];
    }),
  );
}

function printedFields(source: Source, fields: Fields, isStorageOs: boolean): unknown {
  return Object.fromEntries(
    fields.map(([json, printed, empty]) => {
      const value = source[json];
      if (value === undefined) return [printed, empty];
      if (json.endsWith('SecretRef') || json === 'secretRef') {
        return [printed, printedFields(value as Source, isStorageOs ? objectReference : secret, false)];
      }
      return [printed, value];
    }),
  );
}
