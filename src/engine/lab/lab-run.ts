/**
 * A line on its way. Whoever shows it takes slice after slice and may draw, or interrupt, in between; whoever has nobody to
 * show it to runs it to the end.
 *
 *   const run = lab.begin('wait 14d');
 *   while (!run.step()) await nextFrame();      // run.pieces: what it has printed so far; run.interrupt(): no more of it
 *   show(run.answer);
 */
import { type Piece, textOf } from './pieces.ts';
import type { EditRequest, Slices } from './slices.ts';

export interface LabAnswer {
  readonly code: number;
  /** As on a screen: output and errors in the order in which they came. */
  readonly pieces: readonly Piece[];
  /** The same as one text. */
  readonly output: string;
  /** The person wants to leave. */
  readonly isOver: boolean;
}

export function answerOf(code: number, pieces: readonly Piece[], isOver = false): LabAnswer {
  return { code, pieces, output: textOf(pieces), isOver };
}

/** Opens a text in the person's editor; undefined when nothing was saved. */
export type Editor = (name: string, text: string) => string | undefined;

export class LabRun {
  readonly #slices: Slices<LabAnswer>;
  readonly #printed: () => readonly Piece[];
  readonly #interrupt: () => void;
  #answer: LabAnswer | undefined;
  #wanted: EditRequest | undefined;

  constructor(slices: Slices<LabAnswer>, printed: () => readonly Piece[], interrupt: () => void) {
    this.#slices = slices;
    this.#printed = printed;
    this.#interrupt = interrupt;
  }

  /** Undefined while it goes on. */
  get answer(): LabAnswer | undefined {
    return this.#answer;
  }

  get pieces(): readonly Piece[] {
    return this.#answer?.pieces ?? this.#printed();
  }

  /** A text that the person shall change: `give` what was saved before the next step, or undefined where nothing was. */
  get wanted(): EditRequest | undefined {
    return this.#wanted;
  }

  give(text: string | undefined): void {
    if (this.#wanted) this.#wanted.answer = text;
  }

  /** Another slice; true when it is over. */
  step(): boolean {
    if (this.#answer) return true;
    const { done, value } = this.#slices.next();
    if (done) this.#answer = value;
    this.#wanted = done ? undefined : value;
    return this.#answer !== undefined;
  }

  /** It ends with the slice that comes next; what has happened stays. */
  interrupt(): void {
    this.#interrupt();
  }

  /** Without looking up; `edit` is the person's editor. */
  toTheEnd(edit?: Editor): LabAnswer {
    while (!this.step()) if (this.#wanted) this.give(edit?.(this.#wanted.name, this.#wanted.text));
    return this.#answer as LabAnswer;
  }
}
