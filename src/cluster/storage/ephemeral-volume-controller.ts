/**
 * Makes the claims of generic ephemeral volumes: one for each such volume of a pod, named after both and owned by the pod,
 * so that it goes with it. A claim of that name that is not the pod's own is left alone, and the pod waits.
 */
import type { Pod } from '#api/core/pod.ts';
import type { Controller } from '../controllers/controller.ts';
import { keyOf, splitKey } from '../controllers/object-key.ts';
import { controllerReference, isControlledBy } from '../controllers/owner.ts';

const source = 'ephemeral-volume-controller';

export const ephemeralVolumeController: Controller = {
  name: 'ephemeral-volume-controller',
  start(context) {
    const { client, events } = context;
    const queue = context.queue((key) => {
      const { namespace, name } = splitKey(key);
      const pod = client.get('Pod', namespace, name);
      if (!pod || pod.metadata.deletionTimestamp !== undefined) return;
      for (const volume of pod.spec.volumes ?? []) {
        const template = volume.ephemeral?.volumeClaimTemplate;
        if (!template) continue;
        const claimName = `${name}-${volume.name}`;
        const found = client.get('PersistentVolumeClaim', namespace, claimName);
        const refuse = (why: string) => {
          const message = `ephemeral volume ${volume.name}: ${why}`;
          events.record({
            object: pod,
            type: 'Warning',
            reason: 'EphemeralVolumeClaimCreationFailed',
            message,
            source,
          });
          queue.addRateLimited(key);
        };
        if (found) {
          if (!isControlledBy(found, pod))
            refuse(`PVC "${namespace}/${claimName}" was not created for pod "${namespace}/${name}" (pod is not owner)`);
          continue;
        }
        const created = client.create('PersistentVolumeClaim', {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: {
            ...(template.metadata?.labels && { labels: template.metadata.labels }),
            ...(template.metadata?.annotations && { annotations: template.metadata.annotations }),
            name: claimName,
            namespace,
            ownerReferences: [controllerReference(pod)],
          },
          spec: template.spec,
        });
        if (!created.ok) refuse(`create PVC ${claimName}: ${created.error.message}`);
      }
    });
    const hasEphemeral = ({ spec }: Pod) => (spec.volumes ?? []).some(({ ephemeral }) => ephemeral);
    client.watch('Pod', ({ type, object }) => {
      if (type === 'ADDED' && hasEphemeral(object)) queue.add(keyOf(object));
    });
    client.watch('PersistentVolumeClaim', ({ type, object }) => {
      const owner = object.metadata.ownerReferences?.find(({ controller }) => controller);
      if (type === 'DELETED' && owner?.kind === 'Pod') queue.add(`${object.metadata.namespace}/${owner.name}`);
    });
  },
};
