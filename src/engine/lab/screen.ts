/** What the person at the workstation sees: output and errors of all programs, in the order in which they come, up to a limit. */
import type { Output } from '#container/streams.ts';
import type { Piece, PieceKind } from './pieces.ts';

export class Screen {
  readonly output: Output = { write: (text) => this.#add('output', text) };
  readonly errors: Output = { write: (text) => this.#add('error', text) };
  readonly #limit: number;
  #pieces: Piece[] = [];
  #characters = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get pieces(): readonly Piece[] {
    return this.#pieces;
  }

  isSeen(output: Output): boolean {
    return output === this.output || output === this.errors;
  }

  show(pieces: readonly Piece[]): void {
    for (const { kind, text } of pieces) this.#add(kind, text);
  }

  clear(): void {
    this.#pieces = [];
    this.#characters = 0;
  }

  /** What does not fit is left out. */
  #add(kind: PieceKind, whole: string): void {
    const text = whole.slice(0, this.#limit - this.#characters);
    if (text === '') return;
    this.#characters += text.length;
    const last = this.#pieces.at(-1);
    if (last?.kind === kind) this.#pieces[this.#pieces.length - 1] = { kind, text: last.text + text };
    else this.#pieces.push({ kind, text });
  }
}
