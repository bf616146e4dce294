/**
 * Pod: the one kind that runs something. Its rules are split by Kubernetes' words in the folder pod/: containers, probes,
 * volumes, resources, security context, affinity… Here is what is asked of a pod beyond its spec.
 */
import type { IPod } from 'kubernetes-models/v1/Pod';
import { type FieldError, forbidden, joined } from '../meta/field-error.ts';
import { path } from '../meta/field-path.ts';
import { firstGeneration } from '../meta/generation.ts';
import type { KindDefinition } from '../meta/kind-definition.ts';
import { nameIsDns1123Subdomain } from '../meta/names.ts';
import type { Stored } from '../meta/object.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../meta/object-meta.ts';
import {
  appArmorFromAnnotations,
  validateAnnotationsMatchFields,
  validatePodAnnotations,
  validatePodAnnotationsUpdate,
} from './pod/annotations.ts';
import { validateImageOfPod } from './pod/containers.ts';
import { defaultPod, defaultPodSpec } from './pod/defaults.ts';
import { dropDisabledFields } from './pod/dropped-fields.ts';
import { mergeLabelKeys } from './pod/match-label-keys.ts';
import type { PodDraft } from './pod/model.ts';
import { validatePodSpec } from './pod/pod-spec.ts';
import { initialStatus } from './pod/status.ts';
import { validatePodStatusUpdate } from './pod/status-update.ts';
import {
  prepareForEphemeralContainers,
  prepareForResize,
  validateEphemeralContainersUpdate,
  validateResize,
} from './pod/subresources.ts';
import { preparePodUpdate, validatePodUpdate } from './pod/update.ts';
import { hostNameWarnings, podSpecWarnings } from './pod/warnings.ts';

export type Pod = Stored<IPod>;

export const podKind: KindDefinition<IPod> = {
  kind: 'Pod',
  group: '',
  version: 'v1',
  plural: 'pods',
  singular: 'pod',
  shortNames: ['po'],
  namespaced: true,
  categories: ['all'],
  subresources: ['status', 'binding', 'eviction', 'resize', 'ephemeralcontainers'],

  defaults(pod) {
    pod.spec ??= {};
    defaultPod(pod.spec);
    defaultPodSpec(pod.spec);
  },
  prepareForCreate(pod) {
    firstGeneration(pod);
    pod.status = initialStatus(pod);
    dropDisabledFields(pod.spec ?? {});
    mergeLabelKeys(pod);
    appArmorFromAnnotations(pod);
  },
  validate(pod) {
    const errors = validateMetadataAndSpec(pod);
    const spec = path('spec');
    if ((pod.spec?.ephemeralContainers ?? []).length > 0) {
      errors.push(forbidden(spec.child('ephemeralContainers'), 'cannot be set on create'));
    }
    if (pod.spec?.nodeName && (pod.spec.schedulingGates ?? []).length > 0) {
      errors.push(forbidden(spec.child('nodeName'), 'cannot be set until all schedulingGates have been cleared'));
    }
    errors.push(...validateAnnotationsMatchFields(pod, spec));
    return errors;
  },
  prepareForUpdate: preparePodUpdate,
  prepareForStatusUpdate(pod, old) {
    pod.spec = old.spec;
    // The class is decided once.
    if (pod.status && old.status?.qosClass) pod.status.qosClass = old.status.qosClass;
  },
  validateUpdate: (pod, old) => [
    ...validateObjectMetaUpdate(pod.metadata, old.metadata),
    ...validateMetadataAndSpec(pod),
    ...validatePodAnnotationsUpdate(pod, old, path('metadata', 'annotations')),
    ...validatePodUpdate(pod, old),
  ],
  validateStatusUpdate: validatePodStatusUpdate,
  // The server has no step of preparation for these two, so the draft is made ready here.
  validateSubresourceUpdate(subresource, pod, old) {
    if (subresource === 'ephemeralcontainers') {
      prepareForEphemeralContainers(pod, old);
      return [...validateMetadataAndSpec(pod), ...validateEphemeralContainersUpdate(pod, old)];
    }
    prepareForResize(pod, old);
    return [...validateMetadataAndSpec(pod), ...validateResize(pod, old)];
  },
  // Nobody but controllers changes pods, so changes are not commented on.
  warnings(pod, old) {
    if (old) return [];
    const name = hostNameWarnings(pod.metadata?.name, "the Pod's hostname");
    return [...name, ...podSpecWarnings(pod.spec, path('spec'))];
  },
};

function validateMetadataAndSpec(pod: PodDraft): FieldError[] {
  const { metadata, spec = {} } = pod;
  const specPath = path('spec');
  const errors = joined(
    validateObjectMeta(metadata, { namespaced: true, name: nameIsDns1123Subdomain }),
    validatePodAnnotations(metadata?.annotations, spec, path('metadata', 'annotations')),
    validatePodSpec(spec, { ownerName: metadata?.name ?? '', isPod: true }, specPath),
  );
  if (!spec.serviceAccountName) {
    for (const [index, { projected }] of (spec.volumes ?? []).entries()) {
      for (const [sourceIndex, { serviceAccountToken }] of (projected?.sources ?? []).entries()) {
        if (!serviceAccountToken) continue;
        const place = specPath.child('volumes').index(index).child('projected', 'sources').index(sourceIndex);
        const detail = 'must not be specified when serviceAccountName is not set';
        errors.push(forbidden(place.child('serviceAccountToken'), detail));
      }
    }
  }
  for (const list of ['containers', 'initContainers'] as const) {
    for (const [index, container] of (spec[list] ?? []).entries()) {
      errors.push(...validateImageOfPod(container, specPath.child(list).index(index)));
    }
  }
  return errors;
}
