/**
 * Images on a node: what is there, pulling, and the back-off after a failed pull (10 s, doubled up to 300 s, per pod and image).
 * One pull at a time on a node.
 */
import { parseImageReference } from '#container/image-reference.ts';
import { type Routine, sleep } from '#simulation/coroutine.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { DataPlane } from './data-plane.ts';
import type { ContainerSpec } from './pod-types.ts';

export interface ImageFailure {
  /** Waiting reason: `ErrImagePull`… */
  readonly reason: string;
  readonly message: string;
}

export type Say = (type: 'Normal' | 'Warning', reason: string, message: string) => void;

export class ImageManager {
  readonly #clock: VirtualClock;
  readonly #dataPlane: DataPlane;
  readonly #present = new Set<string>();
  readonly #backOffs = new Map<string, { delayMs: number; lastMs: number; error: string }>();
  readonly #allDescribed: boolean;
  #busyUntilMs = 0;

  constructor(options: {
    readonly clock: VirtualClock;
    readonly dataPlane: DataPlane;
    readonly present: 'described' | readonly string[];
  }) {
    this.#clock = options.clock;
    this.#dataPlane = options.dataPlane;
    this.#allDescribed = options.present === 'described';
    if (options.present !== 'described')
      for (const reference of options.present) this.#present.add(fullName(reference));
  }

  /** Undefined when the image is there and a container can be made of it. */
  *ensure(podUid: string, container: ContainerSpec, say: Say): Routine<ImageFailure | undefined> {
    const image = container.image ?? '';
    const parsed = parseImageReference(image);
    if (!parsed.ok) {
      const message = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": ${parsed.error}`;
      say('Warning', 'InspectFailed', message);
      return { reason: 'InvalidImageName', message };
    }
    const policy = container.imagePullPolicy ?? (parsed.value.tag === 'latest' ? 'Always' : 'IfNotPresent');
    const { full } = parsed.value;
    const wasBrought =
      this.#allDescribed && this.#dataPlane.isEverywhere(full) && this.#dataPlane.images.find(image).described;
    const isPresent = this.#present.has(full) || wasBrought;
    if (isPresent && policy !== 'Always') {
      this.#present.add(full);
      say('Normal', 'Pulled', `Container image "${image}" already present on machine and can be accessed by the pod`);
      return undefined;
    }
    if (policy === 'Never') {
      const message = `Container image "${image}" is not present with pull policy of Never`;
      say('Warning', 'ErrImageNeverPull', message);
      return { reason: 'ErrImageNeverPull', message };
    }
    const key = `${podUid} ${image}`;
    const backOff = this.#backOffs.get(key);
    if (backOff && this.#clock.nowMs - backOff.lastMs < backOff.delayMs) {
      const message = `Back-off pulling image "${image}"`;
      say('Normal', 'BackOff', message);
      return { reason: 'ImagePullBackOff', message: `${message}: ErrImagePull: ${backOff.error}` };
    }
    say('Normal', 'Pulling', `Pulling image "${image}"`);
    const askedMs = this.#clock.nowMs;
    if (this.#busyUntilMs > askedMs) yield sleep(this.#clock, this.#busyUntilMs - askedMs);
    const startedMs = this.#clock.nowMs;
    const behaviour = this.#dataPlane.images.find(image);
    const error = this.#dataPlane.pullError(image, full);
    // A policy of Always on an image that is there only asks the registry whether it is still the same.
    const seconds = error !== undefined || isPresent ? 0.5 : this.#dataPlane.pullSeconds(behaviour);
    this.#busyUntilMs = startedMs + seconds * 1000;
    yield sleep(this.#clock, seconds * 1000);
    if (error !== undefined) {
      const wasRecent = backOff !== undefined && this.#clock.nowMs - backOff.lastMs < 600_000;
      this.#backOffs.set(key, {
        delayMs: wasRecent ? Math.min(300_000, backOff.delayMs * 2) : 10_000,
        lastMs: this.#clock.nowMs,
        error,
      });
      say('Warning', 'Failed', `Failed to pull image "${image}": ${error}`);
      return { reason: 'ErrImagePull', message: error };
    }
    this.#backOffs.delete(key);
    this.#present.add(full);
    const pulled = cutDuration(this.#clock.nowMs - startedMs);
    const waited = cutDuration(this.#clock.nowMs - askedMs);
    say(
      'Normal',
      'Pulled',
      `Successfully pulled image "${image}" in ${pulled} (${waited} including waiting). Image size: ${behaviour.sizeBytes} bytes.`,
    );
    return undefined;
  }
}

function fullName(reference: string): string {
  const parsed = parseImageReference(reference);
  return parsed.ok ? parsed.value.full : reference;
}

function cutDuration(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds}ms` : `${milliseconds / 1000}s`;
}
