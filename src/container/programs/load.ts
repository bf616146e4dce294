/**
 * How busy a web server is: the requests it gets in a second beside those it can answer in one. The busier, the longer each
 * answer takes, as in any queue: at half of its capacity twice as long, at nine tenths ten times, from there on ten seconds.
 * What it can answer hangs on the processor it gets: 200 ms of a core a request, half a core: 2.5 requests a second.
 */
const windowMs = 1000;
const longestMs = 10_000;

export interface Capacity {
  /** However much processor there is. */
  readonly requestsPerSecond?: number | undefined;
  /** Processor time that one request takes; a core's worth of its capacity where nothing is said. */
  readonly cpuMilliseconds?: number | undefined;
}

export class Load {
  readonly #most: number;
  readonly #cpuMilliseconds: number;
  /** The cores it can have now. */
  readonly #cpus: () => number;
  /** Of the newest requests, at most so many as it can answer in a second: more would say nothing new. */
  #timesMs: number[] = [];
  /** Steady streams of requests, by who sends them. */
  readonly #streams = new Map<object, number>();
  #isSampling = false;

  constructor({ requestsPerSecond, cpuMilliseconds }: Capacity, cpus: () => number = () => Number.POSITIVE_INFINITY) {
    this.#most = requestsPerSecond ?? Number.POSITIVE_INFINITY;
    this.#cpuMilliseconds = cpuMilliseconds ?? 1000 / this.#most;
    this.#cpus = cpus;
  }

  /** Takes one more request; how long its answer takes that takes `milliseconds` in peace. */
  answerMs(nowMs: number, milliseconds: number): number {
    const busy = this.requestsPerSecond(nowMs) / this.capacity;
    if (!this.#isSampling) this.#timesMs = [...this.#timesMs, nowMs].slice(-Math.ceil(Math.min(this.#most, 10_000)));
    if (busy >= 1) return longestMs;
    const alone = Math.max(milliseconds, this.#cpuMilliseconds / Math.min(1, this.#cpus()));
    return Math.min(longestMs, alone / (1 - busy));
  }

  /** So many requests a second come from `source` from now on. True when that is new. */
  stream(source: object, perSecond: number): boolean {
    if ((this.#streams.get(source) ?? 0) === perSecond) return false;
    if (perSecond === 0) this.#streams.delete(source);
    else this.#streams.set(source, perSecond);
    return true;
  }

  /** Looks at an answer without being one more request. */
  sample<T>(ask: () => T): T {
    this.#isSampling = true;
    try {
      return ask();
    } finally {
      this.#isSampling = false;
    }
  }

  /** Of what streams bring, the share that it can answer. */
  servedShare(): number {
    const streaming = this.#streaming;
    return streaming === 0 ? 1 : Math.min(1, this.capacity / streaming);
  }

  requestsPerSecond(nowMs: number): number {
    this.#timesMs = this.#timesMs.filter((atMs) => atMs > nowMs - windowMs);
    return this.#streaming + this.#timesMs.length;
  }

  /** Thousandths of a core that its requests ask for. */
  cpuMillis(nowMs: number): number {
    return Math.min(this.#most, this.requestsPerSecond(nowMs)) * this.#cpuMilliseconds;
  }

  get capacity(): number {
    return Math.min(this.#most, (this.#cpus() * 1000) / this.#cpuMilliseconds);
  }

  get #streaming(): number {
    return [...this.#streams.values()].reduce((sum, perSecond) => sum + perSecond, 0);
  }
}
