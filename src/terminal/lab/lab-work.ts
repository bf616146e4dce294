/**
 * What goes on in the lab: lines one after the other, and time that flows by itself between them. The lab does one thing at a
 * time, in slices, so that keys are heard and frames drawn meanwhile; while nothing goes on there is no timer and no frame.
 */
import type { Lab } from '#engine/lab/lab.ts';
import type { LabRun } from '#engine/lab/lab-run.ts';
import type { LabModel } from './lab-model.ts';
import { append, ended, type Line } from './scrollback.ts';

export interface LabWorkParts {
  readonly lab: Lab;
  /** False: only ASCII can be shown. */
  readonly unicode: boolean;
  pause(milliseconds: number): Promise<void>;
  /** Lets keys and frames have their turn. */
  breathe(): Promise<void>;
  model(): LabModel;
  change(change: Partial<LabModel>): void;
  /** Has the person change a text; undefined where nothing was saved. */
  edit(name: string, text: string): Promise<string | undefined>;
  /** The person typed `exit`. */
  leave(): void;
}

/** While time flows, the screen moves so often. */
const tickMilliseconds = 250;
/** A long line is shown on its way after so many slices. */
const slicesPerFrame = 20;

export class LabWork {
  readonly #parts: LabWorkParts;
  #lines: string[] = [];
  #run: LabRun | undefined;
  /** Lines and ticks take turns. */
  #turn: Promise<void> = Promise.resolve();
  #flow = 0;

  constructor(parts: LabWorkParts) {
    this.#parts = parts;
  }

  /** Behind those that wait already. */
  begin(lines: readonly string[]): void {
    this.#lines.push(...lines);
    if (!this.#parts.model().isBusy) void this.#work();
  }

  /** The line that runs ends with its slice; those that wait are forgotten. */
  interrupt(): void {
    this.#lines = [];
    this.#run?.interrupt();
  }

  startFlow(): void {
    this.#parts.change({ isFlowing: true });
    void this.#flowOn(++this.#flow);
  }

  stopFlow(): void {
    this.#flow++;
    this.#parts.change({ isFlowing: false });
  }

  /** Resolves when nothing goes on any more. */
  async close(): Promise<void> {
    this.stopFlow();
    this.interrupt();
    await this.#turn;
  }

  print(lines: readonly Line[]): void {
    const { model, change, unicode } = this.#parts;
    change({ output: append(ended(model().output), lines, unicode) });
  }

  async #work(): Promise<void> {
    const { lab, change, leave } = this.#parts;
    change({ isBusy: true });
    for (let line = this.#lines.shift(); line !== undefined; line = this.#lines.shift()) {
      const typed = line;
      await this.#inTurn(async () => {
        this.print(asTyped(lab.prompt, typed));
        const { isOver } = await this.#follow(lab.begin(typed));
        if (isOver) leave();
      });
    }
    change({ isBusy: false });
  }

  /** Takes slice after slice and shows how far it has come. */
  async #follow(run: LabRun): Promise<{ readonly code: number; readonly isOver: boolean }> {
    const { lab, unicode, model, change, edit, breathe } = this.#parts;
    this.#run = run;
    const before = model().output;
    const show = (isEnd: boolean) => {
      const output = append(before, run.pieces, unicode);
      const { back, output: shown } = model();
      // Whoever reads further up goes on reading there.
      const kept = back === 0 ? 0 : back + output.lines.length - shown.lines.length;
      change({ output: isEnd ? ended(output) : output, back: Math.max(0, kept), picture: lab.picture() });
    };
    for (let slice = 1; !run.step(); slice++) {
      if (run.wanted) run.give(await edit(run.wanted.name, run.wanted.text));
      if (slice % slicesPerFrame === 0) show(false);
      await breathe();
    }
    this.#run = undefined;
    show(true);
    return { code: run.answer?.code ?? 0, isOver: run.answer?.isOver ?? false };
  }

  async #flowOn(flow: number): Promise<void> {
    const { lab, model, pause } = this.#parts;
    for (;;) {
      await pause(tickMilliseconds);
      if (flow !== this.#flow) return;
      if (model().isBusy) continue;
      await this.#inTurn(async () => {
        if (flow !== this.#flow) return;
        const { code } = await this.#follow(lab.flow((model().speed * tickMilliseconds) / 1000));
        if (code !== 0 && flow === this.#flow) this.stopFlow();
      });
    }
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    const before = this.#turn;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#turn = promise;
    await before;
    try {
      await work();
    } catch (error) {
      // A fault of the program: said, and the lab goes on.
      this.print([{ kind: 'error', text: `${error instanceof Error ? error.message : String(error)}\n` }]);
    } finally {
      resolve();
    }
  }
}

/** `[0:05] $ for i in 1 2; do` and below it `> echo $i`. */
export function asTyped(prompt: string, text: string): readonly Line[] {
  return text.split('\n').map((line, index) => ({ kind: 'typed', text: `${index === 0 ? prompt : '> '}${line}\n` }));
}
