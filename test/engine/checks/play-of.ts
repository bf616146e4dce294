// A run written down by hand, for tests of checks and of the telling: what happened, at which second.
import type { Pod } from '#api/core/pod.ts';
import type { TraceEntry, TraceFact } from '#cluster/trace.ts';
import type { Actor } from '#engine/play/cast.ts';
import type { Play, Reading, Strike } from '#engine/play/play.ts';

const role = { image: ['mariadb'], labels: {}, title: { es: 'la base de datos', en: 'the database' } };

export const name = (pod: string) => ({ kind: 'Pod', namespace: 'default', name: pod });
const service = { kind: 'Service', namespace: 'default', name: 'db' };

/** A pod with one container `db` that existed from `from` to `to` seconds, with its volumes. */
export function actor(pod: string, from = 0, to?: number, volume?: object): Actor {
  const uid = `${pod}@${from}`;
  const volumes = volume ? [{ name: 'data', ...volume }] : [];
  const volumeMounts = volume ? [{ name: 'data', mountPath: '/var/lib/mysql' }] : [];
  const spec = { nodeName: 'node-1', containers: [{ name: 'db', image: 'mariadb:11', volumeMounts }], volumes };
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: pod, namespace: 'default', uid }, spec };
  return {
    uid,
    name: name(pod),
    pod: object as unknown as Pod,
    started: new Set(),
    serving: new Set(),
    createdMs: from * 1000,
    deletedMs: to === undefined ? undefined : to * 1000,
  };
}

export const happened = {
  endpoint: (pod: string, ready: boolean): TraceFact => ({ kind: 'endpoint', service, pod, ready }),
  ready: (pod: string, ready: boolean): TraceFact => ({ kind: 'pod-ready', object: name(pod), ready }),
  started: (pod: string, run = 0, image = 'mariadb:11'): TraceFact => ({
    kind: 'container-started',
    object: name(pod),
    container: 'db',
    image,
    run,
  }),
  ended: (pod: string, run = 0): TraceFact => ({
    kind: 'container-ended',
    object: name(pod),
    container: 'db',
    run,
    exitCode: 137,
    reason: 'Error',
  }),
  probe: (pod: string, probe: 'startup' | 'liveness' | 'readiness', result: 'success' | 'failure'): TraceFact => ({
    kind: 'probe',
    object: name(pod),
    container: 'db',
    probe,
    result,
    output: result === 'failure' ? 'connection refused' : '',
  }),
  killing: (pod: string): TraceFact => ({
    kind: 'event',
    object: name(pod),
    type: 'Normal',
    reason: 'Killing',
    message: 'Container db failed liveness probe, will be restarted',
    source: 'kubelet',
  }),
} as const;

export function playOf(parts: {
  readonly cast?: readonly Actor[];
  readonly entries?: readonly (readonly [seconds: number, fact: TraceFact])[];
  readonly marks?: Readonly<Record<string, number>>;
  readonly strikes?: Readonly<Record<string, readonly (readonly [Actor, number])[]>>;
  readonly readings?: readonly Reading[];
  readonly nodes?: Play['nodes'];
  readonly connections?: Play['connections'];
  readonly applied?: Play['applied'];
  readonly answerSize?: Play['answerSize'];
  readonly end?: number;
  readonly requests?: Play['requests'];
}): Play {
  const marks = new Map(Object.entries(parts.marks ?? {}).map(([mark, seconds]) => [mark, seconds * 1000]));
  const strikes = new Map<string, readonly Strike[]>();
  for (const [mark, struck] of Object.entries(parts.strikes ?? {})) {
    strikes.set(
      mark,
      struck.map(([one, seconds]) => ({ actor: one, atMs: seconds * 1000 })),
    );
    marks.set(mark, Math.min(...struck.map(([, seconds]) => seconds * 1000)));
  }
  const entries = (parts.entries ?? []).map(([seconds, fact]): TraceEntry => ({ atMs: seconds * 1000, ...fact }));
  return {
    entries,
    notes: [],
    endMs: (parts.end ?? 1000) * 1000,
    startMs: Date.UTC(2026, 0, 5),
    requests: parts.requests ?? new Map(),
    commands: new Map(),
    visits: new Map(),
    files: new Map(),
    wrote: [],
    lines: new Map(),
    environments: new Map(),
    snapshot: () => undefined,
    eventCount: 0,
    marks,
    strikes,
    readings: parts.readings ?? [],
    nodes: parts.nodes ?? new Map(),
    connections: parts.connections ?? new Map(),
    applied: parts.applied ?? new Map(),
    answerSize: parts.answerSize ?? { lines: 10, objects: 1 },
    role: () => role,
    cast: () => parts.cast ?? [],
  };
}
