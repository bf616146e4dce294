/**
 * What a program sees around it: time, chance, files, the processes beside it, its network. One world is shared by all
 * processes of a container; containers of one pod share its network and, if the pod says so, the process namespace.
 */

import type { Routine } from '#simulation/coroutine.ts';
import type { SeededRandom } from '#simulation/seeded-random.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { FileSystem } from './files/file-system.ts';
import type { User } from './files/layer.ts';
import type { ImageBehaviour } from './image.ts';
import type { NetworkNamespace } from './network-namespace.ts';
import type { PidNamespace, Process } from './process.ts';

export interface World {
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  readonly files: FileSystem;
  readonly pids: PidNamespace;
  readonly network: NetworkNamespace;
  readonly hostname: string;
  readonly image: ImageBehaviour;
  /** Facts about programs that a scenario or a fault has changed: how long the start takes, memory that leaks… */
  readonly conditions: Conditions;
  /** Where a program says what became of it: it listens, it hung, it lost its lock. Goes to the trace. */
  readonly report: (state: string, detail?: string) => void;
  /** What the container may use; a program that wants more is killed by the kernel. */
  readonly limits: Limits;
  /** Cores it can have now: its limit, or less while others on the machine want theirs. */
  readonly cpus: () => number;
  /** The kernel killed a process of this container for memory. */
  readonly onOutOfMemory: () => void;
  /** Looks a program up: a path as it is, a bare name along PATH. */
  find(
    name: string,
    process: {
      readonly environment: ReadonlyMap<string, string>;
      readonly workingDirectory: string;
      readonly user: User;
    },
  ): Executable;
  /** Runs what `process.argv` names, to its exit code. The shell comes to other programs through here. */
  execute(process: Process, executable: Executable): Routine<number>;
}

export interface Limits {
  readonly memoryBytes: number;
  readonly cpus: number;
  /** Its weight where cores are short, as the kernel counts: 1024 for each core requested. */
  readonly cpuShares: number;
}

/** What faults switch on and off while programs run. Programs ask on every request and at every start. */
export interface Conditions {
  startSeconds: number | undefined;
  maintenance: boolean;
  hung: boolean;
  /** How much more memory it takes every second. */
  leakBytesPerSecond: number;
  /** How much longer each answer takes. */
  delayMs: number;
}

export const noConditions: Conditions = {
  startSeconds: undefined,
  maintenance: false,
  hung: false,
  leakBytesPerSecond: 0,
  delayMs: 0,
};

/** What a name on the command line leads to. */
export type Executable =
  | { readonly kind: 'program'; readonly program: string; readonly path: string }
  /** A text file with execute permission: the interpreter named in its first line runs it, else `sh`. */
  | { readonly kind: 'script'; readonly path: string; readonly interpreter: readonly string[] }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'not-executable'; readonly path: string };
