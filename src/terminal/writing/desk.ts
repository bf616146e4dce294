/**
 * Keeps a text that is being written: once the keys rest for a moment it is saved to its file, checked, and asked what could
 * be completed. An answer that comes after the text went on is thrown away. Nothing runs while nobody types.
 */
import type { AnswerError } from '#engine/answer.ts';
import type { Completion, Writing } from './writing.ts';

/** What knows Kubernetes and docker: handed in, because the terminal does not. `question` is the id of what is answered. */
export interface YamlHelp {
  check(text: string, question?: string): Promise<readonly AnswerError[]>;
  /** `line` and `column` count from 0. */
  complete(text: string, line: number, column: number, question?: string): Promise<Completion | undefined>;
}

export interface DeskParts {
  readonly help: YamlHelp | undefined;
  /** Whose answer is written, where that is known. */
  question?(): string | undefined;
  pause(milliseconds: number): Promise<void>;
  /** What is being written now, if anything is. */
  now(): Writing | undefined;
  show(writing: Writing): void;
  save(text: string): void;
}

const restMilliseconds = 150;

export class Desk {
  readonly #parts: DeskParts;
  #saved: string | undefined;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** After every key. */
  put(writing: Writing): void {
    const before = this.#parts.now();
    this.#parts.show(writing);
    if (before?.buffer !== writing.buffer) void this.#rest(writing);
  }

  saveNow(): void {
    const writing = this.#parts.now();
    if (!writing) return;
    const text = writing.buffer.lines.join('\n');
    if (text === this.#saved) return;
    this.#saved = text;
    this.#parts.save(text);
  }

  async #rest({ buffer }: Writing): Promise<void> {
    const { pause, now, show, help } = this.#parts;
    await pause(restMilliseconds);
    const isCurrent = () => now()?.buffer === buffer;
    if (!isCurrent()) return;
    this.saveNow();
    if (!help) return;
    try {
      const text = buffer.lines.join('\n');
      const question = this.#parts.question?.();
      const completion = await help.complete(text, buffer.line, buffer.column, question);
      const first = now();
      if (first && isCurrent() && first.chosen === undefined) show({ ...first, completion });
      const issues = await help.check(text, question);
      const second = now();
      if (second && isCurrent()) show({ ...second, issues });
    } catch {
      // Help that fails leaves the writer alone; grading will say what is wrong.
    }
  }
}
