/**
 * Threads that work one piece after the other, first come first served, so that no frontend ever blocks. A thread that computes
 * for too long or wants too much memory is gone for good, its piece ends with a sentence, and the next piece gets a new thread.
 *
 * A worker's program says `{ kind: 'ready' }` when everything is loaded, then one reply to each piece; `{ kind: 'broken' }` is a
 * bug of ours, told so that it can be mended.
 */
import { Worker } from 'node:worker_threads';
import type { Text } from '#base/text.ts';

export interface CrewOptions {
  /** As the bundle names it: `worker` is dist/worker.js, and src/engine/worker.ts where sources run. */
  readonly program: string;
  /** What each thread is handed at its start; asked for when the first piece comes, so that a menu does not wait for it. */
  readonly workerData: () => Promise<object>;
  readonly threads: number;
  /** Of the thread's own time. */
  readonly limitMilliseconds: number;
  readonly limitMegabytes: number;
  /** Where a bug met in a thread is written. */
  readonly log: (problem: string) => void;
  readonly troubles: CrewTroubles;
}

export type CrewTroubles = Readonly<Record<'time' | 'memory' | 'bug' | 'closed', Text>>;

export type CrewOutcome<Reply> = { readonly reply: Reply } | { readonly trouble: Text };

export interface Crew<Piece, Reply> {
  /** Never rejects. */
  work(piece: Piece): Promise<CrewOutcome<Reply>>;
  /** How many pieces have come so far and how many of them were begun: the difference waits. */
  queue(): { readonly entered: number; readonly begun: number };
  close(): Promise<void>;
}

export function crewOf<Piece, Reply extends object>(options: CrewOptions): Crew<Piece, Reply> {
  const { threads, log, troubles } = options;
  const waiting: Job<Piece, Reply>[] = [];
  const crew = new Set<Hand<Piece, Reply>>();
  let workerData: Promise<object> | undefined;
  let closed = false;
  let entered = 0;

  function hire(known: object): Hand<Piece, Reply> {
    const hand = startHand<Piece, Reply>(known, options, {
      onIdle: () => serveNext(known),
      onGone: () => crew.delete(hand),
    });
    crew.add(hand);
    return hand;
  }

  async function serve(): Promise<void> {
    try {
      workerData ??= options.workerData();
      serveNext(await workerData);
    } catch (error) {
      workerData = undefined;
      log(error instanceof Error ? (error.stack ?? error.message) : String(error));
      for (const job of waiting.splice(0)) job.done({ trouble: troubles.bug });
    }
  }

  function serveNext(known: object): void {
    while (waiting.length > 0) {
      const hand = [...crew].find(({ isIdle }) => isIdle()) ?? (crew.size < threads ? hire(known) : undefined);
      const job = hand && waiting.shift();
      if (!job) return;
      hand.take(job);
    }
  }

  return {
    work(piece) {
      if (closed) return Promise.resolve({ trouble: troubles.closed });
      return new Promise((resolve) => {
        entered++;
        waiting.push({ piece, done: resolve });
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

interface Job<Piece, Reply> {
  readonly piece: Piece;
  readonly done: (outcome: CrewOutcome<Reply>) => void;
}

interface Hand<Piece, Reply> {
  isIdle(): boolean;
  take(job: Job<Piece, Reply>): void;
  dismiss(): Promise<unknown>;
}

/** One thread and the piece it is at. */
function startHand<Piece, Reply extends object>(
  workerData: object,
  { program, limitMilliseconds, limitMegabytes, log, troubles }: CrewOptions,
  { onIdle, onGone }: { readonly onIdle: () => void; readonly onGone: () => void },
): Hand<Piece, Reply> {
  const worker = new Worker(fileOf(program), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: limitMegabytes },
  });
  let job: Job<Piece, Reply> | undefined;
  let isReady = false;
  let timer: NodeJS.Timeout | undefined;
  // An idle thread keeps no process alive; one that is at work does.
  worker.unref();

  const end = (outcome: CrewOutcome<Reply>) => {
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
      onGone();
      void worker.terminate();
      end({ trouble: troubles.time });
      onIdle();
    };
    const look = async (round: number) => {
      const used = (await cpuMilliseconds(worker)) - before;
      if (job !== guarded) return;
      if (round >= patienceRounds || !(used < limitMilliseconds)) cutOff();
      else timer = setTimeout(look, limitMilliseconds, round + 1);
    };
    if (job === guarded) timer = setTimeout(look, limitMilliseconds, 1);
  };
  const gone = (trouble: Text) => {
    onGone();
    end({ trouble });
    onIdle();
  };

  worker.on('message', (message: Reply | Signal) => {
    if (!isSignal(message)) {
      end({ reply: message });
      return onIdle();
    }
    if (message.kind === 'ready') {
      isReady = true;
      if (job) void guard();
      return;
    }
    log(message.error);
    end({ trouble: troubles.bug });
    onIdle();
  });
  worker.on('error', (error: NodeJS.ErrnoException) => {
    const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    if (!outOfMemory) log(error.stack ?? error.message);
    gone(outOfMemory ? troubles.memory : troubles.bug);
  });
  worker.on('exit', () => job && gone(troubles.bug));

  return {
    isIdle: () => job === undefined,
    take(taken) {
      job = taken;
      worker.ref();
      worker.postMessage(taken.piece);
      if (isReady) void guard();
    },
    dismiss() {
      end({ trouble: troubles.closed });
      return worker.terminate();
    },
  };
}

/** What a worker's program says beside its replies. */
type Signal = { readonly kind: 'ready' } | { readonly kind: 'broken'; readonly error: string };

function isSignal(message: object): message is Signal {
  return 'kind' in message && (message.kind === 'ready' || message.kind === 'broken');
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

/** Under Node's own type stripping the source itself; in the bundle beside it, wherever the bundler has put this line. */
function fileOf(program: string): URL {
  if (import.meta.url.endsWith('.ts')) return new URL(`../engine/${program}.ts`, import.meta.url);
  return new URL(`${import.meta.url.includes('/chunks/') ? '../' : './'}${program}.js`, import.meta.url);
}
