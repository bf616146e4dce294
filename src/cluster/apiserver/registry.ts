/**
 * What every kind goes through on its way into the store, in the API server's order:
 * authorise → default → mutating admission → prepare → validate → validating admission → store.
 * The rules of a kind are in its KindDefinition, those of admission in the plugins; how objects leave is in deletion.ts.
 */
import type { DecodeRefusal } from '#api/decode/decode.ts';
import type { AnyDraft, DraftMetadata, KindDefinition } from '#api/meta/kind-definition.ts';
import type { KubernetesObject } from '#api/meta/object.ts';
import { validateCommonFields } from '#api/meta/object-meta.ts';
import type { Status } from '#api/meta/status.ts';
import { apiVersionOf, qualifiedResource } from '#api/scheme.ts';
import { fail, ok, type Result } from '#base/result.ts';
import type { SeededRandom } from '#simulation/seeded-random.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { AdmissionPlugin, AdmissionRequest } from './admission/plugin.ts';
import type { DeleteOptions, UpdateOptions, UserInfo, WriteOptions } from './api-client.ts';
import { completed, dropUndefined, newDraft, notTheSame, updateDraft } from './draft.ts';
import type { Etcd } from './etcd.ts';
import { prepareForCreate, prepareForUpdate } from './plain-strategy.ts';
import {
  isTracked,
  type Manager,
  readManagers,
  recordUpdate,
  writeManagers,
} from './server-side-apply/managed-fields.ts';
import { rootPlace, structOfKind } from './server-side-apply/typed-value.ts';
import { alreadyExists, invalid, notFound, qualifiedKind } from './status-errors.ts';
import { isObject, type Json, shareWith } from './structural-sharing.ts';

/** Told of every change as it is stored, before watchers are. Must not write. */
export type CommitListener = (
  definition: KindDefinition,
  next: KubernetesObject | undefined,
  old: KubernetesObject | undefined,
) => void;

export interface Allocator {
  /** Fills in what the server chooses (addresses, ports); changes nothing but the draft until `commit`. */
  prepare(
    definition: KindDefinition,
    draft: AnyDraft,
    old: KubernetesObject | undefined,
    dryRun: boolean,
  ): Result<undefined, Status>;
}

export interface RegistryParts {
  readonly etcd: Etcd;
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  readonly plugins: readonly AdmissionPlugin[];
  readonly allocator: Allocator;
  readonly authorize: (request: AccessRequest) => Status | undefined;
}

export interface AccessRequest {
  readonly user: UserInfo;
  readonly verb: string;
  readonly definition: KindDefinition;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
}

export interface UpdateManner {
  /** What RBAC is asked. */
  readonly verb?: 'update' | 'patch';
  /** The refusal of a change that cannot be decoded; a patch has words of its own for that. */
  readonly refuseDecoding?: ((refusal: DecodeRefusal) => Status) | undefined;
  /** The change comes from server-side apply, which has settled who owns what. */
  readonly isApply?: boolean;
  /** The subresource that was written, where it stands for a change of the object itself. */
  readonly through?: 'scale';
}

const generatedNameLimit = 58;
const generatedNameTries = 8;
const siblingLimit = 1000;

export class Registry {
  readonly #parts: RegistryParts;
  readonly #uids: SeededRandom;
  readonly #names: SeededRandom;
  readonly #listeners: CommitListener[] = [];
  /** By owner, the last object that was made for it. */
  readonly #siblings = new Map<string, KubernetesObject>();

  constructor(parts: RegistryParts) {
    this.#parts = parts;
    this.#uids = parts.random.fork('uid');
    this.#names = parts.random.fork('name');
  }

  onCommit(listener: CommitListener): void {
    this.#listeners.push(listener);
  }

  get(definition: KindDefinition, namespace: string | undefined, name: string): KubernetesObject | undefined {
    return this.#parts.etcd.get(storageKey(definition), definition.namespaced ? namespace : undefined, name);
  }

  /** The caller's draft is not changed. */
  create(definition: KindDefinition, sent: Readonly<Json>, options: WriteOptions): Result<KubernetesObject, Status> {
    const namespace = isObject(sent['metadata']) ? sent['metadata']['namespace'] : undefined;
    const denied = this.#authorize(definition, 'create', String(namespace ?? 'default'), undefined, options);
    if (denied) return fail(denied);
    const decoded = newDraft(definition, sent, options);
    if (!decoded.ok) return fail(decoded.error.status);
    const draft = decoded.value;
    const metadata = draft.metadata as DraftMetadata;

    definition.defaults?.(draft);
    const request = this.#admissionRequest(definition, 'CREATE', draft, undefined, options);
    const refused = this.#admit(request);
    if (refused) return fail(refused);

    this.#nameNewObject(definition, metadata);
    const allocated = this.#parts.allocator.prepare(definition, draft, undefined, options.dryRun === true);
    if (!allocated.ok) return allocated;
    if (definition.prepareForCreate) definition.prepareForCreate(draft);
    else prepareForCreate(definition, draft);

    const errors = definition.validate?.(draft) ?? [];
    if (errors.length > 0) return fail(invalid(qualifiedKind(definition), metadata.name ?? '', errors));
    if (options.onWarning) tell(definition.warnings?.(draft), options.onWarning);
    const forbidden = this.#validateAdmission(request);
    if (forbidden) return fail(forbidden);

    const name = metadata.name ?? '';
    const existing = this.get(definition, metadata.namespace, name);
    if (existing) {
      const refusal = alreadyExists(qualifiedResource(definition), name);
      const going = existing.metadata.deletionTimestamp !== undefined;
      return fail(going ? { ...refusal, message: `object is being deleted: ${refusal.message}` } : refusal);
    }
    if (options.fieldManager && isTracked(options.fieldManager) && !metadata.managedFields) {
      metadata.managedFields = this.#track(definition, [], undefined, draft, options);
    }
    const complete = completed(definition, draft) as unknown as KubernetesObject;
    return ok(options.dryRun ? complete : this.commit(definition, this.#likeSibling(complete)));
  }

  /**
   * `change` makes the new object from the old one; it may return shared, frozen parts of it.
   * A change that changes nothing is not written and makes no event.
   */
  update(
    definition: KindDefinition,
    namespace: string | undefined,
    name: string,
    change: (old: KubernetesObject) => Result<unknown, Status>,
    options: UpdateOptions,
    { verb = 'update', refuseDecoding, isApply = false, through }: UpdateManner = {},
  ): Result<KubernetesObject, Status> {
    const asked: UpdateOptions = through ? { ...options, subresource: through } : options;
    const denied = this.#authorize(definition, verb, namespace, name, asked);
    if (denied) return fail(denied);
    const old = this.get(definition, namespace, name);
    const resource = qualifiedResource(definition);
    if (!old) return fail(notFound(resource, name));
    const changed = change(old);
    if (!changed.ok) return changed;
    const sent = isObject(changed.value) ? changed.value : {};
    const another = notTheSame(definition, isObject(sent['metadata']) ? sent['metadata'] : {}, old);
    if (another) return fail(another);

    const drafted = updateDraft(definition, sent, old, options);
    if (!drafted.ok) return fail(refuseDecoding ? refuseDecoding(drafted.error) : drafted.error.status);
    const draft = drafted.value;
    if (options.subresource === undefined) definition.defaults?.(draft);
    const request = this.#admissionRequest(definition, 'UPDATE', draft, old, options);
    const refused = this.#admit(request);
    if (refused) return fail(refused);
    const errors = this.#prepareAndValidate(definition, draft, old, options);
    if (!Array.isArray(errors)) return fail(errors);
    if (errors.length > 0) return fail(invalid(qualifiedKind(definition), name, errors));
    if (options.onWarning && options.subresource === undefined) {
      tell(definition.warnings?.(draft, old as unknown as AnyDraft), options.onWarning);
    }
    const forbidden = this.#validateAdmission(request);
    if (forbidden) return fail(forbidden);

    const isRecorded = old.metadata.managedFields !== undefined || isTracked(options.fieldManager ?? '');
    if (isRecorded && !isApply && options.subresource !== 'status' && draft.metadata) {
      draft.metadata.managedFields = this.#track(definition, readManagers(old), old, draft, asked);
    }
    const next = shareWith(old, completed(definition, draft)) as unknown as KubernetesObject;
    if (next === old || options.dryRun) return ok(next);
    return ok(this.commit(definition, next, old));
  }

  /** The object with a uid and a time of birth. */
  stamped(object: Omit<KubernetesObject, 'metadata'> & { readonly metadata: object }): KubernetesObject {
    const birth = { uid: this.#uids.uuid(), creationTimestamp: this.#parts.clock.timestamp() };
    return { ...object, metadata: { ...object.metadata, ...birth } } as KubernetesObject;
  }

  /** Stores without asking anybody. An object that was only kept by finalizers, and has none left, goes. */
  commit(definition: KindDefinition, next: KubernetesObject, old?: KubernetesObject): KubernetesObject {
    const { etcd } = this.#parts;
    if (old && isDeletable(next)) {
      const last = etcd.put(storageKey(definition), next);
      this.remove(definition, last);
      return last;
    }
    const stored = etcd.put(storageKey(definition), next);
    for (const listener of this.#listeners) listener(definition, stored, old);
    return stored;
  }

  remove(definition: KindDefinition, object: KubernetesObject): KubernetesObject {
    const { namespace, name } = object.metadata;
    const last = this.#parts.etcd.delete(storageKey(definition), namespace, name) ?? object;
    for (const listener of this.#listeners) listener(definition, undefined, object);
    return last;
  }

  /** Whether a delete may go ahead: authorisation first, so that who may not look learns nothing of what exists. */
  checkDelete(
    definition: KindDefinition,
    namespace: string | undefined,
    name: string,
    options: DeleteOptions,
  ): Status | undefined {
    const denied = this.#authorize(definition, 'delete', namespace, name, options);
    if (denied) return denied;
    const object = this.get(definition, namespace, name);
    if (!object) return undefined;
    const request = this.#admissionRequest(definition, 'DELETE', object as unknown as AnyDraft, object, options);
    return this.#admit(request) ?? this.#validateAdmission(request);
  }

  #track(
    definition: KindDefinition,
    managers: Manager[],
    old: unknown,
    next: AnyDraft,
    options: UpdateOptions,
  ): unknown[] {
    const place = rootPlace(structOfKind(definition));
    const by = {
      manager: options.fieldManager ?? 'kube-controller-manager', // only components leave it out
      subresource: options.subresource ?? '',
      apiVersion: apiVersionOf(definition.group, definition.version),
      time: this.#parts.clock.timestamp(),
    };
    return writeManagers(recordUpdate(managers, { old: old ?? {}, next, place }, by));
  }

  #prepareAndValidate(
    definition: KindDefinition,
    draft: AnyDraft,
    old: KubernetesObject,
    { subresource, dryRun = false }: UpdateOptions,
  ) {
    const before = old as unknown as AnyDraft;
    if (subresource === undefined) {
      const allocated = this.#parts.allocator.prepare(definition, draft, old, dryRun);
      if (!allocated.ok) return allocated.error;
      if (definition.prepareForUpdate) definition.prepareForUpdate(draft, before);
      else prepareForUpdate(definition, draft, old);
      // What did not change is the old object's own from here on, so that "did it change?" is one comparison.
      shareWith(old, dropUndefined(draft));
      draft.metadata = { ...draft.metadata };
      const common = validateCommonFields(draft.metadata, before.metadata, definition.namespaced);
      return [...common, ...(definition.validateUpdate?.(draft, before) ?? [])];
    }
    if (subresource === 'status') {
      definition.prepareForStatusUpdate?.(draft, before);
      return definition.validateStatusUpdate?.(draft, before) ?? [];
    }
    return definition.validateSubresourceUpdate?.(subresource, draft, before) ?? [];
  }

  /** A thousand replicas of one template share what is equal in them: containers, tolerations, labels. */
  #likeSibling(object: KubernetesObject): KubernetesObject {
    const owner = object.metadata.ownerReferences?.[0]?.uid;
    if (owner === undefined) return object;
    const sibling = this.#siblings.get(owner);
    this.#siblings.delete(owner);
    this.#siblings.set(owner, object);
    if (this.#siblings.size > siblingLimit) {
      const [oldest] = this.#siblings.keys();
      if (oldest !== undefined) this.#siblings.delete(oldest);
    }
    return sibling ? shareWith(sibling, object) : object;
  }

  #nameNewObject(definition: KindDefinition, metadata: DraftMetadata): void {
    metadata.uid = this.#uids.uuid();
    metadata.creationTimestamp = this.#parts.clock.timestamp();
    delete metadata.resourceVersion;
    delete metadata.deletionTimestamp;
    delete metadata.deletionGracePeriodSeconds;
    const { generateName } = metadata;
    if (generateName === undefined || generateName === '' || (metadata.name ?? '') !== '') return;
    const prefix = generateName.slice(0, generatedNameLimit);
    for (let tries = 0; tries < generatedNameTries; tries++) {
      metadata.name = prefix + this.#names.nameSuffix();
      if (!this.get(definition, metadata.namespace, metadata.name)) return;
    }
  }

  #authorize(
    definition: KindDefinition,
    verb: string,
    namespace: string | undefined,
    name: string | undefined,
    options: UpdateOptions,
  ): Status | undefined {
    if (!options.user) return undefined;
    return this.#parts.authorize({
      user: options.user,
      verb,
      definition,
      ...(options.subresource === undefined ? {} : { subresource: options.subresource }),
      ...(definition.namespaced && namespace !== undefined ? { namespace } : {}),
      ...(name === undefined ? {} : { name }),
    });
  }

  #admissionRequest(
    definition: KindDefinition,
    operation: AdmissionRequest['operation'],
    object: AnyDraft,
    old: KubernetesObject | undefined,
    options: UpdateOptions,
  ): AdmissionRequest {
    return {
      operation,
      definition,
      namespace: object.metadata?.namespace,
      name: object.metadata?.name ?? '',
      object,
      old,
      subresource: options.subresource,
      user: options.user,
      dryRun: options.dryRun === true,
      warn: options.onWarning ?? (() => {}),
    };
  }

  #admit(request: AdmissionRequest): Status | undefined {
    for (const plugin of this.#parts.plugins) {
      const refusal = plugin.admit?.(request);
      if (refusal) return refusal;
    }
    return undefined;
  }

  #validateAdmission(request: AdmissionRequest): Status | undefined {
    for (const plugin of this.#parts.plugins) {
      const refusal = plugin.validate?.(request);
      if (refusal) return refusal;
    }
    return undefined;
  }
}

/** `Pod`; kinds of a CustomResourceDefinition are kept apart by group: `Backup.example.com`. */
/** Letters of warnings that one answer carries; a real server cuts them off there as well. */
const warningLetters = 4096;

/** Each distinct warning once. */
function tell(warnings: readonly string[] = [], onWarning: (warning: string) => void): void {
  let letters = 0;
  for (const warning of new Set(warnings)) {
    letters += warning.length;
    if (letters > warningLetters) return;
    onWarning(warning);
  }
}

export function storageKey(definition: KindDefinition): string {
  return (definition as { custom?: boolean }).custom ? qualifiedKind(definition) : definition.kind;
}

/** Marked for deletion, and neither a finalizer nor a grace period holds it any more. */
export function isDeletable(object: KubernetesObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, finalizers = [] } = object.metadata;
  if (deletionTimestamp === undefined || deletionGracePeriodSeconds > 0 || finalizers.length > 0) return false;
  const spec = (object as { spec?: { finalizers?: readonly string[] } }).spec;
  return object.kind !== 'Namespace' || (spec?.finalizers ?? []).length === 0;
}
