/**
 * The API server: the only place where controllers, scheduler, kubelets and people meet. This file is its front door,
 * one method for each verb of ApiClient; what a write goes through is in registry.ts, the state in etcd.ts.
 */
import type { DecodeRefusal } from '#api/decode/decode.ts';
import { jsonTypeName } from '#api/decode/scalars.ts';
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import type { KubernetesObject } from '#api/meta/object.ts';
import type { Status } from '#api/meta/status.ts';
import { findByApiVersion, findKind, type KindName, type ObjectOf, qualifiedResource } from '#api/scheme.ts';
import { kindStruct } from '#api/structure/structure.ts';
import { invariant } from '#base/invariant.ts';
import { fail, ok, type Result } from '#base/result.ts';
import type { SeededRandom } from '#simulation/seeded-random.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { Trace } from '../trace.ts';
import { admissionPlugins } from './admission/index.ts';
import type { AdmissionContext } from './admission/plugin.ts';
import { topologyLabelsOf } from './admission/pod-topology-labels.ts';
import type { ApiClient, DeleteOptions, Patch, UpdateOptions, WatchOptions } from './api-client.ts';
import { boundPod } from './binding.ts';
import { bootstrapCluster, bootstrapNamespace, type PutNew } from './bootstrap.ts';
import { CustomKinds } from './custom-kinds.ts';
import { deleteObject } from './deletion.ts';
import { Etcd } from './etcd.ts';
import { createEventRecorder, type EventRecorder } from './event-recorder.ts';
import { evictPod } from './eviction.ts';
import { jsonPatch } from './patch/json-patch.ts';
import { mergePatch } from './patch/merge-patch.ts';
import { patchRefusal } from './patch/patch-refusal.ts';
import { strategicMergePatch } from './patch/strategic-merge-patch.ts';
import { authorizeByRbac } from './rbac-authorizer.ts';
import { type AccessRequest, Registry, type UpdateManner } from './registry.ts';
import { scaleOf, withScale } from './scale.ts';
import { planQuery } from './selectors.ts';
import { applyDocument } from './server-side-apply/apply-document.ts';
import { createServiceAllocator } from './service-allocator.ts';
import { badRequest, noKindMatch, noSuchResource, notFound, unprocessable } from './status-errors.ts';
import { isObject, type Json } from './structural-sharing.ts';
import { traceRecorder } from './trace-recorder.ts';

export interface ApiServer extends ApiClient {
  /** The recorder that all components share. */
  readonly events: EventRecorder;
  /** The counter behind resourceVersion: how many changes were stored. */
  readonly revision: number;
  /** Objects stored now: what a run's limit counts. */
  readonly objectCount: number;
  /** The definition of a built-in or custom kind by the name that ApiClient uses for it. */
  definition(kind: KindName): KindDefinition | undefined;
  /** By what a manifest says; undefined is a 404 NoKindMatch. */
  definitionByApiVersion(apiVersion: string, kind: string): KindDefinition | undefined;
  /** Whether a user may do something, or the refusal: for reads (`get`, `list`, `watch`), which take no user, and `can-i`. */
  authorize(request: AccessRequest): Status | undefined;
  /** The kinds that stored CustomResourceDefinitions have added. */
  customKinds(): Iterable<KindDefinition>;
  /** A namespace with the ServiceAccount and root certificate that its controllers would have put there by now. */
  ensureNamespace(name: string): void;
}

export interface ApiServerParts {
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  readonly trace?: Trace;
}

export function createApiServer(parts: ApiServerParts): ApiServer {
  const { clock } = parts;
  const random = parts.random.fork('apiserver');
  const etcd = new Etcd(clock);
  const allocator = createServiceAllocator({ random, services: () => etcd.list('Service') });
  const uids = random.fork('event-uid');
  const events = createEventRecorder({ etcd, clock, trace: parts.trace, newUid: () => uids.uuid() });
  const get: ApiClient['get'] = (kind, namespace, name) => {
    const isClusterWide = definition(kind)?.namespaced === false;
    return etcd.get(kind, isClusterWide ? undefined : namespace, name) as never;
  };
  const list: ApiClient['list'] = (kind, options = {}) => {
    const { selection, test } = planQuery(options, (namespace) => etcd.size(kind, namespace));
    const objects = etcd.list(kind, selection);
    return (test ? objects.filter(test) : objects) as never;
  };
  const context: AdmissionContext = {
    clock,
    random: random.fork('admission'),
    get,
    list,
    charge(quota, used) {
      const now = etcd.get('ResourceQuota', quota.metadata.namespace, quota.metadata.name);
      if (now) registry.commit(builtIn('ResourceQuota'), withUsage(now, used), now);
    },
  };
  const authorize = authorizeByRbac(context);
  const registry = new Registry({
    etcd,
    clock,
    random,
    plugins: admissionPlugins.map((plugin) => plugin(context)),
    allocator,
    authorize,
  });
  registry.onCommit((definition) => {
    if (definition.kind === 'Service') allocator.forget();
  });

  const customKinds = new CustomKinds();
  customKinds.follow(registry, etcd, clock);

  function definition(kind: KindName): KindDefinition | undefined {
    return findKind(kind) ?? customKinds.find(kind);
  }

  function definitionByApiVersion(apiVersion: string, kind: string): KindDefinition | undefined {
    return findByApiVersion(apiVersion, kind) ?? customKinds.findByApiVersion(apiVersion, kind);
  }

  /** For the kinds that the server itself relies on. */
  function builtIn(kind: KindName): KindDefinition {
    const found = findKind(kind);
    invariant(found, `there is no kind ${kind}`);
    return found;
  }

  function change<K extends KindName>(
    kind: K,
    namespace: string | undefined,
    name: string,
    how: (object: KubernetesObject) => Result<unknown, Status>,
    options: UpdateOptions,
    manner: UpdateManner,
  ): Result<ObjectOf<K>, Status> {
    const found = definition(kind);
    if (!found) return fail(noSuchResource);
    const { subresource, ...rest } = options;
    if (subresource !== 'scale') {
      return registry.update(found, namespace, name, how, options, manner) as Result<ObjectOf<K>, Status>;
    }
    const scaled = (object: KubernetesObject): Result<unknown, Status> => {
      const scale = how(scaleOf(object) as unknown as KubernetesObject);
      return scale.ok ? ok(withScale(object, scale.value)) : scale;
    };
    const through = { ...manner, through: 'scale' } as const;
    return registry.update(found, namespace, name, scaled, rest, through) as Result<ObjectOf<K>, Status>;
  }

  const putNew: PutNew = (kind, object) => {
    const found = builtIn(kind);
    const { namespace, name } = object.metadata as { namespace?: string; name: string };
    if (!registry.get(found, namespace, name)) registry.commit(found, registry.stamped(object));
  };

  const server: ApiServer = {
    events,
    get revision() {
      return etcd.revision;
    },
    get objectCount() {
      return etcd.objectCount;
    },
    definition,
    definitionByApiVersion,
    authorize,
    customKinds: () => customKinds.all(),
    ensureNamespace: (name) => bootstrapNamespace(putNew, name),
    get,
    list,

    create(kind, draft, options = {}) {
      const found = definition(kind);
      return found ? (registry.create(found, draft as Json, options) as Result<never, Status>) : fail(noSuchResource);
    },

    update(kind, draft, options = {}) {
      const metadata = isObject(draft['metadata']) ? draft['metadata'] : {};
      const namespace = metadata['namespace'] === undefined ? 'default' : String(metadata['namespace']);
      return change(kind, namespace, String(metadata['name'] ?? ''), () => ok(draft), options, { verb: 'update' });
    },

    patch(kind, namespace, name, patch, options = {}) {
      const found = definition(kind);
      if (!found) return fail(noSuchResource);
      const how = (object: KubernetesObject) => patched(found, object, patch);
      const refuseDecoding = (refusal: DecodeRefusal) => patchRefusal(patch.patch, refusal);
      return change(kind, namespace, name, how, options, { verb: 'patch', refuseDecoding });
    },

    apply(draft, options) {
      const { apiVersion, kind } = draft as { apiVersion?: unknown; kind?: unknown };
      const found = definitionByApiVersion(String(apiVersion), String(kind));
      if (!found) return fail(noKindMatch(String(kind), String(apiVersion)));
      return applyDocument(registry, clock, found, draft as Json, options);
    },

    delete<K extends KindName>(
      kind: K,
      namespace: string | undefined,
      name: string,
      options: DeleteOptions = {},
    ): Result<ObjectOf<K> | undefined, Status> {
      const found = definition(kind);
      if (!found) return fail(noSuchResource);
      const denied = registry.checkDelete(found, namespace, name, options);
      if (denied) return fail(denied);
      const object = registry.get(found, namespace, name);
      if (!object) return fail(notFound(qualifiedResource(found), name));
      return deleteObject(registry, clock, found, object, options) as Result<ObjectOf<K>, Status>;
    },

    evict(namespace, pod, options = {}) {
      return evictPod(server, clock, namespace, pod, options);
    },

    bind(namespace, name, nodeName) {
      const found = builtIn('Pod');
      const pod = registry.get(found, namespace, name);
      if (!pod) return fail(notFound('pods', name));
      const bound = boundPod(pod, nodeName, topologyLabelsOf(get('Node', undefined, nodeName)), clock);
      if (!bound.ok) return bound;
      registry.commit(found, bound.value, pod);
      return ok(undefined);
    },

    watch<K extends KindName>(kind: K, onEvent: (event: never) => void, options: WatchOptions = {}) {
      const { selection, test } = planQuery(options, () => 0);
      const { namespace } = selection;
      const inNamespace = (object: KubernetesObject) => object.metadata.namespace === namespace;
      const filter =
        namespace === undefined
          ? test
          : test
            ? (object: KubernetesObject) => inNamespace(object) && test(object)
            : inNamespace;
      return etcd.watch(kind, onEvent as never, {
        ...(filter ? { filter } : {}),
        ...(selection.index ? { index: selection.index } : {}),
      });
    },

    dependents: (uid) => etcd.dependents(uid),
  };

  bootstrapCluster(putNew);
  if (parts.trace) registry.onCommit(traceRecorder(parts.trace)); // what was there before the run began is no news
  return server;
}

function withUsage(quota: KubernetesObject, used: Readonly<Record<string, string>>): KubernetesObject {
  return { ...quota, status: { ...(quota as { status?: object }).status, used } } as KubernetesObject;
}

/** Deeper than any kind's fields; what is deeper still is an attack on the stack. */
const deepestPatch = 200;

function patched(definition: KindDefinition, object: KubernetesObject, patch: Patch): Result<unknown, Status> {
  if (isDeeperThan(patch.patch, deepestPatch)) return fail(badRequest('json: exceeded max depth'));
  if (patch.type === 'json') {
    if (!Array.isArray(patch.patch)) return fail(badRequest(cannotUnmarshal(patch.patch, 'jsonpatch.Patch')));
    const result = jsonPatch(object, patch.patch);
    return result.ok ? result : fail(unprocessable(result.error));
  }
  if (!isObject(patch.patch)) return fail(badRequest(cannotUnmarshal(patch.patch, 'map[string]interface {}')));
  if (patch.type === 'merge') return ok(mergePatch(object, patch.patch));
  // Custom kinds have no strategic merge: kubectl sends them merge patches.
  const type = definition.custom ? undefined : kindStruct(definition.group, definition.version, definition.kind);
  return ok(strategicMergePatch(object, patch.patch, type));
}

function cannotUnmarshal(value: unknown, into: string): string {
  return `json: cannot unmarshal ${jsonTypeName(value)} into Go value of type ${into}`;
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}
