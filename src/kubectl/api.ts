/**
 * The cluster as one person's kubectl reaches it: each call made as that user, so RBAC decides, and each refusal a Status.
 */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import type { Draft, KubernetesObject } from '#api/meta/object.ts';
import type { Status } from '#api/meta/status.ts';
import { findByResourceName, findKind, kinds, qualifiedResource } from '#api/scheme.ts';
import { fail, ok, type Result } from '#base/result.ts';
import type { DeleteOptions, ListOptions, Patch, UpdateOptions, UserInfo } from '#cluster/apiserver/api-client.ts';
import type { ApiServer } from '#cluster/apiserver/apiserver.ts';
import { notFound } from '#cluster/apiserver/status-errors.ts';
import { deprecated, endpointsOfSlices } from './endpoints-of-slices.ts';
import { refusedSelectors } from './field-selectors.ts';

/** Objects as kubectl handles them: any JSON below the metadata. */
export type Anything = KubernetesObject & {
  // biome-ignore lint/suspicious/noExplicitAny: kubectl reads objects of every kind by paths, as its templates do
  readonly [field: string]: any;
};

export interface ApiOptions {
  /** Absent: the administrator, who may do everything. */
  readonly user: UserInfo | undefined;
  /** What becomes of fields that a kind does not have, where a call says nothing else. */
  readonly fieldValidation: NonNullable<UpdateOptions['fieldValidation']>;
  /** Told each warning of the server. */
  readonly onWarning: (warning: string) => void;
}

export class Api {
  readonly server: ApiServer;
  readonly #options: ApiOptions;

  constructor(server: ApiServer, options: ApiOptions) {
    this.server = server;
    this.#options = options;
  }

  get user(): UserInfo | undefined {
    return this.#options.user;
  }

  get(definition: KindDefinition, namespace: string | undefined, name: string): Result<Anything, Status> {
    const denied = this.may('get', definition, namespace, name);
    if (denied) return fail(denied);
    const stored = this.server.get(keyOf(definition), scope(definition, namespace), name);
    const found = stored ?? this.#endpoints(definition, namespace).find(({ metadata }) => metadata.name === name);
    return found ? ok(found as Anything) : fail(notFound(qualifiedResource(definition), name));
  }

  /** In order of names within a namespace, namespaces in order of names: as etcd keeps them. */
  list(definition: KindDefinition, options: ListOptions = {}): Result<readonly Anything[], Status> {
    const denied = this.may('list', definition, options.namespace);
    if (denied) return fail(denied);
    const { namespace, ...selectors } = options;
    const { fieldSelector = '', labelSelector = '' } = selectors;
    if (typeof labelSelector === 'string') {
      const refused = refusedSelectors(definition, { labelSelector, fieldSelector });
      if (refused) return fail(refused);
    }
    const within = definition.namespaced && namespace !== undefined ? { namespace } : {};
    const stored = this.server.list(keyOf(definition), { ...selectors, ...within }) as readonly Anything[];
    const isWhole = !selectors.labelSelector && !selectors.fieldSelector;
    const derived = (isWhole ? this.#endpoints(definition, namespace) : []).filter(
      (one) => !stored.some((own) => storageKey(own) === storageKey(one)),
    );
    return ok([...stored, ...derived].sort((one, other) => (storageKey(one) < storageKey(other) ? -1 : 1)));
  }

  create(definition: KindDefinition, draft: Draft, options: UpdateOptions = {}): Result<Anything, Status> {
    return this.server.create(keyOf(definition), draft, this.#as(options)) as Result<Anything, Status>;
  }

  update(definition: KindDefinition, draft: Draft, options: UpdateOptions = {}): Result<Anything, Status> {
    return this.server.update(keyOf(definition), draft, this.#as(options)) as Result<Anything, Status>;
  }

  patch(
    definition: KindDefinition,
    namespace: string | undefined,
    name: string,
    patch: Patch,
    options: UpdateOptions = {},
  ): Result<Anything, Status> {
    return this.server.patch(keyOf(definition), scope(definition, namespace), name, patch, this.#as(options)) as Result<
      Anything,
      Status
    >;
  }

  delete(
    definition: KindDefinition,
    namespace: string | undefined,
    name: string,
    options: DeleteOptions = {},
  ): Result<Anything | undefined, Status> {
    return this.server.delete(keyOf(definition), scope(definition, namespace), name, this.#as(options)) as Result<
      Anything | undefined,
      Status
    >;
  }

  apply(draft: Draft, options: Parameters<ApiServer['apply']>[1]): Result<Anything, Status> {
    return this.server.apply(draft, this.#as(options)) as Result<Anything, Status>;
  }

  evict(namespace: string, pod: string, options: DeleteOptions = {}): Result<undefined, Status> {
    return this.server.evict(namespace, pod, this.#as(options));
  }

  /** The refusal, where the user may not. */
  may(
    verb: string,
    definition: KindDefinition,
    namespace?: string,
    name?: string,
    subresource?: string,
  ): Status | undefined {
    if (!this.user) return undefined;
    return this.server.authorize({
      user: this.user,
      verb,
      definition,
      ...(definition.namespaced && namespace !== undefined && { namespace }),
      ...(name !== undefined && { name }),
      ...(subresource !== undefined && { subresource }),
    });
  }

  /** By plural, singular, short name or Kind, with or without `.group` or `.version.group`. */
  findResource(typed: string): KindDefinition | undefined {
    const name = typed.toLowerCase();
    const byName = findByResourceName(name) ?? this.#custom(name);
    if (byName) return byName;
    const [resource = '', ...rest] = name.split('.');
    const suffix = rest.join('.');
    if (suffix === '') return undefined;
    return this.allKinds().find(
      (definition) =>
        [definition.plural, definition.singular, ...definition.shortNames].includes(resource) &&
        (definition.group === suffix ||
          `${definition.version}.${definition.group}` === suffix ||
          (definition.group === '' && definition.version === suffix)),
    );
  }

  allKinds(): readonly KindDefinition[] {
    return [...kinds, ...this.server.customKinds()];
  }

  #endpoints({ kind, group }: KindDefinition, namespace: string | undefined): readonly Anything[] {
    if (kind !== 'Endpoints' || group !== '') return [];
    this.#options.onWarning(deprecated);
    return endpointsOfSlices(this.server, namespace);
  }

  #custom(name: string): KindDefinition | undefined {
    for (const definition of this.server.customKinds()) {
      if ([definition.plural, definition.singular, ...definition.shortNames].includes(name)) return definition;
    }
    return undefined;
  }

  #as<Options extends UpdateOptions | DeleteOptions>(options: Options): Options {
    const { user, fieldValidation, onWarning } = this.#options;
    return {
      fieldManager: 'kubectl',
      fieldValidation,
      onWarning,
      ...(user && { user }),
      ...options,
    };
  }
}

/** How ApiClient names a kind: a custom one by `Kind.group`. */
export function keyOf(definition: KindDefinition): string {
  return findKind(definition.kind) === definition ? definition.kind : `${definition.kind}.${definition.group}`;
}

function scope(definition: KindDefinition, namespace: string | undefined): string | undefined {
  return definition.namespaced ? namespace : undefined;
}

function storageKey({ metadata }: KubernetesObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
