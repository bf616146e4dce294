/**
 * Where programs read from and write to: nothing, a file, a pipe, a container's log. Reading is a routine because a reader
 * of a pipe waits; writing never waits.
 */
import type { Pause, Routine } from '#simulation/coroutine.ts';

export interface Output {
  write(text: string): void;
  /** When the last program that holds it has ended. */
  close?(): void;
  /** A pipe whose reader has gone: the writer is ended by SIGPIPE. */
  readonly broken?: boolean;
}

export interface Input {
  /** The next piece of text; undefined at the end. */
  read(): Routine<string | undefined>;
  readonly close?: () => void;
}

export const nowhere: Output = { write: () => undefined };

export const emptyInput: Input = {
  // biome-ignore lint/correctness/useYield: there is nothing to wait for
  *read() {
    return undefined;
  },
};

/** A terminal or `stdin: true` that nobody types into. */
export const silentInput: Input = {
  *read() {
    yield () => undefined;
    return undefined;
  },
};

export function textInput(text: string): Input {
  let rest: string | undefined = text;
  return {
    // biome-ignore lint/correctness/useYield: the text is there already
    *read() {
      const piece = rest;
      rest = undefined;
      return piece;
    },
  };
}

export class Pipe implements Output, Input {
  #buffer = '';
  #closed = false;
  broken = false;
  #readers: (() => void)[] = [];

  write(text: string): void {
    if (this.broken) return;
    this.#buffer += text;
    this.#wake();
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  /** The reader has gone. */
  breakOff(): void {
    this.broken = true;
    this.#buffer = '';
  }

  *read(): Routine<string | undefined> {
    while (this.#buffer === '' && !this.#closed) yield this.#more();
    if (this.#buffer === '') return undefined;
    const text = this.#buffer;
    this.#buffer = '';
    return text;
  }

  #more(): Pause<void> {
    return (resume) => {
      this.#readers.push(resume);
      return undefined;
    };
  }

  #wake(): void {
    const readers = this.#readers;
    this.#readers = [];
    for (const reader of readers) reader();
  }
}

/** Collects what is written, up to a limit; what a probe or `$(…)` reads. */
export class Collector implements Output {
  text = '';
  readonly #limit: number;

  constructor(limit = 1024 * 1024) {
    this.#limit = limit;
  }

  write(text: string): void {
    if (this.text.length < this.#limit) this.text += text.slice(0, this.#limit - this.text.length);
  }
}

/** Reads all there is, up to the end. */
export function* readAll(input: Input, limit = 1024 * 1024): Routine<string> {
  let all = '';
  for (;;) {
    const piece = yield* input.read();
    if (piece === undefined) return all;
    if (all.length < limit) all += piece;
  }
}
