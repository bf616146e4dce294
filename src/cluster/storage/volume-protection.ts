/**
 * Nobody pulls a volume away from under a pod: a claim being deleted stays until no pod that is not over names it, and a
 * volume being deleted stays while it is bound.
 */
import type { Controller } from '../controllers/controller.ts';
import { keyOf, splitKey } from '../controllers/object-key.ts';
import { isFinished } from '../controllers/pod-state.ts';

const claimFinalizer = 'kubernetes.io/pvc-protection';
const volumeFinalizer = 'kubernetes.io/pv-protection';

export const claimProtectionController: Controller = {
  name: 'persistentvolumeclaim-protection-controller',
  start(context) {
    const { client } = context;
    const queue = context.queue((key) => {
      const { namespace, name } = splitKey(key);
      const claim = client.get('PersistentVolumeClaim', namespace, name);
      if (!claim) return;
      const finalizers = claim.metadata.finalizers ?? [];
      const held = finalizers.includes(claimFinalizer);
      if (claim.metadata.deletionTimestamp === undefined || !held) return;
      const used = client.list('Pod', { namespace }).some((pod) => !isFinished(pod) && claimNames(pod).includes(name));
      if (used) return;
      const left = finalizers.filter((finalizer) => finalizer !== claimFinalizer);
      client.patch('PersistentVolumeClaim', namespace, name, {
        type: 'merge',
        patch: { metadata: { finalizers: left } },
      });
    });
    client.watch('PersistentVolumeClaim', ({ object }) => {
      if (object.metadata.deletionTimestamp !== undefined) queue.add(keyOf(object));
    });
    client.watch('Pod', (event) => {
      const { object } = event;
      if (event.type !== 'DELETED' && !isFinished(object)) return;
      for (const name of claimNames(object)) queue.add(`${object.metadata.namespace}/${name}`);
    });
  },
};

interface PodWithVolumes {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly volumes?: readonly {
      readonly name: string;
      readonly persistentVolumeClaim?: { readonly claimName: string };
      readonly ephemeral?: unknown;
    }[];
  };
}

function claimNames({ metadata, spec }: PodWithVolumes): readonly string[] {
  return (spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    if (persistentVolumeClaim) return [persistentVolumeClaim.claimName];
    return ephemeral ? [`${metadata.name}-${name}`] : [];
  });
}

export const volumeProtectionController: Controller = {
  name: 'persistentvolume-protection-controller',
  start(context) {
    const { client } = context;
    const queue = context.queue((name) => {
      const volume = client.get('PersistentVolume', undefined, name);
      const finalizers = volume?.metadata.finalizers ?? [];
      if (volume?.metadata.deletionTimestamp === undefined || !finalizers.includes(volumeFinalizer)) return;
      if (volume.status?.phase === 'Bound') return;
      const left = finalizers.filter((finalizer) => finalizer !== volumeFinalizer);
      client.patch('PersistentVolume', undefined, name, {
        type: 'merge',
        patch: { metadata: { finalizers: left } },
      });
    });
    client.watch('PersistentVolume', ({ object }) => {
      if (object.metadata.deletionTimestamp !== undefined) queue.add(object.metadata.name);
    });
  },
};
