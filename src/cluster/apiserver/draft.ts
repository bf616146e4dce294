/**
 * What callers send, made into something the registry may work on: decoded, its own copy, with what they left out or may not
 * change taken from the stored object; and at the end made as Go would write it.
 */
import { completeObject } from '#api/decode/complete.ts';
import { type DecodeOptions, type DecodeRefusal, decodeObject } from '#api/decode/decode.ts';
import type { AnyDraft, DraftMetadata, KindDefinition } from '#api/meta/kind-definition.ts';
import type { KubernetesObject } from '#api/meta/object.ts';
import type { Status } from '#api/meta/status.ts';
import { apiVersionOf, qualifiedResource } from '#api/scheme.ts';
import { ok, type Result } from '#base/result.ts';
import type { UpdateOptions, WriteOptions } from './api-client.ts';
import { isTracked } from './server-side-apply/managed-fields.ts';
import { badRequest, conflict, modifiedMeanwhile } from './status-errors.ts';
import { cloneJson, deepEqual, type Json } from './structural-sharing.ts';

/** A draft of the caller's object that is ours to change. */
export function newDraft(
  definition: KindDefinition,
  sent: Readonly<Json>,
  options: WriteOptions,
): Result<AnyDraft, DecodeRefusal> {
  const apiVersion = apiVersionOf(definition.group, definition.version);
  const named = { ...sent, apiVersion: sent['apiVersion'] ?? apiVersion, kind: definition.kind };
  const decoded = options.decoded
    ? ok(cloneJson(named) as AnyDraft)
    : decodeObject(definition, named, leniency(options));
  if (!decoded.ok) return decoded;
  const draft = decoded.value;
  draft.apiVersion = apiVersion;
  draft.metadata ??= {};
  dropRepeatedOwners(draft.metadata);
  if (definition.namespaced) draft.metadata.namespace ||= 'default';
  else delete draft.metadata.namespace;
  return ok(draft);
}

function leniency({ fieldValidation = 'Strict', onWarning }: WriteOptions): DecodeOptions {
  if (fieldValidation === 'Strict') return {};
  return { onUnknown: (message) => fieldValidation === 'Warn' && onWarning?.(message) };
}

/** What a caller left out of metadata, or may not change, is taken from the stored object. */
export function updateDraft(
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
  const decoded = newDraft(definition, sent, options);
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

/** The server keeps one of several equal owner references. */
function dropRepeatedOwners(metadata: DraftMetadata): void {
  const owners = metadata.ownerReferences;
  if (!owners || owners.length < 2) return;
  metadata.ownerReferences = owners.filter(
    (owner, index) => owners.findIndex((other) => deepEqual(other, owner)) === index,
  );
}

/** Whether what was sent means the stored object, in the version that is stored. */
export function notTheSame(definition: KindDefinition, sent: Json, { metadata }: KubernetesObject): Status | undefined {
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

/** As Go would write it: what is empty left out, what is always written filled in. */
export function completed(definition: KindDefinition, draft: AnyDraft): object {
  if (definition.custom) dropUndefined(draft);
  else completeObject(definition, draft);
  return draft;
}

/** Strategies blank fields by setting them to `undefined`; in the store such fields are absent. */
export function dropUndefined(value: object): object {
  for (const name of Object.keys(value)) {
    const field = (value as Json)[name];
    if (field === undefined) delete (value as Json)[name];
    else if (typeof field === 'object' && field !== null && !Object.isFrozen(field)) dropUndefined(field);
  }
  return value;
}
