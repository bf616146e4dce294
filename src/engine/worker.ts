/**
 * The program of a grading worker thread: it is handed the images once, then one scenario and answer after the other, and
 * answers each with its grading. Whoever starts it (src/cli/worker-crew.ts) guards its time and memory.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type ImageBehaviour, ImageCatalogue } from '#container/image.ts';
import type { Answer } from './answer.ts';
import { type Ask, explore, type Finding } from './explore/explore.ts';
import { grade } from './grade.ts';
import type { Grading } from './grading.ts';
import type { Scenario } from './scenario.ts';

export interface WorkerData {
  readonly images: readonly ImageBehaviour[];
}

export interface WorkerRequest {
  readonly scenario: Scenario;
  readonly answer: Answer;
  readonly seed: number;
  /** Not a verdict is wanted, but the answer to this. */
  readonly ask?: Ask;
}

export type WorkerReply =
  | { readonly kind: 'graded'; readonly grading: Grading }
  | { readonly kind: 'explored'; readonly finding: Finding | undefined };

type Signal =
  /** Sent once, when everything is loaded: from here on real time counts. */
  | { readonly kind: 'ready' }
  /** A bug of readyz, told so that it can be mended; the learner reads "not graded". */
  | { readonly kind: 'broken'; readonly error: string };

if (parentPort) serve(parentPort, workerData as WorkerData);

function serve(port: NonNullable<typeof parentPort>, { images }: WorkerData): void {
  const catalogue = new ImageCatalogue(images);
  const reply = (message: WorkerReply | Signal) => port.postMessage(message);
  port.on('message', ({ scenario, answer, seed, ask }: WorkerRequest) => {
    try {
      const parts = { images: catalogue };
      reply(
        ask
          ? { kind: 'explored', finding: explore(scenario, answer, seed, ask, parts) }
          : { kind: 'graded', grading: grade(scenario, answer, seed, parts) },
      );
    } catch (error) {
      reply({ kind: 'broken', error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  reply({ kind: 'ready' });
}
