/**
 * Who plays which role, through the whole run: every pod that ever existed with a container of the role, with when it came
 * and went. Found by image and labels, so any names and any kind of workload do. A pod that a StatefulSet recreates under
 * the same name is another actor.
 */
import type { Pod } from '#api/core/pod.ts';
import type { ObjectName, TraceEntry } from '#cluster/trace.ts';
import { parseImageReference } from '#container/image-reference.ts';
import type { Role } from '../scenario.ts';

export interface Actor {
  readonly uid: string;
  readonly name: ObjectName;
  /** As last seen; after its deletion, as it was then. */
  pod: Pod;
  /** Containers that ever started, and those of them whose program is a server and said something. */
  readonly started: Set<string>;
  readonly serving: Set<string>;
  readonly createdMs: number;
  deletedMs: number | undefined;
}

export class Cast {
  readonly #actors = new Map<string, Actor>();
  /** The pod that has the name now, by namespace and name. */
  readonly #named = new Map<string, Actor>();

  see(pod: Pod, nowMs: number): void {
    const { uid, name, namespace = '' } = pod.metadata;
    const known = this.#actors.get(uid);
    if (known) {
      known.pod = pod;
      return;
    }
    const objectName = { kind: 'Pod', namespace, name };
    const actor = {
      uid,
      name: objectName,
      pod,
      started: new Set<string>(),
      serving: new Set<string>(),
      createdMs: nowMs,
      deletedMs: undefined,
    };
    this.#actors.set(uid, actor);
    this.#named.set(`${namespace}/${name}`, actor);
  }

  lose(pod: Pod, nowMs: number): void {
    this.see(pod, nowMs);
    const actor = this.#actors.get(pod.metadata.uid);
    if (actor) actor.deletedMs = nowMs;
  }

  /** Learns from the trace who serves. */
  hear(entry: TraceEntry): void {
    if (entry.kind !== 'container-started' && entry.kind !== 'program') return;
    // A task that crashes or hangs says so by a fault: that makes no server of it.
    if (entry.kind === 'program' && (entry.state === 'crashed' || entry.state === 'hung')) return;
    const actor = this.#named.get(`${entry.object.namespace}/${entry.object.name}`);
    (entry.kind === 'program' ? actor?.serving : actor?.started)?.add(entry.container);
  }

  /**
   * In order of creation. Where somebody serves, pods that only borrow the image are left out: a Job that dumps the
   * database, a pod that sleeps with its client at hand.
   */
  of(role: Role): readonly Actor[] {
    const all = [...this.#actors.values()].filter(({ pod }) => matching(pod, role).length > 0);
    const servers = all.filter((actor) => matching(actor.pod, role).some((name) => actor.serving.has(name)));
    if (servers.length === 0) return all;
    return all.filter(
      (actor) => servers.includes(actor) || !matching(actor.pod, role).every((name) => actor.started.has(name)),
    );
  }
}

/** The names of the containers of this pod that play the role; of several with its image, those that serve. */
export function containersOf(actor: Actor, role: Role): readonly string[] {
  const names = matching(actor.pod, role);
  const serving = names.filter((name) => actor.serving.has(name));
  return serving.length > 0 ? serving : names;
}

/**
 * Init containers that have to end play only the roles that ask for them. A sidecar plays a role where none of the pod's
 * `containers` does: beside a migration in busybox, a busybox that ships logs is no second try.
 */
function matching(pod: Pod, role: Role): readonly string[] {
  for (const [label, value] of Object.entries(role.labels)) {
    if (pod.metadata.labels?.[label] !== value) return [];
  }
  if (role.namespace !== undefined && pod.metadata.namespace !== role.namespace) return [];
  const initial = pod.spec.initContainers ?? [];
  const playing = (candidates: readonly { readonly name: string; readonly image?: string | undefined }[]) =>
    candidates
      .filter(({ image }) => role.image.length === 0 || role.image.some((wanted) => isImage(image ?? '', wanted)))
      .map(({ name }) => name);
  if (role.init) return playing(initial.filter(({ restartPolicy }) => restartPolicy !== 'Always'));
  const regular = playing(pod.spec.containers);
  return regular.length > 0 ? regular : playing(initial.filter(({ restartPolicy }) => restartPolicy === 'Always'));
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
