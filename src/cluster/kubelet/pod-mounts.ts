/** The volumes of one pod: mounted before anything of it runs, tried again until they are there, refreshed afterwards. */
import type { Pause, Routine } from '#simulation/coroutine.ts';
import { attachPollMs, latency, waitForVolumesMs } from './constants.ts';
import type { KubeletContext } from './kubelet-context.ts';
import type { Pod } from './pod-types.ts';
import { type MountedVolume, setUpVolume } from './volume-manager.ts';

/** What mounting needs of the pod whose volumes they are. */
export interface MountedPod {
  readonly pod: Pod;
  readonly address: string;
  mustTerminate(): boolean;
  /** A pause that ends early when the pod is to end. */
  interruptible(milliseconds: number): Pause<void>;
}

const longestPauseMs = 122_000;

export class PodMounts {
  readonly volumes = new Map<string, MountedVolume>();
  readonly #context: KubeletContext;
  readonly #mounted: MountedPod;
  #attempts = 0;

  constructor(context: KubeletContext, mounted: MountedPod) {
    this.#context = context;
    this.#mounted = mounted;
  }

  /** ConfigMaps, Secrets and the like as they are now. */
  refresh(): void {
    for (const volume of this.volumes.values()) volume.refresh?.();
  }

  /** Some of them show an object that may change. */
  get showObjects(): boolean {
    return [...this.volumes].some(
      ([name, { refresh }]) => refresh !== undefined && !name.startsWith('kube-api-access-'),
    );
  }

  /** Tries at 0, 0.5, 1.5, 3.5, 7.5 … s until all are there; false when the pod must end before that. */
  *mount(): Routine<boolean> {
    const { clock } = this.#context;
    const wanted = this.#mounted.pod.spec?.volumes ?? [];
    if (this.#attempts === 0) yield this.#mounted.interruptible(latency.volumesMs - 100);
    let attachDeadlineMs = clock.nowMs + waitForVolumesMs;
    for (;;) {
      if (this.#mounted.mustTerminate()) return false;
      let failed = false;
      let attaching = false;
      for (const volume of wanted) {
        if (this.volumes.has(volume.name)) continue;
        const mounted = this.#setUp(volume);
        if (mounted.ok) {
          this.volumes.set(volume.name, mounted.value);
          continue;
        }
        const { kind, message } = mounted.error;
        if (kind === 'attach') {
          attaching = true;
          if (clock.nowMs < attachDeadlineMs) continue;
          attachDeadlineMs = clock.nowMs + waitForVolumesMs;
        } else failed = true;
        const told = kind !== 'setup' ? message : `MountVolume.SetUp failed for volume "${volume.name}" : ${message}`;
        this.#context.say(this.#mounted.pod, 'Warning', 'FailedMount', told);
      }
      if (!failed && !attaching) break;
      yield this.#mounted.interruptible(failed ? Math.min(500 * 2 ** this.#attempts++, longestPauseMs) : attachPollMs);
    }
    yield this.#mounted.interruptible(100);
    return !this.#mounted.mustTerminate();
  }

  #setUp(volume: NonNullable<NonNullable<Pod['spec']>['volumes']>[number]) {
    const { client, dataPlane, node, random } = this.#context;
    const { pod, address } = this.#mounted;
    const downward = this.#context.downward(pod, address);
    return setUpVolume(volume, { pod, client, dataPlane, node, random, downward });
  }
}
