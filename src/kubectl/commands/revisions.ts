/**
 * The revisions of something that is rolled out: ReplicaSets of a Deployment, ControllerRevisions of StatefulSets and
 * DaemonSets. Each has a number and the pod template it stands for.
 */
import { findKind } from '#api/scheme.ts';
import { invariant } from '#base/invariant.ts';
import type { Anything } from '../api.ts';
import type { Found } from '../arguments/resources.ts';
import type { Call } from '../call.ts';

export interface Revision {
  readonly number: number;
  /** What `rollout history -o` prints: a Deployment's ReplicaSet, of the others the object as it was. */
  readonly object: Anything;
  readonly changeCause: string;
  readonly template: Anything;
  /** Annotations that go back to the Deployment with the template. */
  readonly annotations: Readonly<Record<string, string>>;
}

const revisionAnnotation = 'deployment.kubernetes.io/revision';

/** In ascending order; undefined for a kind that keeps none. */
export function revisionsOf(call: Call, { definition, object }: Found): readonly Revision[] | undefined {
  if (definition.kind === 'Deployment') return deploymentRevisions(call, object);
  if (definition.kind === 'StatefulSet' || definition.kind === 'DaemonSet') return controllerRevisions(call, object);
  return undefined;
}

function owned(call: Call, kind: string, owner: Anything): readonly Anything[] {
  const definition = findKind(kind);
  invariant(definition, `there is no kind ${kind}`);
  const found = call.api.list(definition, { namespace: owner.metadata.namespace ?? '' });
  if (!found.ok) return [];
  return found.value.filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid));
}

function deploymentRevisions(call: Call, deployment: Anything): readonly Revision[] {
  return owned(call, 'ReplicaSet', deployment)
    .map(({ metadata, spec }, index, all) => ({
      object: all[index] as Anything,
      number: Number(metadata.annotations?.[revisionAnnotation] ?? 0),
      changeCause: metadata.annotations?.['kubernetes.io/change-cause'] ?? '',
      template: spec.template as Anything,
      annotations: metadata.annotations ?? {},
    }))
    .filter(({ number }) => number > 0)
    .sort((one, other) => one.number - other.number);
}

function controllerRevisions(call: Call, owner: Anything): readonly Revision[] {
  return owned(call, 'ControllerRevision', owner)
    .map((revision) => {
      const template = withoutDirective(revision['data']?.spec?.template);
      return {
        number: Number(revision['revision']),
        object: { ...owner, spec: { ...owner['spec'], template } },
        changeCause: revision.metadata.annotations?.['kubernetes.io/change-cause'] ?? '',
        template,
        annotations: {},
      };
    })
    .sort((one, other) => one.number - other.number);
}

/** The history keeps a patch; what it says is the template. */
function withoutDirective({ $patch: _, ...template }: Anything): Anything {
  return template as unknown as Anything;
}
