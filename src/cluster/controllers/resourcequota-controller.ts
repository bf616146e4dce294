/**
 * Counts anew what a namespace uses of its quotas. Admission charges what comes; this controller takes off what went,
 * and puts a new quota into force: until it has counted once, nothing that the quota limits is let in.
 */

import type { Pod } from '#api/core/pod.ts';
import type { ResourceQuota } from '#api/core/resourcequota.ts';
import type { KubernetesObject } from '#api/meta/object.ts';
import { kinds } from '#api/scheme.ts';
import { addUsage, countedResources, inScope, type Quota, quotaUsage, type Usage } from '../apiserver/quota-usage.ts';
import type { Controller, ControllerContext } from './controller.ts';
import { keyOf, splitKey } from './object-key.ts';
import { isFinished } from './pod-state.ts';
import { canonicalJson } from './template-hash.ts';

/** Kinds that a quota can count and whose objects free something when they go. */
const countable = kinds.filter(({ namespaced, kind }) => namespaced && kind !== 'Event' && kind !== 'Lease');

export const resourceQuotaController: Controller = {
  name: 'resourcequota-controller',
  start(context) {
    const { client } = context;
    const queue = context.queue((key) => {
      const { namespace, name } = splitKey(key);
      const quota = client.get('ResourceQuota', namespace, name);
      if (quota) sync(context, quota);
    });
    client.watch('ResourceQuota', ({ object }) => queue.add(keyOf(object)));
    const recount = (namespace: string | undefined) => {
      for (const quota of client.list('ResourceQuota', { namespace: namespace ?? '' })) queue.add(keyOf(quota));
    };
    for (const { kind } of countable) {
      if (kind === 'Pod') continue;
      client.watch(kind, ({ type, object }) => {
        if (type === 'DELETED') recount(object.metadata.namespace);
      });
    }
    client.watch('Pod', (event) => {
      const pod = event.object as Pod;
      const ends = event.type === 'MODIFIED' && (isFinished(pod) || pod.metadata.deletionTimestamp !== undefined);
      if (event.type === 'DELETED' || ends) recount(pod.metadata.namespace);
    });
  },
};

function sync({ client, clock }: ControllerContext, quota: ResourceQuota): void {
  const hard = (quota.spec?.hard ?? {}) as Usage;
  const resources = countedResources(quota as Quota, Object.keys(hard));
  let used = Object.fromEntries(resources.map((name) => [name, '0'])) as Usage;
  for (const definition of countable) {
    const objects = client.list(definition.kind, { namespace: quota.metadata.namespace ?? '' });
    for (const object of objects as readonly KubernetesObject[]) {
      if (!inScope(quota as Quota, definition, object as never)) continue;
      const usage = quotaUsage(definition, object as never, clock.nowMs);
      used = addUsage(
        used,
        Object.fromEntries(Object.entries(usage).filter(([name]) => resources.includes(name))) as Usage,
      );
    }
  }
  const status = { hard, used };
  if (canonicalJson(quota.status ?? {}) === canonicalJson(status)) return;
  client.update('ResourceQuota', { ...quota, status }, { subresource: 'status' });
}
