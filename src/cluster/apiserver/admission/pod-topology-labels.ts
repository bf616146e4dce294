/**
 * PodTopologyLabels: a pod learns the zone and region of its node as labels of its own, when it is bound.
 */
import type { KubernetesObject } from '#api/meta/object.ts';
import type { AdmissionPluginFactory } from './plugin.ts';
import { newPod } from './pod-draft.ts';

const copied = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];

export function topologyLabelsOf(node: KubernetesObject | undefined): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const key of copied) {
    const value = node?.metadata.labels?.[key];
    if (value !== undefined) labels[key] = value;
  }
  return labels;
}

/** The plugin sees pods that are created on a node; those the scheduler binds get their labels in binding.ts. */
export const podTopologyLabels: AdmissionPluginFactory = ({ get }) => ({
  name: 'PodTopologyLabels',
  admit(request) {
    const pod = newPod(request);
    if (!pod?.spec?.nodeName || !pod.metadata) return undefined;
    const labels = topologyLabelsOf(get('Node', undefined, pod.spec.nodeName));
    if (Object.keys(labels).length > 0) pod.metadata.labels = { ...pod.metadata.labels, ...labels };
    return undefined;
  },
});
