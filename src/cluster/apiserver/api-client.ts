/**
 * The API server as controllers, scheduler, kubelets, kubectl and tests see it: the only place where they meet.
 * Objects that come out are frozen. Kinds are named by their Kind (`Pod`, `PersistentVolumeClaim`); one defined by a
 * CustomResourceDefinition by `Kind.group`. Every refusal is a Status with the real server's words, never an exception.
 */

import type { Draft, KubernetesObject } from '#api/meta/object.ts';
import type { Status } from '#api/meta/status.ts';
import type { KindName, ObjectOf } from '#api/scheme.ts';
import type { Result } from '#base/result.ts';

export interface ApiClient {
  get<K extends KindName>(kind: K, namespace: string | undefined, name: string): ObjectOf<K> | undefined;
  /** In order of creation within a namespace; `namespace` undefined means all. */
  list<K extends KindName>(kind: K, options?: ListOptions): readonly ObjectOf<K>[];
  create<K extends KindName>(kind: K, draft: Draft, options?: WriteOptions): Result<ObjectOf<K>, Status>;
  /** Whole-object update. `metadata.resourceVersion` in the draft makes it conditional (409 Conflict when it has moved on). */
  update<K extends KindName>(kind: K, draft: Draft, options?: UpdateOptions): Result<ObjectOf<K>, Status>;
  /** JSON merge patch, strategic merge patch or JSON patch. The usual way for a controller to change one field. */
  patch<K extends KindName>(
    kind: K,
    namespace: string | undefined,
    name: string,
    patch: Patch,
    options?: UpdateOptions,
  ): Result<ObjectOf<K>, Status>;
  /** Server-side apply: creates or merges by field ownership. */
  apply(draft: Draft, options: ApplyOptions): Result<KubernetesObject, Status>;
  delete<K extends KindName>(
    kind: K,
    namespace: string | undefined,
    name: string,
    options?: DeleteOptions,
  ): Result<ObjectOf<K> | undefined, Status>;
  /** The eviction subresource of a pod: honours PodDisruptionBudgets (429 TooManyRequests). */
  evict(namespace: string, pod: string, options?: DeleteOptions): Result<undefined, Status>;
  /** The binding subresource: sets spec.nodeName once. */
  bind(namespace: string, pod: string, nodeName: string): Result<undefined, Status>;
  /**
   * Calls back after each change, never from inside the write that made it: deliveries are events of the virtual clock
   * at the same instant, in order of resourceVersion. First comes an ADDED for every object that exists.
   * With options only the objects they select: one that begins to match comes as ADDED, one that ceases as DELETED.
   * A kubelet watches `{ fieldSelector: 'spec.nodeName=node-1' }`, which costs nothing for other nodes' pods.
   */
  watch<K extends KindName>(
    kind: K,
    onEvent: (event: WatchEvent<ObjectOf<K>>) => void,
    options?: WatchOptions,
  ): Unwatch;
  /** Every object, of any kind and namespace, with an ownerReference to this uid: what the garbage collector asks. */
  dependents(uid: string): readonly KubernetesObject[];
}

export type WatchOptions = ListOptions;

export type Unwatch = () => void;

export type WatchEvent<T> =
  | { readonly type: 'ADDED'; readonly object: T }
  | { readonly type: 'MODIFIED'; readonly object: T; readonly old: T }
  | { readonly type: 'DELETED'; readonly object: T };

export interface ListOptions {
  readonly namespace?: string;
  /** `app=web,tier!=db,env in (a,b)` or an object of equalities. */
  readonly labelSelector?: string | Readonly<Record<string, string>>;
  /** `spec.nodeName=node-1,status.phase!=Running`. */
  readonly fieldSelector?: string;
  /** The uid of the controller that they belong to; empty: those that belong to none. */
  readonly controller?: string;
}

export interface WriteOptions {
  /** Who writes, in managedFields: `kubectl`, `kube-controller-manager`, `kubelet`… */
  readonly fieldManager?: string;
  readonly dryRun?: boolean;
  /** The draft has been through `decodeObject` already, or is made of parts of stored objects: no need to do it again. */
  readonly decoded?: boolean;
  /** What becomes of fields that the kind does not have: refused where nothing is said, dropped with or without a warning. */
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
  /** Told what is accepted but deprecated or pointless: what kubectl prints after `Warning: `. */
  readonly onWarning?: (warning: string) => void;
  /** Authorised by RBAC when given; absent means a component of the system. */
  readonly user?: UserInfo;
}

export interface UserInfo {
  readonly name: string;
  readonly groups: readonly string[];
}

export interface UpdateOptions extends WriteOptions {
  readonly subresource?: 'status' | 'scale' | 'resize' | 'ephemeralcontainers' | 'finalize' | 'approval';
}

export interface ApplyOptions extends WriteOptions {
  readonly fieldManager: string;
  readonly force?: boolean;
  readonly subresource?: 'status' | 'scale';
}

export interface DeleteOptions extends WriteOptions {
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  readonly gracePeriodSeconds?: number;
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
}

export type Patch =
  | { readonly type: 'merge'; readonly patch: Draft }
  | { readonly type: 'strategic'; readonly patch: Draft }
  | { readonly type: 'json'; readonly patch: readonly JsonPatchOperation[] };

export interface JsonPatchOperation {
  readonly op: 'add' | 'remove' | 'replace' | 'move' | 'copy' | 'test';
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}
