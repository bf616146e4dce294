/**
 * Clears away pods that nobody else will: those of nodes that no longer exist, those being deleted that never had a node,
 * those being deleted on a node that an administrator has declared out of service, and the oldest of far too many finished.
 */
import type { Pod } from '#api/core/pod.ts';
import type { Controller, ControllerContext } from './controller.ts';
import { isFinished } from './pod-state.ts';

const periodMs = 20_000;
const quarantineMs = 40_000;
const finishedThreshold = 12_500;
const outOfService = 'node.kubernetes.io/out-of-service';

export const podGarbageCollector: Controller = {
  name: 'pod-garbage-collector-controller',
  start(context) {
    const { client, clock } = context;
    let scheduled = false;
    let finished = 0;
    /** The collector looks every 20 s; where there is nothing for it to find it need not wake. */
    const lookAt = (atMs: number) => {
      const ticks = Math.ceil((atMs - clock.startMs) / periodMs);
      context.after(clock.startMs + ticks * periodMs - clock.nowMs, () => collect(context));
    };
    client.watch('Node', (event) => {
      if (event.type === 'DELETED') {
        lookAt(clock.nowMs);
        lookAt(clock.nowMs + periodMs + quarantineMs);
      } else if (event.object.spec?.taints?.some(({ key }) => key === outOfService)) lookAt(clock.nowMs);
    });
    client.watch('Pod', (event) => {
      const pod = event.object;
      if (event.type !== 'DELETED' && pod.metadata.deletionTimestamp !== undefined) {
        const node = pod.spec.nodeName ? client.get('Node', undefined, pod.spec.nodeName) : undefined;
        const out = node?.spec?.taints?.some(({ key }) => key === outOfService) ?? false;
        if (!pod.spec.nodeName || !node || out) lookAt(clock.nowMs);
      }
      if (event.type === 'DELETED') finished -= Number(isFinished(pod));
      else finished += Number(isFinished(pod)) - Number(event.type === 'MODIFIED' && isFinished(event.old));
      if (finished > finishedThreshold && !scheduled) {
        scheduled = true;
        context.after(periodMs, () => {
          scheduled = false;
          collect(context);
        });
      }
    });
  },
};

function collect(context: ControllerContext): void {
  const { client, clock } = context;
  const pods = client.list('Pod');
  const finished = pods.filter(isFinished);
  const surplus = finished.length - finishedThreshold;
  if (surplus > 0) {
    const evictedFirst = (a: Pod, b: Pod) =>
      Number(b.status?.reason === 'Evicted') - Number(a.status?.reason === 'Evicted') ||
      Date.parse(a.metadata.creationTimestamp) - Date.parse(b.metadata.creationTimestamp);
    for (const pod of [...finished].sort(evictedFirst).slice(0, surplus)) forceDelete(context, pod);
  }
  for (const pod of pods) {
    const { nodeName } = pod.spec;
    const going = pod.metadata.deletionTimestamp !== undefined;
    if (!nodeName) {
      if (going) forceDelete(context, pod);
      continue;
    }
    const node = client.get('Node', undefined, nodeName);
    if (!node) {
      const since = lastSeenMs(pod);
      if (clock.nowMs - since >= quarantineMs) fail(context, pod, 'PodGC: node no longer exists');
      continue;
    }
    const notReady = node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status !== 'True');
    const out = node.spec?.taints?.some(({ key }) => key === outOfService);
    if (going && notReady && out) fail(context, pod, 'PodGC: node out-of-service');
  }
}

/** A pod bound a moment ago may be there before its node's object is. */
function lastSeenMs(pod: Pod): number {
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  return Date.parse(String(scheduled?.lastTransitionTime ?? pod.metadata.creationTimestamp));
}

function fail(context: ControllerContext, pod: Pod, message: string): void {
  const { client, clock } = context;
  if (!isFinished(pod)) {
    const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'DisruptionTarget');
    const condition = {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'DeletionByPodGC',
      message,
      lastTransitionTime: clock.timestamp(),
    };
    const status = { ...pod.status, phase: 'Failed', conditions: [...others, condition] };
    client.update('Pod', { ...pod, status }, { subresource: 'status' });
  }
  forceDelete(context, pod);
}

function forceDelete({ client }: ControllerContext, { metadata }: Pod): void {
  client.delete('Pod', metadata.namespace, metadata.name, {
    gracePeriodSeconds: 0,
    preconditions: { uid: metadata.uid },
  });
}
