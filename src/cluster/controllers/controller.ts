/**
 * What a controller is: a name, the kinds it watches, and `reconcile(key)`, which looks at what is and brings it one step
 * nearer to what is wanted. It never looks at what changed: a watch event only says whose key to queue.
 */

import type { SeededRandom } from '#simulation/seeded-random.ts';
import type { VirtualClock } from '#simulation/virtual-clock.ts';
import type { ApiClient } from '../apiserver/api-client.ts';
import type { EventRecorder } from '../apiserver/event-recorder.ts';
import type { Trace } from '../trace.ts';
import type { WorkQueue } from './work-queue.ts';

export interface Controller {
  /** Kubernetes' own name: `deployment-controller`. */
  readonly name: string;
  /** Watches and queues; called once when the cluster starts. */
  start(context: ControllerContext): void;
}

export interface ControllerContext {
  readonly client: ApiClient;
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  readonly events: EventRecorder;
  readonly trace: Trace;
  /** A queue whose keys are reconciled one after the other at the current virtual time, each key once however often it was added. */
  queue(reconcile: (key: string) => void): WorkQueue;
  /** After so long, or, where the API server cannot be reached then, as soon as it can. */
  after(delayMs: number, run: () => void): void;
}
