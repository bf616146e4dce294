/** A world and the lines that made it: what is saved, undone and played again. */
import type { Text } from '#base/text.ts';
import type { ImageCatalogue } from '#container/image.ts';
import { findLabCommand } from './commands/index.ts';
import { type Driven, driveLine } from './drive-line.ts';
import { durationText } from './durations.ts';
import type { LabStart } from './lab-start.ts';
import { labIsFull, limits, lineTooLong, tooManyObjects } from './limits.ts';
import type { Piece } from './pieces.ts';
import { type SavedLine, writeSaved } from './saved.ts';
import { Interrupted, type Slices } from './slices.ts';
import { asOneCommand } from './whole-lines.ts';
import { World, type WorldDoors } from './world.ts';

export class LabSession {
  readonly start: LabStart;
  readonly world: World;
  readonly #lines: SavedLine[] = [];
  /** Time that passed by itself since the last line, and is not in it yet. */
  #flowedSeconds = 0;

  constructor(start: LabStart, images: ImageCatalogue, doors: WorldDoors) {
    this.start = start;
    this.world = new World(start, images, doors);
  }

  /** Time that flowed is a `wait`. */
  get lines(): readonly SavedLine[] {
    return this.#flowedSeconds === 0
      ? this.#lines
      : [...this.#lines, { line: `wait ${durationText(this.#flowedSeconds)}` }];
  }

  save(): string {
    const { seed, cluster, scenario } = this.start;
    const start = { seed, nodes: cluster.nodes.length, ...(scenario !== undefined && { scenario }) };
    return writeSaved(start, this.lines);
  }

  /** What the line prints stands on the screen of the world's workstation. */
  *run(line: string, interruptAfter?: number): Slices<Driven> {
    const { world } = this;
    const refusal = this.#refusal(line);
    world.workstation.screen.clear();
    if (refusal) {
      world.workstation.screen.show([{ kind: 'error', text: `${refusal[world.language]}\n` }]);
      return { code: 1, isInterrupted: false };
    }
    this.#endFlow();
    world.beginLine(interruptAfter);
    const driven = yield* driveLine(world, line);
    const saved = isOnlyALook(line) ? undefined : (world.recorded ?? asOneCommand(line));
    if (saved !== undefined) {
      const interruptedAfter = driven.isInterrupted ? { interruptedAfter: world.slices } : {};
      this.#lines.push({ line: saved, ...interruptedAfter });
    }
    return driven;
  }

  /** Plays saved lines. A real interruption ends it with `Interrupted`. */
  *play(lines: readonly SavedLine[], isInterrupted: () => boolean): Slices {
    for (const { line, interruptedAfter } of lines) {
      yield* this.run(line, interruptedAfter);
      if (isInterrupted()) throw new Interrupted();
    }
  }

  /** Time passes though nobody types: what happened meanwhile. Many of these in a row are one `wait`. */
  *flow(seconds: number): Slices<readonly Piece[]> {
    const { world } = this;
    const refusal = this.#refusal('');
    if (refusal) return [{ kind: 'error', text: `${refusal[world.language]}\n` }];
    world.beginLine();
    const { clock } = world.cluster;
    const fromMs = clock.nowMs;
    try {
      yield* world.flow(seconds);
    } finally {
      this.#flowedSeconds = Math.round(this.#flowedSeconds * 1000 + clock.nowMs - fromMs) / 1000;
    }
    return world.news();
  }

  #endFlow(): void {
    if (this.#flowedSeconds === 0) return;
    this.#lines.push({ line: `wait ${durationText(this.#flowedSeconds)}` });
    this.#flowedSeconds = 0;
    this.world.bringUpToDate();
  }

  #refusal(line: string): Text | undefined {
    const { clock, client } = this.world.cluster;
    if (/^\s*(reset|help|history|save|load|undo)\b/.test(line)) return undefined;
    if (line.length > limits.lineCharacters) return lineTooLong;
    if (this.#lines.length >= limits.lines || clock.eventCount >= limits.events) return labIsFull;
    if (client.objectCount > limits.objects && !/\bdelete\b/.test(line)) return tooManyObjects;
    return undefined;
  }
}

/** It changes nothing, and so is left out of what is saved. */
function isOnlyALook(line: string): boolean {
  const [name = ''] = line.trim().split(/\s/, 1);
  return findLabCommand(name)?.isLook === true && !/[;&|]/.test(line);
}
