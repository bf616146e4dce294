/**
 * Records Kubernetes Events as objects and in the Trace, with the thrift of the real client: an equal event raises the
 * count of the first; from the tenth different message about one thing on they are combined; and one source may say
 * 25 things of one reason about one object, then one more every five minutes. The Trace hears of all of them, as they were said: what a
 * kubelet did must not depend on whether the cluster still shows it.
 *
 * The scheduler speaks the newer API: it neither combines nor limits, and counts in `series`.
 */
import type { KubernetesObject } from '#api/meta/object.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { ObjectName, Trace } from '../trace.ts';
import type { Etcd } from './etcd.ts';

export interface EventTarget {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
  };
}

export interface EventFacts {
  readonly object: EventTarget;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** The component: `kubelet`, `replicaset-controller`, `default-scheduler`. */
  readonly source: string;
  /** The node a kubelet speaks from. */
  readonly host?: string;
  /** The part of the object meant: `spec.containers{web}`. */
  readonly fieldPath?: string;
}

export interface EventRecorder {
  record(facts: EventFacts): void;
}

/** An event is kept for an hour after it was last seen. */
const keepMs = 60 * 60 * 1000;
const combineFrom = 10;
const combineWithinMs = 600 * 1000;
const burst = 25;
const refillMs = 300 * 1000;

interface Seen {
  readonly name: string;
  readonly namespace: string;
  count: number;
  firstTimestamp: string;
}

export function createEventRecorder(parts: {
  readonly etcd: Etcd;
  readonly clock: VirtualClock;
  readonly trace?: Trace | undefined;
  readonly newUid: () => string;
}): EventRecorder {
  const { etcd, clock, trace } = parts;
  const groups = new Map<string, { messages: Set<string>; lastMs: number }>();
  const seen = new Map<string, Seen>();
  const allowances = new Map<string, { tokens: number; atMs: number }>();
  /** Event objects in the order in which they were last seen: the oldest is first to be forgotten. */
  const lastSeen = new Map<string, { readonly key: string; readonly event: Seen; readonly atMs: number }>();
  let sequence = 0;

  function record(facts: EventFacts): void {
    forgetOld();
    const group = groupKey(facts);
    const newer = usesNewerApi(facts);
    const combined = !newer && isCombined(group, facts.message);
    const message = combined ? `(combined from similar events): ${facts.message}` : facts.message;
    const key = combined ? group : `${group}|${facts.message}`;
    const event = observe(key, facts);
    const { object } = facts;
    const passes = (newer || mayPass(facts)) && isOpen(event.namespace);
    trace?.record({
      kind: 'event',
      object: traceName(object),
      type: facts.type,
      reason: facts.reason,
      message: facts.message,
      source: facts.source,
      ...(passes ? {} : { withheld: true }),
    });
    if (!passes) return;
    etcd.put('Event', eventObject(facts, message, event));
    lastSeen.delete(event.name);
    lastSeen.set(event.name, { key, event, atMs: clock.nowMs });
  }

  function isCombined(group: string, message: string): boolean {
    let record = groups.get(group);
    if (!record || clock.nowMs - record.lastMs > combineWithinMs) {
      record = { messages: new Set(), lastMs: clock.nowMs };
      groups.set(group, record);
    }
    record.messages.add(message);
    record.lastMs = clock.nowMs;
    if (record.messages.size < combineFrom) return false;
    for (const any of record.messages) {
      record.messages.delete(any); // room for one: the next different message is combined again
      break;
    }
    return true;
  }

  function observe(key: string, facts: EventFacts): Seen {
    const known = seen.get(key);
    if (known) {
      known.count++;
      return known;
    }
    const { metadata } = facts.object;
    const event: Seen = {
      name: `${metadata.name}.${(BigInt(clock.nowMs) * 1_000_000n + BigInt(sequence++)).toString(16)}`,
      namespace: metadata.namespace ?? 'default',
      count: 1,
      firstTimestamp: clock.timestamp(),
    };
    seen.set(key, event);
    return event;
  }

  function mayPass(facts: EventFacts): boolean {
    const key = `${facts.source}|${facts.host ?? ''}|${objectKey(facts.object)}|${facts.reason}`;
    const allowance = allowances.get(key) ?? { tokens: burst, atMs: clock.nowMs };
    allowances.set(key, allowance);
    allowance.tokens = Math.min(burst, allowance.tokens + (clock.nowMs - allowance.atMs) / refillMs);
    allowance.atMs = clock.nowMs;
    if (allowance.tokens < 1) return false;
    allowance.tokens -= 1;
    return true;
  }

  /** Nothing new is written into a namespace that is going or gone, events neither. */
  function isOpen(namespace: string): boolean {
    const home = etcd.get('Namespace', undefined, namespace);
    return home !== undefined && home.metadata.deletionTimestamp === undefined;
  }

  function forgetOld(): void {
    for (const [name, { key, event, atMs }] of lastSeen) {
      if (clock.nowMs - atMs <= keepMs) break;
      lastSeen.delete(name);
      seen.delete(key);
      etcd.delete('Event', event.namespace, name);
    }
  }

  function eventObject(facts: EventFacts, message: string, event: Seen): KubernetesObject {
    const { object } = facts;
    const { metadata } = object;
    const old = etcd.get('Event', event.namespace, event.name);
    return {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: old?.metadata ?? {
        name: event.name,
        namespace: event.namespace,
        uid: parts.newUid(),
        resourceVersion: '',
        creationTimestamp: clock.timestamp(),
      },
      involvedObject: {
        kind: object.kind,
        ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
        name: metadata.name,
        ...(metadata.uid === undefined ? {} : { uid: metadata.uid }),
        apiVersion: object.apiVersion,
        ...(metadata.resourceVersion === undefined ? {} : { resourceVersion: metadata.resourceVersion }),
        ...(facts.fieldPath === undefined ? {} : { fieldPath: facts.fieldPath }),
      },
      reason: facts.reason,
      message,
      type: facts.type,
      ...(usesNewerApi(facts) ? inSeries(facts, event) : counted(facts, event)),
      reportingComponent: facts.source,
    } as KubernetesObject & Record<string, unknown>;
  }

  function counted({ source, host }: EventFacts, event: Seen) {
    return {
      source: { component: source, ...(host === undefined ? {} : { host }) },
      firstTimestamp: event.firstTimestamp,
      lastTimestamp: clock.timestamp(),
      count: event.count,
      eventTime: null,
      reportingInstance: host ?? '',
    };
  }

  function inSeries({ source, reason }: EventFacts, event: Seen) {
    const microTime = (timestamp: string) => timestamp.replace('Z', '.000000Z');
    return {
      source: {},
      firstTimestamp: null,
      lastTimestamp: null,
      eventTime: microTime(event.firstTimestamp),
      ...(event.count > 1 ? { series: { count: event.count, lastObservedTime: microTime(clock.timestamp()) } } : {}),
      action: reason === 'Scheduled' ? 'Binding' : 'Scheduling',
      reportingInstance: `${source}-control-plane`,
    };
  }

  return { record };
}

function usesNewerApi({ source }: EventFacts): boolean {
  return source === 'default-scheduler';
}

function groupKey({ object, type, reason, source, host, fieldPath }: EventFacts): string {
  return [source, host ?? '', objectKey(object), fieldPath ?? '', type, reason].join('|');
}

function objectKey({ apiVersion, kind, metadata }: EventTarget): string {
  return [apiVersion, kind, metadata.namespace ?? '', metadata.name, metadata.uid ?? ''].join('|');
}

function traceName({ kind, metadata }: EventTarget): ObjectName {
  return { kind, namespace: metadata.namespace ?? '', name: metadata.name };
}
