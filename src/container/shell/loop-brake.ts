/**
 * A loop without a pause costs real time and no virtual time. After every thousand rounds at one instant it is made to take
 * 10 ms, then 20, 40 … up to a minute, so that `while true; do :; done` costs sixty thousand rounds an hour.
 */
import { type Routine, sleep } from '#simulation/coroutine.ts';
import type { World } from '../world.ts';

const roundsPerPause = 1000;
const firstPauseMs = 10;
const longestPauseMs = 60_000;

export class LoopBrake {
  readonly #clock: World['clock'];
  #rounds = 0;
  #atMs = -1;
  #pauseMs = firstPauseMs;

  constructor(clock: World['clock']) {
    this.#clock = clock;
  }

  /** To be called once a round. True when the round was made to wait. */
  *round(): Routine<boolean> {
    const now = this.#clock.nowMs;
    if (now !== this.#atMs) {
      this.#rounds = 0;
      this.#atMs = now;
      this.#pauseMs = firstPauseMs;
    }
    if (++this.#rounds < roundsPerPause) return false;
    this.#rounds = 0;
    yield sleep(this.#clock, this.#pauseMs);
    this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2);
    this.#atMs = this.#clock.nowMs;
    return true;
  }
}
