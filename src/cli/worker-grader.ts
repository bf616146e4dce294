/**
 * Grades in worker threads, so that no frontend ever blocks. Verdicts depend on counted events alone; the limits here, two
 * seconds and 256 MB, are safety nets that end in "not graded, try again" and record nothing.
 */
import type { Text } from '#base/text.ts';
import type { ImageBehaviour } from '#container/image.ts';
import type { Grading } from '#engine/grading.ts';
import type { GradeRequest, Grader, Library } from '#engine/ports.ts';
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

export function workerGrader(options: WorkerGraderOptions): Grader {
  const { library, threads = 2, limitMilliseconds = 2000, log = () => {} } = options;
  const crew = crewOf<WorkerRequest, WorkerReply>({
    program: 'worker',
    workerData: async () => ({ images: await options.images() }),
    ...{ threads, limitMilliseconds, limitMegabytes, log, troubles },
  });
  return {
    async grade(request) {
      const { answer, seed } = request;
      const scenario = library.find(request.scenario);
      if (!scenario) return notGraded(request, unknownScenario);
      const outcome = await crew.work({ scenario, answer, seed });
      if ('trouble' in outcome) return notGraded(request, outcome.trouble);
      return outcome.reply.kind === 'graded' ? outcome.reply.grading : notGraded(request, troubles.bug);
    },
    async explore({ scenario: id, answer, seed, ask }) {
      const scenario = library.find(id);
      if (!scenario) return undefined;
      const outcome = await crew.work({ scenario, answer, seed, ask });
      return 'reply' in outcome && outcome.reply.kind === 'explored' ? outcome.reply.finding : undefined;
    },
    queue: () => crew.queue(),
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
