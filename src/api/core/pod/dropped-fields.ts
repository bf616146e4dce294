/** Fields whose feature is switched off in Kubernetes v1.36: the server drops them without a word, so nothing is checked in them. */
import type { PodSpecDraft } from './model.ts';

export function dropDisabledFields(spec: PodSpecDraft): void {
  for (const list of ['initContainers', 'containers', 'ephemeralContainers'] as const) {
    for (const container of spec[list] ?? []) {
      const { lifecycle } = container;
      if (lifecycle?.stopSignal === undefined) continue;
      delete lifecycle.stopSignal;
      if (!lifecycle.postStart && !lifecycle.preStop) delete container.lifecycle;
    }
  }
  for (const { projected } of spec.volumes ?? []) {
    for (const source of projected?.sources ?? []) {
      delete source.clusterTrustBundle;
      delete source.podCertificate;
    }
  }
  delete spec.schedulingGroup;
}
