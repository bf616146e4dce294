/**
 * Writes what happens to objects into the run's Trace as it is stored: created, deleting and deleted for every object but the
 * chatter (Events, Leases, EndpointSlices…), and for pods when they are bound, change phase and become ready or unready.
 */
import type { KindDefinition } from '#api/meta/kind-definition.ts';
import type { KubernetesObject } from '#api/meta/object.ts';
import type { ObjectName, Trace } from '../trace.ts';
import type { CommitListener } from './registry.ts';

type Pod = KubernetesObject & {
  readonly spec?: { readonly nodeName?: string };
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
};

const silent = new Set(['Event', 'Lease', 'EndpointSlice', 'Endpoints', 'ControllerRevision', 'CSINode']);

export function traceRecorder(trace: Trace): CommitListener {
  return (definition, next, old) => {
    const object = next ?? old;
    if (!object || silent.has(definition.kind)) return;
    const name = nameOf(definition, object);
    if (!old) trace.record({ kind: 'created', object: name });
    if (next?.metadata.deletionTimestamp !== undefined && old?.metadata.deletionTimestamp === undefined) {
      trace.record({ kind: 'deleting', object: name });
    }
    if (definition.kind === 'Pod') recordPod(trace, name, next as Pod | undefined, old as Pod | undefined);
    if (!next) trace.record({ kind: 'deleted', object: name });
  };
}

function recordPod(trace: Trace, object: ObjectName, next: Pod | undefined, old: Pod | undefined): void {
  const node = next?.spec?.nodeName;
  if (node !== undefined && node !== old?.spec?.nodeName) trace.record({ kind: 'pod-bound', object, node });
  const phase = next?.status?.phase;
  if (phase !== undefined && phase !== old?.status?.phase) trace.record({ kind: 'pod-phase', object, phase });
  const ready = isReady(next);
  if (ready !== isReady(old)) trace.record({ kind: 'pod-ready', object, ready });
}

function isReady(pod: Pod | undefined): boolean {
  return (pod?.status?.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');
}

function nameOf(definition: KindDefinition, { metadata }: KubernetesObject): ObjectName {
  return { kind: definition.kind, namespace: metadata.namespace ?? '', name: metadata.name };
}
