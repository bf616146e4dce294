/** VolumeAttachment: being filled in. */
import type { IVolumeAttachment } from 'kubernetes-models/storage.k8s.io/v1/VolumeAttachment';
import type { KindDefinition } from '../meta/kind-definition.ts';
import type { Stored } from '../meta/object.ts';

export type VolumeAttachment = Stored<IVolumeAttachment>;

export const volumeAttachmentKind: KindDefinition<IVolumeAttachment> = {
  kind: 'VolumeAttachment',
  group: 'storage.k8s.io',
  version: 'v1',
  plural: 'volumeattachments',
  singular: 'volumeattachment',
  shortNames: [],
  namespaced: false,
  subresources: ['status'],
};
