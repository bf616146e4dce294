/**
 * Labs played away from the frontend's thread: the lines so far go in, how everything stands comes out. A port, as those of
 * ports.ts. Whoever stands behind it may remember labs between two requests, and need not.
 */
import type { Language, Text } from '#base/text.ts';
import type { LabBeginning } from './kept-lab.ts';
import type { FaultChoice } from './lab/fault-choice.ts';
import type { LabPicture } from './lab/picture.ts';
import type { Piece } from './lab/pieces.ts';

export interface LabRequest {
  readonly id: string;
  readonly language: Language;
  readonly beginning: LabBeginning;
  /** What was handed in so far, each a line or several. */
  readonly lines: readonly string[];
  /** To be typed after them; absent where somebody only looks. */
  readonly typed?: string;
}

/** How a lab stands, and what its last line printed. */
export interface LabSight {
  /** Of what was handed in last; empty in a new lab. */
  readonly turns: readonly LabTurn[];
  readonly prompt: string;
  readonly picture: LabPicture;
  readonly faults: readonly FaultChoice[];
  /** A script that brings it back, also in the terminal. */
  readonly script: string;
  /** No more fits in: what was typed was not done. */
  readonly isFull: boolean;
}

export interface LabTurn {
  readonly prompt: string;
  readonly line: string;
  readonly pieces: readonly Piece[];
  /** Somebody wants to leave: `exit`. */
  readonly isOver: boolean;
}

export type LabOutcome = { readonly sight: LabSight } | { readonly trouble: Text };

/** Never rejects. */
export interface LabRunner {
  run(request: LabRequest): Promise<LabOutcome>;
  /** What a line may become whose last word is still being typed: whole lines. Nothing is typed. */
  complete(request: Omit<LabRequest, 'typed'>, line: string): Promise<readonly string[]>;
  /** How many have asked so far and how many of them were begun: the difference waits. */
  queue(): { readonly entered: number; readonly begun: number };
  close(): Promise<void>;
}
