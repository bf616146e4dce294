/**
 * What every kind goes through on its way into the store, in the API server's order:
 * authorise → default → mutating admission → prepare → validate → validating admission → store.
 * The rules of a kind are in its KindDefinition, those of admission in the plugins; how objects leave is in deletion.ts.
 */
import { completeObject } from '#api/decode/complete.ts';
import { type DecodeRefusal, decodeObject } from '#api/decode/decode.ts';
import type { AnyDraft, DraftMetadata, KindDefinition } from '#api/meta/kind-definition.ts';
import type { KubernetesObject } from '#api/meta/object.ts';
import { validateCommonFields } from '#api/meta/object-meta.ts';
import type { Status } from '#api/meta/status.ts';
import { apiVersionOf, qualifiedResource } from '#api/scheme.ts';
import { kindStruct } from '#api/structure/structure.ts';
import { fail, ok, type Result } from '#base/result.ts';
import type { SeededRandom } from '#simulation/seeded-random.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { AdmissionPlugin, AdmissionRequest } from './admission/plugin.ts';
import type { DeleteOptions, UpdateOptions, UserInfo, WriteOptions } from './api-client.ts';
import type { Etcd } from './etcd.ts';
import { type Manager, readManagers, recordUpdate, writeManagers } from './server-side-apply/managed-fields.ts';
import { rootPlace } from './server-side-apply/typed-value.ts';
import {
  alreadyExists,
  badRequest,
  conflict,
  invalid,
  modifiedMeanwhile,
  notFound,
  qualifiedKind,
} from './status-errors.ts';
import { cloneJson, deepEqual, isObject, type Json, shareWith } from './structural-sharing.ts';

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

export class Registry {
  readonly #parts: RegistryParts;
  readonly #uids: SeededRandom;
  readonly #names: SeededRandom;
  readonly #listeners: CommitListener[] = [];

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
    const decoded = this.#decode(definition, sent, options);
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
    for (const warning of (options.onWarning && definition.warnings?.(draft)) ?? []) options.onWarning?.(warning);
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
    return ok(options.dryRun ? complete : this.commit(definition, complete));
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

    const drafted = this.#updateDraft(definition, sent, old, options);
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
      const warnings = definition.warnings?.(draft, old as unknown as AnyDraft) ?? [];
      for (const warning of warnings) options.onWarning(warning);
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

  /** A draft of the caller's object that is ours to change. */
  #decode(definition: KindDefinition, sent: Readonly<Json>, options: WriteOptions): Result<AnyDraft, DecodeRefusal> {
    const apiVersion = apiVersionOf(definition.group, definition.version);
    const named = { ...sent, apiVersion: sent['apiVersion'] ?? apiVersion, kind: definition.kind };
    const decoded = options.decoded ? ok(cloneJson(named) as AnyDraft) : decodeObject(definition, named);
    if (!decoded.ok) return decoded;
    const draft = decoded.value;
    draft.apiVersion = apiVersion;
    draft.metadata ??= {};
    dropRepeatedOwners(draft.metadata);
    if (definition.namespaced) draft.metadata.namespace ||= 'default';
    else delete draft.metadata.namespace;
    return ok(draft);
  }

  /** What a caller left out of metadata, or may not change, is taken from the stored object. */
  #updateDraft(
    definition: KindDefinition,
    sent: Json,
    old: KubernetesObject,
    options: UpdateOptions,
  ): Result<AnyDraft, DecodeRefusal> {
    if (options.subresource === 'status') {
      const draft = statusDraft(sent, old);
      // Components know what they write; what people write into a status by hand is looked at first.
      return isTracked(options.fieldManager ?? '') ? decodeObject(definition, draft as Json) : ok(draft);
    }
    const decoded = this.#decode(definition, sent, options);
    if (!decoded.ok) return decoded;
    const metadata = decoded.value.metadata as DraftMetadata;
    const before = old.metadata;
    metadata.name ??= before.name;
    metadata.uid ||= before.uid;
    metadata.creationTimestamp ||= before.creationTimestamp;
    metadata.resourceVersion = before.resourceVersion;
    if (before.generation !== undefined) metadata.generation = before.generation;
    else delete metadata.generation;
    if (before.deletionTimestamp !== undefined) {
      metadata.deletionTimestamp ??= before.deletionTimestamp;
      if (before.deletionGracePeriodSeconds !== undefined) {
        metadata.deletionGracePeriodSeconds ??= before.deletionGracePeriodSeconds;
      }
    } else {
      delete metadata.deletionTimestamp;
      delete metadata.deletionGracePeriodSeconds;
    }
    if (before.generateName !== undefined) metadata.generateName ??= before.generateName;
    if (before.managedFields) metadata.managedFields ??= [...before.managedFields];
    return decoded;
  }

  #track(
    definition: KindDefinition,
    managers: Manager[],
    old: unknown,
    next: AnyDraft,
    options: UpdateOptions,
  ): unknown[] {
    const place = rootPlace(kindStruct(definition.group, definition.version, definition.kind));
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

/** People's tools keep a record of which fields they set; components of the system do not (see managed-fields.ts). */
function isTracked(fieldManager: string): boolean {
  return fieldManager.startsWith('kubectl');
}

/** `Pod`; kinds of a CustomResourceDefinition are kept apart by group: `Backup.example.com`. */
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

/** The server keeps one of several equal owner references. */
function dropRepeatedOwners(metadata: DraftMetadata): void {
  const owners = metadata.ownerReferences;
  if (!owners || owners.length < 2) return;
  metadata.ownerReferences = owners.filter(
    (owner, index) => owners.findIndex((other) => deepEqual(other, owner)) === index,
  );
}

/** Whether what was sent means the stored object, in the version that is stored. */
function notTheSame(definition: KindDefinition, sent: Json, { metadata }: KubernetesObject): Status | undefined {
  const given = (field: string) => (typeof sent[field] === 'string' && sent[field] !== '' ? sent[field] : undefined);
  const resource = qualifiedResource(definition);
  const name = given('name') ?? metadata.name;
  if (name !== metadata.name) {
    return badRequest(`the name of the object (${name}) does not match the name on the URL (${metadata.name})`);
  }
  const namespace = given('namespace') ?? metadata.namespace;
  if (definition.namespaced && namespace !== metadata.namespace) {
    return badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  const uid = given('uid') ?? metadata.uid;
  if (uid !== metadata.uid) {
    const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`;
    return conflict(resource, metadata.name, why);
  }
  const version = given('resourceVersion') ?? metadata.resourceVersion;
  return version === metadata.resourceVersion ? undefined : conflict(resource, metadata.name, modifiedMeanwhile);
}

/** A status write changes the status and nothing else, so the rest of the stored object is taken as it is. */
function statusDraft(sent: Json, old: KubernetesObject): AnyDraft {
  const draft: Json = { ...old, metadata: { ...old.metadata } };
  if (sent['status'] === undefined) delete draft['status'];
  else if (sent['status'] !== (old as unknown as Json)['status']) draft['status'] = cloneJson(sent['status']);
  return draft as AnyDraft;
}

/** For kinds without a strategy of their own: the status is not the caller's, the generation counts changes of the spec. */
function prepareForCreate(definition: KindDefinition, draft: AnyDraft): void {
  if (!definition.subresources.includes('status')) return;
  delete (draft as Json)['status'];
  if (draft.metadata && (draft as Json)['spec'] !== undefined) draft.metadata.generation = 1;
}

function prepareForUpdate(definition: KindDefinition, draft: AnyDraft, old: KubernetesObject): void {
  if (!definition.subresources.includes('status')) return;
  const before = old as unknown as Json;
  if (before['status'] === undefined) delete (draft as Json)['status'];
  else (draft as Json)['status'] = before['status'];
  if (draft.metadata && old.metadata.generation !== undefined && !deepEqual((draft as Json)['spec'], before['spec'])) {
    draft.metadata.generation = old.metadata.generation + 1;
  }
}

/** As Go would write it: what is empty left out, what is always written filled in. */
function completed(definition: KindDefinition, draft: AnyDraft): object {
  if (definition.custom) dropUndefined(draft);
  else completeObject(definition, draft);
  return draft;
}

/** Strategies blank fields by setting them to `undefined`; in the store such fields are absent. */
function dropUndefined(value: object): object {
  for (const name of Object.keys(value)) {
    const field = (value as Json)[name];
    if (field === undefined) delete (value as Json)[name];
    else if (typeof field === 'object' && field !== null && !Object.isFrozen(field)) dropUndefined(field);
  }
  return value;
}
