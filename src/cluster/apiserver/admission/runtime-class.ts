/**
 * RuntimeClass: a pod that names one gets its overhead and its scheduling constraints; one that does not exist refuses.
 */

import { forbidden } from '../status-errors.ts';
import { deepEqual } from '../structural-sharing.ts';
import type { AdmissionPluginFactory } from './plugin.ts';
import { nameInMessage, newPod } from './pod-draft.ts';

export const runtimeClass: AdmissionPluginFactory = ({ get }) => ({
  name: 'RuntimeClass',
  admit(request) {
    const spec = newPod(request)?.spec;
    if (!spec?.runtimeClassName) return undefined;
    const refuse = (why: string) => forbidden('pods', nameInMessage(request), `pod rejected: ${why}`);
    const found = get('RuntimeClass', undefined, spec.runtimeClassName);
    if (!found) return refuse(`RuntimeClass "${spec.runtimeClassName}" not found`);
    const overhead = found.overhead?.podFixed;
    if (overhead) {
      if (spec.overhead && !deepEqual(spec.overhead, overhead)) {
        return refuse("Pod's Overhead doesn't match RuntimeClass's defined Overhead");
      }
      spec.overhead = { ...overhead } as NonNullable<typeof spec.overhead>;
    }
    for (const [key, value] of Object.entries(found.scheduling?.nodeSelector ?? {})) {
      const own = spec.nodeSelector?.[key];
      if (own !== undefined && own !== value) {
        const why = `conflict: runtimeClass.scheduling.nodeSelector[${key}] = ${value}; pod.spec.nodeSelector[${key}] = ${own}`;
        return refuse(why);
      }
      spec.nodeSelector = { ...spec.nodeSelector, [key]: value };
    }
    const tolerations = spec.tolerations ?? [];
    const more = (found.scheduling?.tolerations ?? []).filter(
      (toleration) => !tolerations.some((own) => deepEqual(own, toleration)),
    );
    if (more.length > 0) spec.tolerations = [...tolerations, ...more.map((toleration) => ({ ...toleration }))];
    return undefined;
  },
  validate(request) {
    const spec = newPod(request)?.spec;
    if (!spec?.overhead || Object.keys(spec.overhead).length === 0) return undefined;
    const defined = spec.runtimeClassName ? get('RuntimeClass', undefined, spec.runtimeClassName)?.overhead : undefined;
    if (defined) return undefined;
    const why = 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead';
    return forbidden('pods', nameInMessage(request), why);
  },
});
