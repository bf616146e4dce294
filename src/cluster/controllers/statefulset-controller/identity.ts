/**
 * What makes pod `db-2` of a StatefulSet that very pod: its name, its labels, its claims. A replacement gets the same.
 */
import type { StatefulSet } from '#api/apps/statefulset.ts';
import type { PersistentVolumeClaim } from '#api/core/persistentvolumeclaim.ts';
import type { Pod } from '#api/core/pod.ts';
import type { Draft } from '#api/meta/object.ts';
import { controllerReference } from '../owner.ts';

export const revisionLabel = 'controller-revision-hash';
const podNameLabel = 'statefulset.kubernetes.io/pod-name';
const podIndexLabel = 'apps.kubernetes.io/pod-index';

export function podName(set: StatefulSet, ordinal: number): string {
  return `${set.metadata.name}-${ordinal}`;
}

/** `db-12` of set `db` is 12; undefined for a name that is not of the set's making. */
export function ordinalOf(set: StatefulSet, pod: Pod): number | undefined {
  const prefix = `${set.metadata.name}-`;
  const { name } = pod.metadata;
  if (!name.startsWith(prefix)) return undefined;
  const rest = name.slice(prefix.length);
  return /^\d{1,9}$/.test(rest) ? Number(rest) : undefined;
}

export function firstOrdinal(set: StatefulSet): number {
  return set.spec.ordinals?.start ?? 0;
}

export function claimName(set: StatefulSet, template: string, ordinal: number): string {
  return `${template}-${podName(set, ordinal)}`;
}

export function claimTemplates(set: StatefulSet): readonly PersistentVolumeClaim[] {
  return (set.spec.volumeClaimTemplates ?? []) as unknown as readonly PersistentVolumeClaim[];
}

/** The claims of one ordinal, labelled with the set's selector. */
export function claimDrafts(set: StatefulSet, ordinal: number): readonly Draft[] {
  return claimTemplates(set).map((template) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      ...(template.metadata.annotations && { annotations: template.metadata.annotations }),
      name: claimName(set, template.metadata.name, ordinal),
      namespace: set.metadata.namespace,
      labels: { ...template.metadata.labels, ...set.spec.selector?.matchLabels },
      ...(retentionOf(set).whenDeleted === 'Delete' && {
        ownerReferences: [controllerReference(set)],
      }),
    },
    spec: template.spec,
  }));
}

export interface Template {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly finalizers?: readonly string[];
  };
  readonly spec?: { readonly volumes?: readonly { readonly name: string }[] };
}

/** The pod of one ordinal from a revision's template. A claim's volume replaces one of the same name in the template. */
export function podDraft(set: StatefulSet, template: Template, ordinal: number, revision: string): Draft {
  const name = podName(set, ordinal);
  const claims = claimTemplates(set).map((claim) => claim.metadata.name);
  const volumes = [
    ...claims.map((claim) => ({
      name: claim,
      persistentVolumeClaim: { claimName: claimName(set, claim, ordinal) },
    })),
    ...(template.spec?.volumes ?? []).filter((volume) => !claims.includes(volume.name)),
  ];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(template.metadata?.annotations && { annotations: template.metadata.annotations }),
      ...(template.metadata?.finalizers && { finalizers: template.metadata.finalizers }),
      name,
      generateName: `${set.metadata.name}-`,
      namespace: set.metadata.namespace,
      labels: {
        ...template.metadata?.labels,
        [podIndexLabel]: String(ordinal),
        [podNameLabel]: name,
        [revisionLabel]: revision,
      },
      ownerReferences: [controllerReference(set)],
    },
    spec: {
      ...template.spec,
      ...(volumes.length > 0 && { volumes }),
      hostname: name,
      ...(set.spec.serviceName && { subdomain: set.spec.serviceName }),
    },
  };
}

export interface Retention {
  readonly whenDeleted: 'Retain' | 'Delete';
  readonly whenScaled: 'Retain' | 'Delete';
}

export function retentionOf(set: StatefulSet): Retention {
  const policy = set.spec.persistentVolumeClaimRetentionPolicy;
  return {
    whenDeleted: policy?.whenDeleted === 'Delete' ? 'Delete' : 'Retain',
    whenScaled: policy?.whenScaled === 'Delete' ? 'Delete' : 'Retain',
  };
}
