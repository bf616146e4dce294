/**
 * HEALTHCHECK: a command that docker runs inside again and again. It only says what it finds: `starting`, `healthy`,
 * `unhealthy`. Nothing is restarted because of it; that is for an orchestrator to decide.
 *
 *     interval 10 s, retries 3, a command that fails: checked at 10, 20 and 30 s, unhealthy at 30 s
 */
import type { Timer, VirtualClock } from '#simulation/virtual-clock.ts';
import type { Container } from '../container.ts';

export interface HealthOptions {
  /** `['CMD', …]`, `['CMD-SHELL', line]` or `['NONE']`. */
  readonly test: readonly string[];
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly retries: number;
  /** Failures in this time do not count; a success ends it. */
  readonly startPeriodSeconds: number;
  readonly startIntervalSeconds: number;
}

export const usualHealthTimes = {
  intervalSeconds: 30,
  timeoutSeconds: 30,
  retries: 3,
  startPeriodSeconds: 0,
  startIntervalSeconds: 5,
} as const;

export type Health = 'starting' | 'healthy' | 'unhealthy';

export class HealthCheck {
  #status: Health = 'starting';
  failures = 0;
  readonly #options: HealthOptions;
  readonly #container: Container;
  readonly #clock: VirtualClock;
  readonly #beganMs: number;
  readonly #changed: () => void;
  #timer: Timer | undefined;
  #stopped = false;

  /** `changed` is called whenever it finds otherwise than before. */
  constructor(options: HealthOptions, container: Container, clock: VirtualClock, changed: () => void) {
    this.#options = options;
    this.#container = container;
    this.#clock = clock;
    this.#beganMs = clock.nowMs;
    this.#changed = changed;
  }

  get status(): Health {
    return this.#status;
  }

  start(): void {
    this.#later();
  }

  stop(): void {
    this.#stopped = true;
    this.#clock.cancel(this.#timer);
  }

  get #isStartPeriod(): boolean {
    return this.status === 'starting' && this.#clock.nowMs - this.#beganMs < this.#options.startPeriodSeconds * 1000;
  }

  #later(): void {
    const { intervalSeconds, startIntervalSeconds } = this.#options;
    const seconds = this.#isStartPeriod ? Math.min(startIntervalSeconds, intervalSeconds) : intervalSeconds;
    this.#timer = this.#clock.after(seconds * 1000, () => this.#check());
  }

  #check(): void {
    if (this.#stopped) return;
    const [kind, ...words] = this.#options.test;
    const argv = kind === 'CMD-SHELL' ? ['/bin/sh', '-c', words.join(' ')] : words;
    const pause = this.#container.exec(argv, { timeoutMs: this.#options.timeoutSeconds * 1000 });
    pause((result) => {
      if (this.#stopped) return;
      this.#judge(result.ok && result.value.exitCode === 0);
      this.#later();
    });
  }

  #judge(succeeded: boolean): void {
    if (succeeded) {
      this.failures = 0;
      this.#find('healthy');
      return;
    }
    if (this.#isStartPeriod) return;
    this.failures++;
    if (this.failures >= this.#options.retries) this.#find('unhealthy');
  }

  #find(status: Health): void {
    if (status === this.#status) return;
    this.#status = status;
    this.#changed();
  }
}
