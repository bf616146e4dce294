/**
 * How busy a web server is: requests of the last second beside how many it can answer in one. The busier, the longer each
 * answer takes, as in any queue: at half of its capacity twice as long, at nine tenths ten times, from there on ten seconds.
 */
const windowMs = 1000;
const longestMs = 10_000;

export class Load {
  readonly #requestsPerSecond: number;
  /** Of the newest requests, at most so many as it can answer in a second: more would say nothing new. */
  #timesMs: number[] = [];

  constructor(requestsPerSecond: number) {
    this.#requestsPerSecond = requestsPerSecond;
  }

  /** Takes one more request; how long its answer takes that takes `milliseconds` in peace. */
  answerMs(nowMs: number, milliseconds: number): number {
    this.#timesMs = this.#timesMs.filter((atMs) => atMs > nowMs - windowMs).slice(-this.#requestsPerSecond);
    const busy = this.#timesMs.length / this.#requestsPerSecond;
    this.#timesMs.push(nowMs);
    return busy >= 1 ? longestMs : Math.min(longestMs, milliseconds / (1 - busy));
  }
}
