/**
 * What may happen in a cluster that could let a waiting pod in. Plugins say of which they want to hear.
 */
import type { Node } from '#api/core/node.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';

export type ClusterEvent =
  | { readonly kind: 'node-added'; readonly node: Node }
  | { readonly kind: 'node-updated'; readonly node: Node; readonly old: Node }
  | { readonly kind: 'node-deleted'; readonly node: Node }
  /** A pod that holds a place: bound now, or bound and changed. */
  | { readonly kind: 'pod-added'; readonly pod: PodInfo }
  | { readonly kind: 'pod-updated'; readonly pod: PodInfo; readonly old: PodInfo }
  /** `node` as it is without the pod. */
  | { readonly kind: 'pod-deleted'; readonly pod: PodInfo; readonly node: NodeInfo | undefined }
  /** The waiting pod itself was changed. */
  | { readonly kind: 'self-updated'; readonly old: PodInfo }
  | {
      readonly kind: 'storage';
      readonly resource: 'PersistentVolume' | 'PersistentVolumeClaim' | 'StorageClass' | 'CSINode' | 'VolumeAttachment';
      readonly namespace: string;
      readonly name: string;
    };
