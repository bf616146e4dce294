/**
 * Grades in worker threads, so that no frontend ever blocks. Verdicts depend on counted events alone; the limits here, two
 * seconds and 256 MB, are safety nets that end in "not graded, try again" and record nothing. And because they depend on nothing
 * else, the same answer to the same question under the same seed is run once: a class that answers the challenge of the day
 * with four options makes four runs.
 */
import type { Text } from '#base/text.ts';
import type { ImageBehaviour } from '#container/image.ts';
import type { Grading } from '#engine/grading.ts';
import type { GradeRequest, Grader, Library } from '#engine/ports.ts';
import type { Scenario } from '#engine/scenario.ts';
import type { WorkerReply, WorkerRequest } from '#engine/worker.ts';
import { crewOf } from './worker-crew.ts';

export interface WorkerGraderOptions {
  readonly library: Library;
  readonly images: () => Promise<readonly ImageBehaviour[]>;
  /** Where a bug met while grading is written. */
  readonly log?: (problem: string) => void;
  readonly threads?: number;
  readonly limitMilliseconds?: number;
}

const limitMegabytes = 256;
const gradingsKept = 100;

export function workerGrader(options: WorkerGraderOptions): Grader {
  const { library, threads = 2, limitMilliseconds = 2000, log = () => {} } = options;
  const crew = crewOf<WorkerRequest, WorkerReply>({
    program: 'worker',
    workerData: async () => ({ images: await options.images() }),
    ...{ threads, limitMilliseconds, limitMegabytes, log, troubles },
    kindOf: ({ scenario, ask }) => `${scenario.id} ${ask?.kind ?? ''}`,
  });
  /** Under way and done, the oldest first; of a file that was read anew, nothing counts. */
  const kept = new Map<
    string,
    { readonly of: Scenario; readonly ticket: number; readonly grading: Promise<Grading> }
  >();
  let latest = 0;

  async function run(scenario: Scenario, request: GradeRequest): Promise<Grading> {
    const { answer, seed } = request;
    const outcome = await crew.work({ scenario, answer, seed });
    if ('trouble' in outcome) return notGraded(request, outcome.trouble);
    return outcome.reply.kind === 'graded' ? outcome.reply.grading : notGraded(request, troubles.bug);
  }

  return {
    async grade(request) {
      const scenario = library.find(request.scenario);
      if (!scenario) return notGraded(request, unknownScenario);
      const key = JSON.stringify([request.scenario, request.seed, request.answer]);
      const known = kept.get(key);
      if (known?.of === scenario) {
        latest = known.ticket;
        return known.grading;
      }
      const grading = run(scenario, request);
      latest = crew.queue().entered;
      kept.set(key, { of: scenario, ticket: latest, grading });
      const [oldest] = kept.keys();
      if (kept.size > gradingsKept && oldest !== undefined) kept.delete(oldest);
      // What was not decided is tried again.
      if ((await grading).verdict === 'not-graded') kept.delete(key);
      return grading;
    },
    async explore({ scenario: id, answer, seed, ask }) {
      const scenario = library.find(id);
      if (!scenario) return undefined;
      const outcome = await crew.work({ scenario, answer, seed, ask });
      return 'reply' in outcome && outcome.reply.kind === 'explored' ? outcome.reply.finding : undefined;
    },
    queue: () => ({ ...crew.queue(), latest }),
    async warm() {
      await crew.warm();
      // Each thread runs a question once: the first run of all takes ten times as long as those that follow.
      const sample = library.list().find(({ type }) => type === 'choice');
      const scenario = sample && library.find(sample.id);
      if (scenario?.type !== 'choice') return;
      const answer = { kind: 'choice', option: scenario.options[0]?.id ?? '' } as const;
      await Promise.all(Array.from({ length: threads }, () => crew.work({ scenario, answer, seed: 1 })));
    },
    close: () => crew.close(),
  };
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
} as const satisfies Record<string, Text>;

const unknownScenario: Text = { es: 'Este escenario ya no existe.', en: 'This scenario no longer exists.' };

function notGraded({ scenario, version, seed, answer }: GradeRequest, trouble: Text): Grading {
  const nothing = { score: 0, checks: [], errors: [], assumptions: [] };
  return { scenario, version, seed, answer, verdict: 'not-graded', ...nothing, trouble };
}
