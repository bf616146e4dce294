/**
 * All chance, from one seed (xoshiro128** seeded by splitmix32). `fork` gives each part its own stream by name,
 * so that one part drawing once more does not change what another part sees.
 */
export class SeededRandom {
  readonly #state: Uint32Array;
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed >>> 0;
    this.#state = new Uint32Array(4);
    let mixed = this.#seed;
    for (let index = 0; index < 4; index++) {
      mixed = (mixed + 0x9e3779b9) >>> 0;
      let word = mixed;
      word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
      word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
      this.#state[index] = word ^ (word >>> 16);
    }
  }

  /** A stream of its own for `name`; the same seed and name give the same stream, whatever was drawn here before. */
  fork(name: string): SeededRandom {
    let hash = this.#seed ^ 0x811c9dc5;
    for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
    return new SeededRandom(hash);
  }

  /** 0 ≤ x < 1, in steps of 2⁻³². */
  next(): number {
    const state = this.#state as unknown as [number, number, number, number];
    const scrambled = Math.imul(rotateLeft(Math.imul(state[1], 5), 7), 9) >>> 0;
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotateLeft(state[3], 11);
    return scrambled / 4294967296;
  }

  /** A whole number, `low` ≤ n ≤ `high`. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<Item>(items: readonly Item[]): Item {
    if (items.length === 0) throw new RangeError('pick needs at least one item');
    return items[this.integer(0, items.length - 1)] as Item;
  }

  /** `length` letters from Kubernetes' alphabet for generated names, which has no vowels and no 0, 1 or 3. */
  nameSuffix(length = 5): string {
    let suffix = '';
    for (let index = 0; index < length; index++) suffix += nameAlphabet[this.integer(0, nameAlphabet.length - 1)];
    return suffix;
  }

  /** A UUID of version 4's shape. */
  uuid(): string {
    const hex = (digits: number) =>
      this.integer(0, 16 ** digits - 1)
        .toString(16)
        .padStart(digits, '0');
    return `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[this.integer(0, 3)]}${hex(3)}-${hex(6)}${hex(6)}`;
  }
}

export const nameAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
