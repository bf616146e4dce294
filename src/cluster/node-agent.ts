/**
 * What runs on a node, as the cluster sees it: a kubelet with its containers (kubelet.ts), or the stand-in of untimed plays.
 * It meets the control plane through the API server only; these methods are for what happens *to* a node: somebody pulls
 * a plug, a program hangs, a test looks into a container's files.
 */

import type { Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { ImageCatalogue } from '#container/image.ts';
import type { SeededRandom } from '#simulation/seeded-random.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { ApiClient } from './apiserver/api-client.ts';
import type { EventRecorder } from './apiserver/event-recorder.ts';
import type { Trace } from './trace.ts';

export interface NodeAgentParts {
  readonly nodeName: string;
  readonly client: ApiClient;
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  readonly events: EventRecorder;
  readonly trace: Trace;
  readonly images: ImageCatalogue;
}

export interface NodeAgent {
  readonly nodeName: string;
  /**
   * `power`: nothing runs any more. `network`: containers go on, but nothing is heard of them. `kubelet`: they go on, and
   * nobody probes or restarts them. `apiserver`: only the API server cannot be reached.
   */
  goDown(how: 'power' | 'network' | 'kubelet' | 'apiserver'): void;
  comeBack(): void;
  /** It has power and network: its ports can be called, whether or not its kubelet works. */
  readonly isReachable: boolean;
  /** A fault inside a program. The error says what is wrong with the request: no such pod here, no such container. */
  programFault(fault: ProgramFault): Result<undefined, Text>;
  /** Files as a running container sees them. */
  filesOf(namespace: string, pod: string, container: string): ContainerFiles | undefined;
  /** The log of a container's run, or of the one before. */
  readLog(namespace: string, pod: string, container: string, previous: boolean): Result<string, Refusal>;
  /** The same, each whole line with its instant on the wall clock. */
  readLogLines(
    namespace: string,
    pod: string,
    container: string,
    previous: boolean,
  ): Result<readonly { readonly atMs: number; readonly text: string }[], Refusal>;
  /** Runs a program in a container; it may take virtual time, so the outcome is called back. */
  exec(
    namespace: string,
    pod: string,
    container: string,
    command: readonly string[],
    done: (outcome: Result<ExecOutcome, Refusal>) => void,
  ): void;
}

/** HTTP code and words of the kubelet. */
export interface Refusal {
  readonly code: number;
  readonly message: string;
}

export interface ExecOutcome {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

/** What can befall the program of a container. Names of kinds are files of src/cluster/faults. */
export interface ProgramFault {
  readonly kind: 'hang' | 'maintenance' | 'end-maintenance' | 'process-crash' | (string & {});
  readonly namespace: string;
  readonly pod: string;
  /** Every container of the pod when absent. */
  readonly container?: string;
  /** Of a slow start. */
  readonly seconds?: number;
  /** Of a memory leak. */
  readonly bytesPerSecond?: number;
  /** Of load: how much longer each answer takes. */
  readonly milliseconds?: number;
}

export interface ContainerFiles {
  exists(path: string): boolean;
  readFile(path: string): string | undefined;
  writeFile(path: string, content: string): void;
  /** The path of a file on one of its volumes that holds these words. */
  search(words: string): string | undefined;
  /** The variables of its main process. */
  readonly environment: ReadonlyMap<string, string>;
}
