/**
 * Threads that work one piece after the other, so that no frontend ever blocks. A thread that computes for too long or wants too
 * much memory is gone for good, its piece ends with a sentence, and the next piece gets a new thread.
 *
 * Short pieces pass long ones, as far as is fair: how long a kind of piece takes is learned, and one of 100 ms lets those pass
 * that come within the 30 seconds after it and take none. So most of a class has its verdicts soon, and nobody waits for ever.
 *
 * A worker's program says `{ kind: 'ready' }` when everything is loaded, then one reply to each piece; `{ kind: 'broken' }` is a
 * bug of ours, told so that it can be mended.
 */
import { Worker } from 'node:worker_threads';
import type { Text } from '#base/text.ts';

export interface CrewOptions<Piece = never> {
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
  /** Pieces of one kind take about as long as one another; all alike where it is absent, and then first come is first served. */
  readonly kindOf?: (piece: Piece) => string;
}

export type CrewTroubles = Readonly<Record<'time' | 'memory' | 'bug' | 'closed', Text>>;

export type CrewOutcome<Reply> = { readonly reply: Reply } | { readonly trouble: Text };

export interface Crew<Piece, Reply> {
  /** Never rejects. */
  work(piece: Piece): Promise<CrewOutcome<Reply>>;
  queue(): CrewQueue;
  /** Has all threads there and ready, so that the first piece need not wait for one. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

export interface CrewQueue {
  /** How many pieces have come so far and how many of them were begun: the difference waits. */
  readonly entered: number;
  readonly begun: number;
  /** How many are to be begun before the piece that was the so-many-eth to come; nothing where that one was begun. */
  ahead(ticket: number): number | undefined;
}

/** How many times its own length a piece stands back for others. */
const fairness = 300;
/** Of a kind that is new. */
const usualMilliseconds = 50;
const mostKinds = 5000;

export function crewOf<Piece, Reply extends object>(options: CrewOptions<Piece>): Crew<Piece, Reply> {
  const { threads, log, troubles, kindOf = () => '' } = options;
  /** In the order in which they are begun. */
  const waiting: Job<Piece, Reply>[] = [];
  const lengths = new Map<string, number>();
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
      const began = performance.now();
      hand.take({
        ...job,
        done(outcome) {
          if ('reply' in outcome) learn(kindOf(job.piece), performance.now() - began);
          job.done(outcome);
        },
      });
    }
  }

  /** A machine that is busy makes all of them longer, which changes nothing of their order. */
  function learn(kind: string, milliseconds: number): void {
    if (lengths.size >= mostKinds) lengths.clear();
    const before = lengths.get(kind) ?? milliseconds;
    lengths.set(kind, 0.7 * before + 0.3 * milliseconds);
  }

  function enter(job: Job<Piece, Reply>): void {
    const place = waiting.findLastIndex(({ due }) => due <= job.due) + 1;
    waiting.splice(place, 0, job);
  }

  return {
    work(piece) {
      if (closed) return Promise.resolve({ trouble: troubles.closed });
      return new Promise((resolve) => {
        const due = performance.now() + fairness * (lengths.get(kindOf(piece)) ?? usualMilliseconds);
        enter({ piece, ticket: ++entered, due, done: resolve });
        void serve();
      });
    },
    queue: () => ({
      entered,
      begun: entered - waiting.length,
      ahead(ticket) {
        const place = waiting.findIndex((job) => job.ticket === ticket);
        return place < 0 ? undefined : place;
      },
    }),
    async warm() {
      // Threads that have nothing to do keep no process alive; whoever waits for them here does.
      const waits = setInterval(() => {}, 60_000);
      try {
        workerData ??= options.workerData();
        const known = await workerData;
        while (!closed && crew.size < threads) hire(known);
        await Promise.all([...crew].map((hand) => hand.ready));
      } catch {
        // The first piece will meet the same trouble and tell it.
        workerData = undefined;
      } finally {
        clearInterval(waits);
      }
    },
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.done({ trouble: troubles.closed });
      await Promise.all([...crew].map((hand) => hand.dismiss()));
    },
  };
}

interface Job<Piece, Reply> {
  readonly piece: Piece;
  readonly ticket: number;
  /** Of two that wait, the one that is due earlier is begun earlier. */
  readonly due: number;
  readonly done: (outcome: CrewOutcome<Reply>) => void;
}

interface Hand<Piece, Reply> {
  /** When it can begin at once, or never will. */
  readonly ready: Promise<void>;
  isIdle(): boolean;
  take(job: Job<Piece, Reply>): void;
  dismiss(): Promise<unknown>;
}

/** One thread and the piece it is at. */
function startHand<Piece, Reply extends object>(
  workerData: object,
  { program, limitMilliseconds, limitMegabytes, log, troubles }: Omit<CrewOptions, 'kindOf'>,
  { onIdle, onGone }: { readonly onIdle: () => void; readonly onGone: () => void },
): Hand<Piece, Reply> {
  const worker = new Worker(fileOf(program), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: limitMegabytes },
  });
  let job: Job<Piece, Reply> | undefined;
  let isReady = false;
  let tellReady = () => {};
  const ready = new Promise<void>((resolve) => {
    tellReady = resolve;
  });
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

  const hear = (message: Reply | Signal) => {
    if (!isSignal(message)) {
      end({ reply: message });
      return onIdle();
    }
    if (message.kind === 'ready') {
      isReady = true;
      tellReady();
      if (job) void guard();
      return;
    }
    log(message.error);
    end({ trouble: troubles.bug });
    onIdle();
  };
  worker.on('message', hear);
  worker.on('error', (error: NodeJS.ErrnoException) => {
    const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    if (!outOfMemory) log(error.stack ?? error.message);
    gone(outOfMemory ? troubles.memory : troubles.bug);
  });
  worker.on('exit', () => {
    tellReady();
    if (job) gone(troubles.bug);
  });

  return {
    ready,
    isIdle: () => job === undefined,
    take(taken) {
      job = taken;
      worker.ref();
      worker.postMessage(taken.piece);
      if (isReady) void guard();
    },
    dismiss() {
      end({ trouble: troubles.closed });
      // What it still says is for nobody, and must not let the process go before the thread has ended.
      worker.off('message', hear);
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
