/**
 * Volume sources of single vendors, which CSI drivers have replaced. Nobody should write them any more, but old manifests do,
 * and the server still checks them.
 */

import { descendingPath, invalidEach, validateDns1123Label } from '../../meta/field-checks.ts';
import { type FieldError, invalid, notSupported, required } from '../../meta/field-error.ts';
import type { FieldPath } from '../../meta/field-path.ts';
import { requiredFields, type SourceCheck, source } from './volume-sources.ts';

export const retiredSources: readonly SourceCheck[] = [
  source('gitRepo', ({ repository, directory }, field) => [
    ...requiredFields({ repository }, field),
    ...descendingPath(directory ?? '', field.child('directory')),
  ]),
  source(
    'gcePersistentDisk',
    ({ pdName, partition }, field) => [
      ...requiredFields({ pdName }, field),
      ...validatePartition(partition, field.child('partition')),
    ],
    { place: 'persistentDisk' },
  ),
  source('awsElasticBlockStore', ({ volumeID, partition }, field) => [
    ...requiredFields({ volumeID }, field),
    ...validatePartition(partition, field.child('partition')),
  ]),
  source('iscsi', (iscsi, field) => {
    const { targetPortal, iqn, lun, chapAuthDiscovery, chapAuthSession, secretRef, initiatorName } = iscsi;
    const errors = requiredFields({ targetPortal, iqn }, field);
    if (iqn) errors.push(...validateInitiator(iqn, field.child('iqn')));
    errors.push(...inByteRange(lun, field.child('lun')));
    if ((chapAuthDiscovery || chapAuthSession) && !secretRef) errors.push(required(field.child('secretRef')));
    if (initiatorName !== undefined) {
      errors.push(...validateInitiator(initiatorName, field.child('initiatorname')));
    }
    return errors;
  }),
  source('glusterfs', ({ endpoints, path }, field) => requiredFields({ endpoints, path }, field)),
  source('flocker', ({ datasetName = '', datasetUUID = '' }, field) => {
    const errors: FieldError[] = [];
    if (datasetName === '' && datasetUUID === '') {
      errors.push(required(field, 'one of datasetName and datasetUUID is required'));
    }
    if (datasetName !== '' && datasetUUID !== '') {
      const detail = 'datasetName and datasetUUID can not be specified simultaneously';
      errors.push(invalid(field, 'resource', detail));
    }
    if (datasetName.includes('/')) {
      errors.push(invalid(field.child('datasetName'), datasetName, "must not contain '/'"));
    }
    return errors;
  }),
  source('rbd', ({ monitors, image }, field) => requiredFields({ monitors, image }, field)),
  source('cinder', ({ volumeID, secretRef }, field) => [
    ...requiredFields({ volumeID }, field),
    ...(secretRef ? requiredFields({ name: secretRef.name }, field.child('secretRef')) : []),
  ]),
  source('cephfs', ({ monitors }, field) => requiredFields({ monitors }, field), { extraName: 'cephFS' }),
  source('quobyte', ({ registry = '', volume, tenant = '' }, field) => {
    const detail = 'must be a host:port pair or multiple pairs separated by commas';
    const errors: FieldError[] = [];
    if (registry === '') {
      errors.push(required(field.child('registry'), detail));
    } else if (tenant.length >= 65) {
      errors.push(required(field.child('tenant'), 'must be a UUID and may not exceed a length of 64 characters'));
    } else {
      for (const pair of registry.split(',')) {
        if (!isHostAndPort(pair)) errors.push(invalid(field.child('registry'), registry, detail));
      }
    }
    return [...errors, ...requiredFields({ volume }, field)];
  }),
  source('fc', ({ targetWWNs = [], wwids = [], lun }, field) => {
    const place = field.child('targetWWNs');
    const errors: FieldError[] = [];
    if (targetWWNs.length === 0 && wwids.length === 0) {
      errors.push(required(place, 'must specify either targetWWNs or wwids, but not both'));
    }
    if (targetWWNs.length > 0 && wwids.length > 0) {
      errors.push(invalid(place, targetWWNs, 'targetWWNs and wwids can not be specified simultaneously'));
    }
    if (targetWWNs.length > 0) {
      if (lun === undefined) errors.push(required(field.child('lun'), 'lun is required if targetWWNs is specified'));
      else errors.push(...inByteRange(lun, field.child('lun')));
    }
    return errors;
  }),
  source('flexVolume', ({ driver, options = {} }, field) => {
    const errors = requiredFields({ driver }, field);
    for (const key of Object.keys(options)) {
      const domain = `.${(key.includes('/') ? key.slice(0, key.indexOf('/')) : key).toLowerCase()}`;
      if (!domain.endsWith('.kubernetes.io') && !domain.endsWith('.k8s.io')) continue;
      const detail = 'kubernetes.io and k8s.io namespaces are reserved';
      errors.push(invalid(field.child('options').key(key), key, detail));
    }
    return errors;
  }),
  source('azureFile', ({ secretName, shareName }, field) => requiredFields({ secretName, shareName }, field)),
  source('vsphereVolume', ({ volumePath }, field) => requiredFields({ volumePath }, field)),
  source('photonPersistentDisk', ({ pdID }, field) => requiredFields({ pdID }, field)),
  source('portworxVolume', ({ volumeID }, field) => requiredFields({ volumeID }, field)),
  source('azureDisk', validateAzureDisk),
  source('storageos', ({ volumeName = '', volumeNamespace = '', secretRef }, field) => [
    ...(volumeName === ''
      ? [required(field.child('volumeName'))]
      : validateDns1123Label(volumeName, field.child('volumeName'))),
    ...(volumeNamespace === '' ? [] : validateDns1123Label(volumeNamespace, field.child('volumeNamespace'))),
    ...(secretRef ? requiredFields({ name: secretRef.name }, field.child('secretRef')) : []),
  ]),
  source('scaleIO', ({ gateway, system, volumeName }, field) => requiredFields({ gateway, system, volumeName }, field)),
];

function inByteRange(value: number | undefined, field: FieldPath): FieldError[] {
  if (value === undefined || (value >= 0 && value <= 255)) return [];
  return invalidEach(field, value, ['must be between 0 and 255, inclusive']);
}

/** 0 is taken, and the sentence says otherwise. */
function validatePartition(value: number | undefined, field: FieldPath): FieldError[] {
  if (value === undefined || (value >= 0 && value <= 255)) return [];
  return invalidEach(field, value, ['must be between 1 and 255, inclusive']);
}

const initiatorForms = [
  /^iqn\.\d{4}-\d{2}\.([A-Za-z0-9.-]+)(:[^,;*&$|\s]+)$/,
  /^eui.[A-Za-z0-9]{16}$/,
  /^naa.[A-Za-z0-9]{32}$/,
];

function validateInitiator(name: string, field: FieldPath): FieldError[] {
  if (!/^(iqn|eui|naa)/.test(name))
    return [invalid(field, name, 'must be valid format starting with iqn, eui, or naa')];
  return initiatorForms.some((form) => form.test(name)) ? [] : [invalid(field, name, 'must be valid format')];
}

/** `host:port`, `[::1]:80`; the host or the port may be empty, as Go's SplitHostPort lets them. */
function isHostAndPort(pair: string): boolean {
  return /^(\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(pair);
}

const cachingModes = ['None', 'ReadOnly', 'ReadWrite'];
const diskKinds = ['Dedicated', 'Managed', 'Shared'];
const managedUri = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
const blobUri = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';

function validateAzureDisk(
  disk: {
    diskName?: string | undefined;
    diskURI?: string | undefined;
    cachingMode?: string | undefined;
    kind?: string | undefined;
  },
  field: FieldPath,
): FieldError[] {
  const { diskName, diskURI = '', cachingMode, kind } = disk;
  const errors = requiredFields({ diskName, diskURI }, field);
  if (cachingMode !== undefined && !cachingModes.includes(cachingMode)) {
    errors.push(notSupported(field.child('cachingMode'), cachingMode, cachingModes));
  }
  if (kind !== undefined && !diskKinds.includes(kind)) errors.push(notSupported(field.child('kind'), kind, diskKinds));
  if (kind === 'Managed' && !diskURI.startsWith('/subscriptions/')) {
    errors.push(notSupported(field.child('diskURI'), diskURI, [managedUri]));
  }
  if (kind !== undefined && kind !== 'Managed' && !diskURI.startsWith('https://')) {
    errors.push(notSupported(field.child('diskURI'), diskURI, [blobUri]));
  }
  return errors;
}
