/** What commands of the lab work with: the cluster, the machine beside it, the session. lab.ts makes it. */
import type { Result } from '#base/result.ts';
import type { Language, Text } from '#base/text.ts';
import type { Cluster } from '#cluster/cluster.ts';
import type { Traffic } from '#cluster/network/traffic.ts';
import type { Workstation } from './workstation.ts';

/** What only a frontend can do; what is absent is refused with a sentence. */
export interface LabOutside {
  /** Opens a text in the person's editor; undefined when nothing was saved. */
  edit?(name: string, text: string): string | undefined;
  readFile?(name: string): Result<string, Text>;
  writeFile?(name: string, text: string): Result<undefined, Text>;
}

export interface RunningTraffic {
  readonly name: string;
  readonly requestsPerSecond: number;
  readonly traffic: Traffic;
}

export interface LabRoom {
  readonly language: Language;
  readonly cluster: Cluster;
  readonly workstation: Workstation;
  /** Of kubectl's current context. */
  readonly namespace: string;
  readonly outside: LabOutside;
  readonly traffic: RunningTraffic[];
  /** Every line so far, as typed. */
  readonly history: readonly string[];
  /** Lets time pass within the lab's limits, and tells what happened; false when it ended before `until`. */
  pass(seconds: number, until?: () => boolean): boolean;
  /** What happened since this was last asked, told in lines. */
  news(): readonly string[];
  /** What the line is in a saved session, where it took something from outside. */
  recordAs(line: string): void;
  save(): string;
  /** Starts over; with a saved session, plays that. */
  restart(saved?: string): Text;
}
