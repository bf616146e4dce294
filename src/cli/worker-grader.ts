/**
 * Grades in worker threads, so that no frontend ever blocks. Verdicts depend on counted events alone; the limits here, two
 * seconds and 256 MB, are safety nets that end in "not graded, try again" and record nothing.
 */
import { Worker } from 'node:worker_threads';
import type { Text } from '#base/text.ts';
import type { ImageBehaviour } from '#container/image.ts';
import type { Finding } from '#engine/explore/explore.ts';
import type { Grading } from '#engine/grading.ts';
import type { GradeRequest, Grader, Library } from '#engine/ports.ts';
import type { WorkerData, WorkerReply, WorkerRequest } from '#engine/worker.ts';

export interface WorkerGraderOptions {
  readonly library: Library;
  /** Asked for when the first answer comes, so that a menu does not wait for it. */
  readonly images: () => Promise<readonly ImageBehaviour[]>;
  /** Where a bug met while grading is written. */
  readonly log?: (problem: string) => void;
  readonly threads?: number;
  readonly limitMilliseconds?: number;
}

const limitMegabytes = 256;

export function workerGrader(options: WorkerGraderOptions): Grader {
  const { library, threads = 2, limitMilliseconds = 2000, log = () => {} } = options;
  const waiting: Job[] = [];
  const crew = new Set<Hand>();
  let images: Promise<readonly ImageBehaviour[]> | undefined;
  let closed = false;
  let entered = 0;

  function hire(known: readonly ImageBehaviour[]): Hand {
    const hand = startHand(
      { images: known },
      { limitMilliseconds, log, onIdle: () => serveNext(known), onGone: () => crew.delete(hand) },
    );
    crew.add(hand);
    return hand;
  }

  async function serve(): Promise<void> {
    try {
      images ??= options.images();
      serveNext(await images);
    } catch (error) {
      images = undefined;
      log(error instanceof Error ? (error.stack ?? error.message) : String(error));
      for (const job of waiting.splice(0)) job.done({ trouble: troubles.bug });
    }
  }

  function serveNext(known: readonly ImageBehaviour[]): void {
    while (waiting.length > 0) {
      const hand = [...crew].find(({ isIdle }) => isIdle()) ?? (crew.size < threads ? hire(known) : undefined);
      const job = hand && waiting.shift();
      if (!job) return;
      hand.take(job);
    }
  }

  return {
    grade(request) {
      const scenario = library.find(request.scenario);
      if (!scenario || closed) return Promise.resolve(notGraded(request, closed ? troubles.closed : troubles.unknown));
      return new Promise((resolve) => {
        const work: WorkerRequest = { scenario, answer: request.answer, seed: request.seed };
        entered++;
        waiting.push({
          work,
          done: (outcome) =>
            resolve(
              'grading' in outcome
                ? outcome.grading
                : notGraded(request, 'trouble' in outcome ? outcome.trouble : troubles.bug),
            ),
        });
        void serve();
      });
    },
    async explore(request) {
      const scenario = library.find(request.scenario);
      if (!scenario || closed) return undefined;
      return new Promise((resolve) => {
        const work: WorkerRequest = { scenario, answer: request.answer, seed: request.seed, ask: request.ask };
        entered++;
        waiting.push({ work, done: (outcome) => resolve('finding' in outcome ? outcome.finding : undefined) });
        void serve();
      });
    },
    queue: () => ({ entered, begun: entered - waiting.length }),
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.done({ trouble: troubles.closed });
      await Promise.all([...crew].map((hand) => hand.dismiss()));
    },
  };
}

interface Job {
  readonly work: WorkerRequest;
  readonly done: (
    outcome: { readonly grading: Grading } | { readonly finding: Finding | undefined } | { readonly trouble: Text },
  ) => void;
}

interface Hand {
  isIdle(): boolean;
  take(job: Job): void;
  dismiss(): Promise<unknown>;
}

/** One thread and the job it is at. A thread that ran into a limit is gone for good; the next job gets a new one. */
function startHand(
  data: WorkerData,
  options: { readonly limitMilliseconds: number; log(problem: string): void; onIdle(): void; onGone(): void },
): Hand {
  const worker = new Worker(workerFile(), {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: limitMegabytes },
  });
  let job: Job | undefined;
  let isReady = false;
  let timer: NodeJS.Timeout | undefined;
  // An idle thread keeps no process alive; one that is grading does.
  worker.unref();

  const end = (outcome: Parameters<Job['done']>[0]) => {
    clearTimeout(timer);
    worker.unref();
    const ended = job;
    job = undefined;
    ended?.done(outcome);
  };
  const guard = async () => {
    const guarded = job;
    const before = await cpuMilliseconds(worker);
    const cutOff = () => {
      options.onGone();
      void worker.terminate();
      end({ trouble: troubles.time });
      options.onIdle();
    };
    const look = async (round: number) => {
      const used = (await cpuMilliseconds(worker)) - before;
      if (job !== guarded) return;
      if (round >= patienceRounds || !(used < options.limitMilliseconds)) cutOff();
      else timer = setTimeout(look, options.limitMilliseconds, round + 1);
    };
    if (job === guarded) timer = setTimeout(look, options.limitMilliseconds, 1);
  };
  const gone = (trouble: Text) => {
    options.onGone();
    end({ trouble });
    options.onIdle();
  };

  worker.on('message', (reply: WorkerReply) => {
    switch (reply.kind) {
      case 'ready':
        isReady = true;
        if (job) void guard();
        return;
      case 'graded':
        end({ grading: reply.grading });
        return options.onIdle();
      case 'explored':
        end({ finding: reply.finding });
        return options.onIdle();
      case 'broken':
        options.log(reply.error);
        end({ trouble: troubles.bug });
        return options.onIdle();
    }
  });
  worker.on('error', (error: NodeJS.ErrnoException) => {
    const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    if (!outOfMemory) options.log(error.stack ?? error.message);
    gone(outOfMemory ? troubles.memory : troubles.bug);
  });
  worker.on('exit', () => job && gone(troubles.bug));

  return {
    isIdle: () => job === undefined,
    take(taken) {
      job = taken;
      worker.ref();
      worker.postMessage(taken.work);
      if (isReady) void guard();
    },
    dismiss() {
      end({ trouble: troubles.closed });
      return worker.terminate();
    },
  };
}

/** A machine busy with other things must not cost an answer its verdict: waiting goes on while the thread itself got too little time. */
const patienceRounds = 5;

/** Time the thread has computed; NaN where Node cannot tell (before 24.6), and then the clock on the wall decides. */
async function cpuMilliseconds(worker: Worker): Promise<number> {
  try {
    const { user, system } = await worker.cpuUsage();
    return (user + system) / 1000;
  } catch {
    return Number.NaN;
  }
}

/** Under Node's own type stripping the source itself; in the bundle dist/worker.js, wherever the bundler has put this line. */
function workerFile(): URL {
  if (import.meta.url.endsWith('.ts')) return new URL('../engine/worker.ts', import.meta.url);
  return new URL(import.meta.url.includes('/chunks/') ? '../worker.js' : './worker.js', import.meta.url);
}

const troubles = {
  time: {
    es: 'La simulación tardó más de lo permitido y se cortó. No se ha anotado nada: vuelve a intentarlo.',
    en: 'The simulation took longer than allowed and was cut off. Nothing was recorded: try again.',
  },
  memory: {
    es: 'La simulación necesitó más memoria de la permitida y se cortó. No se ha anotado nada: prueba con menos objetos.',
    en: 'The simulation needed more memory than allowed and was cut off. Nothing was recorded: try with fewer objects.',
  },
  bug: {
    es: 'La simulación se rompió por un fallo de readyz, no por tu respuesta. No se ha anotado nada: vuelve a intentarlo.',
    en: 'The simulation broke because of a bug in readyz, not because of your answer. Nothing was recorded: try again.',
  },
  closed: {
    es: 'readyz se está cerrando. Tu respuesta queda guardada.',
    en: 'readyz is closing. Your answer is saved.',
  },
  unknown: { es: 'Este escenario ya no existe.', en: 'This scenario no longer exists.' },
} as const satisfies Record<string, Text>;

function notGraded({ scenario, version, seed, answer }: GradeRequest, trouble: Text): Grading {
  const nothing = { score: 0, checks: [], errors: [], assumptions: [] };
  return { scenario, version, seed, answer, verdict: 'not-graded', ...nothing, trouble };
}
