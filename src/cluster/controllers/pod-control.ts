/**
 * How ReplicaSets, DaemonSets and Jobs make and delete pods: from a template, with themselves as owner, an Event on
 * themselves for each, and creations in batches of 1, 2, 4, 8… that end at the first batch with an error.
 */
import type { Pod } from '#api/core/pod.ts';
import type { Draft, KubernetesObject } from '#api/meta/object.ts';
import type { Status } from '#api/meta/status.ts';
import type { Result } from '#base/result.ts';
import type { ControllerContext } from './controller.ts';
import { controllerReference } from './owner.ts';

/** Most pods that one reconcile creates or deletes. */
export const burstReplicas = 500;

export interface PodTemplate {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly finalizers?: readonly string[];
  };
  readonly spec?: unknown;
}

/** A pod of the template, to be named by the API server. */
export function podFromTemplate(owner: KubernetesObject, template: PodTemplate): Draft {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: `${owner.metadata.name}-`,
      namespace: owner.metadata.namespace,
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ...(finalizers && { finalizers }),
      ownerReferences: [controllerReference(owner)],
    },
    spec: template.spec,
  };
}

export class PodControl {
  readonly #context: ControllerContext;
  /** As events name their source: `replicaset-controller`. */
  readonly #source: string;

  constructor(context: ControllerContext, source: string) {
    this.#context = context;
    this.#source = source;
  }

  create(owner: KubernetesObject, draft: Draft): Result<Pod, Status> {
    const { client, events } = this.#context;
    // The template comes from a stored object, so it has been decoded once already.
    const created = client.create('Pod', draft, { decoded: true });
    if (created.ok) {
      const message = `Created pod: ${created.value.metadata.name}`;
      events.record({ object: owner, type: 'Normal', reason: 'SuccessfulCreate', message, source: this.#source });
    } else if (!namespaceGoes(created.error)) {
      const message = `Error creating: ${created.error.message}`;
      events.record({ object: owner, type: 'Warning', reason: 'FailedCreate', message, source: this.#source });
    }
    return created;
  }

  /** Deleting what is gone already is no error. */
  delete(owner: KubernetesObject, pod: Pod): Result<undefined, Status> {
    const { client, events } = this.#context;
    const { namespace, name, uid } = pod.metadata;
    const deleted = client.delete('Pod', namespace, name, { preconditions: { uid }, propagationPolicy: 'Background' });
    if (deleted.ok) {
      const message = `Deleted pod: ${name}`;
      events.record({ object: owner, type: 'Normal', reason: 'SuccessfulDelete', message, source: this.#source });
      return { ok: true, value: undefined };
    }
    if (deleted.error.reason === 'NotFound') return { ok: true, value: undefined };
    const message = `Error deleting: ${deleted.error.message}`;
    events.record({ object: owner, type: 'Warning', reason: 'FailedDelete', message, source: this.#source });
    return deleted;
  }
}

/**
 * Runs `create` up to `count` times in batches of 1, 2, 4…; the first batch with an error is the last. Returns the first error.
 * A batch runs at once in Kubernetes; its last call usually comes first, then the others in order: 0, 2, 1, 6, 3, 4, 5.
 */
export function slowStart(
  count: number,
  create: (index: number) => Result<unknown, Status>,
): { readonly created: number; readonly error?: Status } {
  let started = 0;
  let created = 0;
  let error: Status | undefined;
  for (let batch = 1; started < count && !error; batch *= 2) {
    const end = Math.min(count, started + batch);
    for (const index of [end - 1, ...range(started, end - 1)]) {
      const result = create(index);
      if (result.ok) created++;
      else error ??= result.error;
    }
    started = end;
  }
  return error ? { created, error } : { created };
}

function range(from: number, end: number): readonly number[] {
  return Array.from({ length: Math.max(0, end - from) }, (_, offset) => from + offset);
}

export function namespaceGoes(status: Status): boolean {
  return status.causes.some((cause) => cause.reason === 'NamespaceTerminating');
}
