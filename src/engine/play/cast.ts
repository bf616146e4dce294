/**
 * Who plays which role, through the whole run: every pod that ever existed with a container of the role, with when it came
 * and went. Found by image and labels, so any names and any kind of workload do. A pod that a StatefulSet recreates under
 * the same name is another actor.
 */
import type { Pod } from '#api/core/pod.ts';
import type { ObjectName } from '#cluster/trace.ts';
import { parseImageReference } from '#container/image-reference.ts';
import type { Role } from '../scenario.ts';

export interface Actor {
  readonly uid: string;
  readonly name: ObjectName;
  /** As last seen; after its deletion, as it was then. */
  pod: Pod;
  readonly createdMs: number;
  deletedMs: number | undefined;
}

export class Cast {
  readonly #actors = new Map<string, Actor>();

  see(pod: Pod, nowMs: number): void {
    const { uid, name, namespace } = pod.metadata;
    const known = this.#actors.get(uid);
    if (known) known.pod = pod;
    else {
      const objectName = { kind: 'Pod', namespace: namespace ?? '', name };
      this.#actors.set(uid, { uid, name: objectName, pod, createdMs: nowMs, deletedMs: undefined });
    }
  }

  lose(pod: Pod, nowMs: number): void {
    this.see(pod, nowMs);
    const actor = this.#actors.get(pod.metadata.uid);
    if (actor) actor.deletedMs = nowMs;
  }

  /** In order of creation. */
  of(role: Role): readonly Actor[] {
    return [...this.#actors.values()].filter(({ pod }) => containersOf(pod, role).length > 0);
  }
}

/** The names of the containers in `pod` that play `role`, sidecars included. */
export function containersOf(pod: Pod, role: Role): readonly string[] {
  for (const [label, value] of Object.entries(role.labels)) {
    if (pod.metadata.labels?.[label] !== value) return [];
  }
  const containers = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
  return containers
    .filter(({ image }) => role.image.length === 0 || role.image.some((wanted) => isImage(image ?? '', wanted)))
    .map(({ name }) => name);
}

/** `mariadb` is `docker.io/library/mariadb:11`, not `bitnami/mariadb`; with a tag, `mariadb:11.8` is that tag alone. */
export function isImage(image: string, wanted: string): boolean {
  const is = parseImageReference(image);
  const should = parseImageReference(wanted);
  if (!is.ok || !should.ok) return false;
  const tagNamed = /:[^/]*$/.test(wanted);
  return (
    is.value.registry === should.value.registry &&
    is.value.repository === should.value.repository &&
    (!tagNamed || is.value.tag === should.value.tag)
  );
}

export function isAlive(actor: Actor, atMs: number): boolean {
  return actor.createdMs <= atMs && (actor.deletedMs === undefined || actor.deletedMs > atMs);
}
