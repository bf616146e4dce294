/**
 * Follows the nodes that a real scheduler chose, in the order in which it bound. It binds beside deciding, so neighbours of
 * one burst may stand in swapped order: a node that is not among the best now, while the next one is, comes later.
 * Only ties are decided here; no score is ever changed.
 */

export interface Decided {
  readonly pod: string;
  readonly node: string;
  readonly scores: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** How far apart decision and binding may be. */
const window = 3;

export class RecordedBindings {
  readonly #nodes: readonly string[];
  readonly #placed: (Decided | undefined)[] = [];
  #chosen: number | undefined;

  constructor(nodes: readonly string[]) {
    this.#nodes = nodes;
  }

  /** The node of the next binding. */
  get expected(): string | undefined {
    return this.#nodes[this.#open()[0] ?? this.#placed.length];
  }

  /** Which of the best nodes is to be taken; undefined: none of them was. */
  choose(best: readonly string[]): string | undefined {
    this.#chosen = this.#open().find((place) => best.includes(this.#nodes[place] ?? ''));
    return this.#chosen === undefined ? undefined : this.#nodes[this.#chosen];
  }

  /** Puts a decision at the place of its binding. */
  note(node: string, decided: Decided): void {
    const open = this.#open();
    const place =
      this.#chosen !== undefined && this.#nodes[this.#chosen] === node
        ? this.#chosen
        : open.find((candidate) => this.#nodes[candidate] === node);
    this.#placed[place ?? open[0] ?? this.#placed.length] = decided;
    this.#chosen = undefined;
  }

  get decisions(): readonly Decided[] {
    return this.#placed.filter((decided) => decided !== undefined);
  }

  /** Places not yet taken, near enough to the first of them. */
  #open(): readonly number[] {
    const open: number[] = [];
    let first: number | undefined;
    for (let place = 0; place < this.#nodes.length; place++) {
      if (this.#placed[place] !== undefined) continue;
      first ??= place;
      if (place >= first + window) break;
      open.push(place);
    }
    return open;
  }
}
