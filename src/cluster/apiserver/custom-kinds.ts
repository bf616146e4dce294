/**
 * The kinds that stored CustomResourceDefinitions add, by the name that ApiClient uses (`Backup.example.com`), and what the
 * server's own controllers do to a new definition: accept its names and call it established, a moment after it is stored.
 */
import { customKind, establishedStatus } from '#api/apiextensions/custom-kind.ts';
import type { CustomResourceDefinition } from '#api/apiextensions/customresourcedefinition.ts';
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import type { KubernetesObject } from '#api/meta/object.ts';
import { apiVersionOf } from '#api/scheme.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { Etcd } from './etcd.ts';
import { type Registry, storageKey } from './registry.ts';
import { qualifiedKind } from './status-errors.ts';

export class CustomKinds {
  readonly #byName = new Map<string, KindDefinition>();

  find(name: string): KindDefinition | undefined {
    return this.#byName.get(name);
  }

  findByApiVersion(apiVersion: string, kind: string): KindDefinition | undefined {
    const group = apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));
    const definition = this.#byName.get(qualifiedKind({ kind, group }));
    const versions = definition ? [definition, ...(definition.otherVersions ?? [])] : [];
    return versions.some((served) => apiVersionOf(served.group, served.version) === apiVersion)
      ? definition
      : undefined;
  }

  all(): Iterable<KindDefinition> {
    return this.#byName.values();
  }

  /** Follows the definitions that `registry` stores. */
  follow(registry: Registry, etcd: Etcd, clock: VirtualClock): void {
    registry.onCommit((definition, next, old) => {
      if (definition.kind !== 'CustomResourceDefinition') return;
      const crd = next as CustomResourceDefinition | undefined;
      const before = old as CustomResourceDefinition | undefined;
      const gone = crd ? undefined : before && this.find(nameOf(before));
      this.#change(crd, before);
      if (gone) clock.after(0, () => removeAll(registry, etcd, gone));
      if (!crd || crd.status?.conditions) return;
      clock.after(0, () => {
        const now = etcd.get('CustomResourceDefinition', undefined, crd.metadata.name) as typeof crd | undefined;
        if (!now || now.status?.conditions) return;
        const established = { ...now, status: establishedStatus(now, clock.timestamp()) };
        registry.commit(definition, established as unknown as KubernetesObject, now);
      });
    });
  }

  #change(next: CustomResourceDefinition | undefined, old: CustomResourceDefinition | undefined): void {
    if (old) this.#byName.delete(nameOf(old));
    const definition = next && customKind(next);
    if (definition) this.#byName.set(qualifiedKind(definition), definition);
  }
}

function nameOf({ spec }: CustomResourceDefinition): string {
  return qualifiedKind({ kind: spec.names.kind, group: spec.group });
}

/** Objects do not outlive their definition. */
function removeAll(registry: Registry, etcd: Etcd, definition: KindDefinition): void {
  for (const object of etcd.list(storageKey(definition))) registry.remove(definition, object);
}
