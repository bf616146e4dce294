/** Deletes a finished Job, and with it its pods, `ttlSecondsAfterFinished` seconds after its end. */
import type { Job } from '#api/batch/job.ts';
import type { Controller } from './controller.ts';
import { keyOf, splitKey } from './object-key.ts';

/** When a Job's time is up; undefined while it runs, or where it is kept for ever. */
function expiryMs(job: Job): number | undefined {
  const seconds = job.spec.ttlSecondsAfterFinished;
  const end = job.status?.conditions?.find(
    ({ type, status }) => status === 'True' && (type === 'Complete' || type === 'Failed'),
  );
  if (seconds === undefined || !end) return undefined;
  return Date.parse(String(end.lastTransitionTime)) + seconds * 1000;
}

export const ttlAfterFinishedController: Controller = {
  name: 'ttl-after-finished-controller',
  start(context) {
    const { client, clock } = context;
    const queue = context.queue((key) => {
      const { namespace, name } = splitKey(key);
      const job = client.get('Job', namespace, name);
      const atMs = job && job.metadata.deletionTimestamp === undefined ? expiryMs(job) : undefined;
      if (!job || atMs === undefined) return;
      if (atMs > clock.nowMs) queue.addAfter(key, atMs - clock.nowMs);
      else {
        const { uid } = job.metadata;
        client.delete('Job', namespace, name, { propagationPolicy: 'Foreground', preconditions: { uid } });
      }
    });
    client.watch('Job', ({ type, object }) => {
      if (type !== 'DELETED' && object.spec.ttlSecondsAfterFinished !== undefined) queue.add(keyOf(object));
    });
  },
};
