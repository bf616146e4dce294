/** Checks scenario files in as many threads as the machine has cores; reports come in the order of the files, as they are ready. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { imageReport, Twins } from '#content/check-content.ts';
import { readImages } from '#content/images.ts';
import type { CheckData, CheckReply } from './check-worker.ts';

export async function* parallelCheck(parts: {
  readonly root: string;
  readonly files: readonly string[];
  readonly from: string;
}): AsyncGenerator<CheckReply> {
  const { images, errors } = readImages(parts.root);
  if (errors.length > 0) yield { report: imageReport(errors), milliseconds: 0 };
  const jobs = parts.files.map((file) => ({ file, ...Promise.withResolvers<CheckReply>() }));
  const waiting = [...jobs];
  const threads = Array.from({ length: Math.min(availableParallelism(), jobs.length) }, () => {
    const workerData: CheckData = { images, from: parts.from };
    const worker = new Worker(workerFile(), { workerData });
    let job = waiting.shift();
    worker.on('message', (reply: CheckReply) => {
      job?.resolve(reply);
      job = waiting.shift();
      if (job) worker.postMessage(job.file);
    });
    worker.on('error', (error) => {
      for (const one of job ? [job, ...waiting] : waiting) one.reject(error);
    });
    if (job) worker.postMessage(job.file);
    return worker;
  });
  const twins = new Twins();
  try {
    for (const { promise } of jobs) {
      const { report, milliseconds } = await promise;
      yield { report: twins.look(report), milliseconds };
    }
  } finally {
    for (const { promise } of jobs) promise.catch(() => undefined);
    await Promise.all(threads.map((worker) => worker.terminate()));
  }
}

/** Under Node's own type stripping the source itself; in the bundle dist/check-worker.js. */
function workerFile(): URL {
  if (import.meta.url.endsWith('.ts')) return new URL('./check-worker.ts', import.meta.url);
  return new URL(import.meta.url.includes('/chunks/') ? '../check-worker.js' : './check-worker.js', import.meta.url);
}
