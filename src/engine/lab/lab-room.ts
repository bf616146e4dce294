/** What commands of the lab work with: the cluster, the machine beside it, the session. world.ts is one. */
import type { Result } from '#base/result.ts';
import type { Language, Text } from '#base/text.ts';
import type { Cluster } from '#cluster/cluster.ts';
import type { Traffic } from '#cluster/network/traffic.ts';
import type { Piece } from './pieces.ts';
import type { Slices } from './slices.ts';
import type { Workstation } from './workstation.ts';

/** What only a frontend can do; what is absent is refused with a sentence. */
export interface LabOutside {
  /** Somebody is there who can change a text (LabRun.wanted). */
  readonly hasEditor?: boolean;
  readFile?(name: string): Result<string, Text>;
  writeFile?(name: string, text: string): Result<undefined, Text>;
}

export interface RunningTraffic {
  readonly name: string;
  readonly requestsPerSecond: number;
  readonly traffic: Traffic;
}

/** Something that is broken now, and the line that mends it. */
export interface Broken {
  readonly what: Text;
  readonly mend: string;
}

export interface BrokenUntilMended extends Broken {
  /** It may be over without anybody's doing: the pod is gone, the node takes pods again. */
  readonly isStillSo?: () => boolean;
}

export interface LabRoom {
  readonly language: Language;
  readonly cluster: Cluster;
  readonly workstation: Workstation;
  /** Of kubectl's current context. */
  readonly namespace: string;
  readonly outside: LabOutside;
  readonly traffic: RunningTraffic[];
  /** By the line that mends it. */
  readonly broken: Map<string, BrokenUntilMended>;
  /** Every line so far, as typed. */
  readonly history: readonly string[];
  /** Lets time pass within the lab's limits; false when it ended before `until`. */
  pass(seconds: number, until?: () => boolean): Slices<boolean>;
  /** Everything that is due at this instant happens. */
  settle(): void;
  /** What happened since this was last asked. */
  news(): readonly Piece[];
  /** What the line is in a saved session, where it took something from outside. */
  recordAs(line: string): void;
  save(): string;
  /** Starts over; with a saved session, plays that. Until it is played, everything stays as it is. */
  restart(saved?: string): Slices<Text>;
  /** As it was before the last lines: they are left out and the others played again. */
  undo(count: number): Slices<Text>;
}
