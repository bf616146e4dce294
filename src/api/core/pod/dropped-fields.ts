/** Fields whose feature is switched off in Kubernetes v1.36: the server drops them without a word, so nothing is checked in them. */
import type { PodSpecDraft } from './model.ts';

export function dropDisabledFields(spec: PodSpecDraft): void {
  for (const list of ['initContainers', 'containers', 'ephemeralContainers'] as const) {
    for (const { lifecycle } of spec[list] ?? []) if (lifecycle) delete lifecycle.stopSignal;
  }
  for (const { projected } of spec.volumes ?? []) {
    for (const source of projected?.sources ?? []) {
      delete source.clusterTrustBundle;
      delete source.podCertificate;
    }
  }
  delete spec.schedulingGroup;
}
