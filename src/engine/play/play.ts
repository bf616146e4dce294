/**
 * One run of one set of manifests, when it is over: what checks judge and timelines are told from.
 * Instants are milliseconds since the run began, as in the trace.
 */
import type { Text } from '#base/text.ts';
import type { ObjectName, TraceEntry } from '#cluster/trace.ts';
import type { Role } from '../scenario.ts';
import type { Actor } from './cast.ts';
import type { HostPlay } from './host/host-play.ts';
import type { Command, FileSeen, Requests, Snapshot, Visit } from './observations.ts';

export interface Play {
  readonly entries: readonly TraceEntry[];
  readonly notes: readonly Note[];
  readonly endMs: number;
  /** The wall clock at the beginning, in milliseconds since 1970. */
  readonly startMs: number;
  /** Events of the virtual clock that the run took. */
  readonly eventCount: number;
  /** When a step of the script was done that was named so with `as`; absent when the run did not get there. */
  readonly marks: ReadonlyMap<string, number>;
  /** Which pods a fault struck, and when: each at its own worst instant. */
  readonly strikes: ReadonlyMap<string, readonly Strike[]>;
  /** What was found where a step had written data: by the pod that looks and the path. */
  readonly readings: readonly Reading[];
  /** Who wrote in a `write-data` step, and where. */
  readonly wrote: readonly { readonly role: string; readonly path: string; readonly actors: readonly Actor[] }[];
  /** What `write-line` steps wrote, and whose volumes it was found on at once. */
  readonly lines: ReadonlyMap<string, readonly Line[]>;
  /** Labels of each node. */
  readonly nodes: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Connections that a step tried, by the step's name. */
  readonly connections: ReadonlyMap<string, readonly Connection[]>;
  /** What became of the objects that a step applied, by the step's name. */
  readonly applied: ReadonlyMap<string, Applied>;
  /** Requests that a `traffic` step sent, commands that an `exec` step ran, calls from outside, files looked at: by the step's name. */
  readonly requests: ReadonlyMap<string, Requests>;
  readonly commands: ReadonlyMap<string, readonly Command[]>;
  readonly visits: ReadonlyMap<string, readonly Visit[]>;
  readonly files: ReadonlyMap<string, readonly FileSeen[]>;
  /** Variables as programs see them, by `<pod's uid>/<container>`; as last seen. */
  readonly environments: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** How long the answer is: lines that say something, and objects. */
  readonly answerSize: {
    readonly lines: number;
    readonly objects: number;
    readonly names?: readonly { readonly kind: string; readonly name: string }[];
  };
  /** The objects at an instant of the script; at the end where it names none. */
  snapshot(at?: string): Snapshot | undefined;
  /** Of a run on a machine with docker; then there is no cluster, and no cast. */
  readonly host?: HostPlay;
  role(name: string): Role;
  cast(role: string): readonly Actor[];
}

export interface Strike {
  readonly actor: Actor;
  readonly atMs: number;
}

export interface Connection {
  readonly atMs: number;
  /** How many notes the script had made by then: those that follow come later in the same instant. */
  readonly noteCount?: number;
  readonly from: Actor;
  readonly reached: boolean;
  /** The first step that failed, or the last one that worked. */
  readonly found: Text;
  /** Who answered: every pod that gets a share of such calls. */
  readonly by?: readonly { readonly namespace: string; readonly name: string }[];
}

/** A line of a log, and the files in which containers of other roles find it. */
export interface Line {
  readonly writer: Actor;
  readonly atMs: number;
  readonly readers: readonly { readonly role: string; readonly file: string }[];
}

export interface Applied {
  readonly atMs: number;
  /** The API server's own words where it refused. */
  readonly refusal?: string;
}

/** Something the script did, told as it is shown; with another tone, what came of it. */
export interface Note {
  readonly atMs: number;
  readonly text: Text;
  readonly tone?: 'script' | 'plain' | 'good' | 'bad';
}

/** The data of `writer`, looked for by `reader` when the run was over. */
export interface Reading {
  readonly reader: Actor;
  readonly path: string;
  /** Names of the pods whose data is there. */
  readonly found: readonly string[];
}

/** Whether the pod was ready at an instant, as its status said. */
export function wasReady(play: Play, actor: Actor, atMs: number): boolean {
  let ready = false;
  for (const entry of play.entries) {
    if (entry.atMs > atMs) break;
    if (entry.kind === 'pod-ready' && isAbout(entry, actor)) ready = entry.ready;
  }
  return ready && (actor.deletedMs === undefined || actor.deletedMs > atMs);
}

/** Whether an entry speaks of this very pod: names come back under StatefulSets, so its lifetime counts. */
export function isAbout(entry: { readonly atMs: number; readonly object: ObjectName }, actor: Actor): boolean {
  return (
    entry.object.kind === 'Pod' &&
    entry.object.name === actor.name.name &&
    entry.object.namespace === actor.name.namespace &&
    entry.atMs >= actor.createdMs &&
    (actor.deletedMs === undefined || entry.atMs <= actor.deletedMs)
  );
}
