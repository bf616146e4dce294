/**
 * A lab as a frontend with many people keeps it: in which cluster it began and what was typed, in order. Played again it is the
 * same cluster, so nothing else is kept, and any process can go on with it. A port, as those of ports.ts.
 */
import type { Language } from '#base/text.ts';

export interface KeptLab {
  readonly id: string;
  /** Who began it; nobody once they had their data erased. */
  readonly owner?: string;
  /** Where a group types at it; absent where it is its owner's alone. */
  readonly place?: LabPlace;
  /** Of what the lab itself says: part of what makes it the same again. */
  readonly language: Language;
  readonly beginning: LabBeginning;
  readonly lines: readonly KeptLine[];
  /** Rises with every change: a change is made to the version that somebody saw, or not at all. */
  readonly version: number;
  readonly startedAt: number;
  readonly touchedAt: number;
}

export interface LabPlace {
  readonly server: string;
  /** The thread; absent for a moment, until it has been opened. */
  readonly channel?: string;
}

export interface LabBeginning {
  readonly seed: number;
  readonly nodes: number;
  /** The question whose cluster it is. */
  readonly scenario?: string;
}

/** What was handed in at once: a line, or several. */
export interface KeptLine {
  readonly text: string;
  readonly author?: string;
  /** The request that brought it: brought twice, it is typed once. */
  readonly source: string;
}

export type LabChange =
  | { readonly kind: 'add'; readonly line: KeptLine }
  /** The last line was never typed. */
  | { readonly kind: 'undo' }
  /** Another beginning, and these lines instead of all there were. */
  | { readonly kind: 'begin'; readonly beginning: LabBeginning; readonly lines: readonly KeptLine[] };

/** A lab of somebody's own as they take it along. */
export type TakenLab = Omit<KeptLab, 'owner' | 'place' | 'version' | 'lines'> & {
  readonly lines: readonly Omit<KeptLine, 'author'>[];
};

export interface LabStore {
  create(lab: Omit<KeptLab, 'lines' | 'version' | 'touchedAt'>): Promise<void>;
  /** A shared lab has its thread. */
  settle(id: string, channel: string): Promise<void>;
  load(id: string): Promise<KeptLab | undefined>;
  /** Ids of somebody's own labs, the one touched last first; shared ones are not among them. */
  ownedBy(owner: string): Promise<readonly string[]>;
  /** The lab of a thread. */
  inChannel(channel: string): Promise<string | undefined>;
  /** False where it is not at this version (any more), or has a line of this source already. */
  change(id: string, version: number, change: LabChange, at: number): Promise<boolean>;
  /** True for the one that erased it. */
  erase(id: string): Promise<boolean>;
  /** Untouched since before this time. */
  idleSince(time: number): Promise<readonly { readonly id: string; readonly place?: LabPlace }[]>;
}
