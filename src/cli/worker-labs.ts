/**
 * Plays labs in a thread of their own, so that a long line keeps no answer waiting for its verdict. What a lab may make happen is
 * counted (engine/lab-worker.ts); the limits here are safety nets, after which a line was not typed.
 */
import type { Text } from '#base/text.ts';
import type { ImageBehaviour } from '#container/image.ts';
import { type LabStart, smallCluster } from '#engine/lab/lab-start.ts';
import { startOfScenario } from '#engine/lab/start-of-scenario.ts';
import type { LabRequest, LabRunner } from '#engine/lab-runs.ts';
import type { LabLimits, LabWorkerReply, LabWorkerRequest } from '#engine/lab-worker.ts';
import type { Library } from '#engine/ports.ts';
import { variantFor } from '#engine/variants.ts';
import { crewOf } from './worker-crew.ts';

export interface WorkerLabsOptions {
  readonly library: Library;
  readonly images: () => Promise<readonly ImageBehaviour[]>;
  readonly log?: (problem: string) => void;
  readonly threads?: number;
  readonly limitMilliseconds?: number;
  readonly most?: LabLimits;
}

const limitMegabytes = 512;
const usual: LabLimits = { aTime: 160, inAll: 640 };

export function workerLabs(options: WorkerLabsOptions): LabRunner {
  const { library, threads = 1, limitMilliseconds = 30_000, most = usual, log = () => {} } = options;
  const crew = crewOf<LabWorkerRequest, LabWorkerReply>({
    program: 'lab-worker',
    workerData: async () => ({ images: await options.images(), most }),
    ...{ threads, limitMilliseconds, limitMegabytes, log, troubles },
  });
  return {
    async run({ beginning, ...request }) {
      const start = startOf(beginning, library);
      if (!start) return { trouble: unknownScenario };
      const outcome = await crew.work({ ...request, start });
      if ('trouble' in outcome) return outcome;
      return 'sight' in outcome.reply ? outcome.reply : { trouble: troubles.bug };
    },
    async complete({ beginning, ...request }, unfinished) {
      const start = startOf(beginning, library);
      const outcome = start && (await crew.work({ ...request, start, unfinished }));
      return outcome && 'reply' in outcome && 'lines' in outcome.reply ? outcome.reply.lines : [];
    },
    queue: () => crew.queue(),
    close: () => crew.close(),
  };
}

function startOf({ seed, nodes, scenario: id }: LabRequest['beginning'], library: Library): LabStart | undefined {
  if (id === undefined) return { seed, cluster: smallCluster(nodes), files: {} };
  const scenario = library.find(id);
  // In the variant that `readyz lab ID --seed N` opens, so that what is saved here is the same there.
  return scenario && startOfScenario(variantFor(scenario, seed), seed);
}

const troubles = {
  time: {
    es: 'La simulación tardó más de lo permitido y se cortó. No se ha tecleado nada: pide menos de una vez, deshaz o reinicia.',
    en: 'The simulation took longer than allowed and was cut off. Nothing was typed: ask for less at once, undo or start over.',
  },
  memory: {
    es: 'La simulación necesitó más memoria de la permitida y se cortó. No se ha tecleado nada: prueba con menos objetos.',
    en: 'The simulation needed more memory than allowed and was cut off. Nothing was typed: try with fewer objects.',
  },
  bug: {
    es: 'La simulación se rompió por un fallo de readyz, no por lo que tecleaste. No se ha tecleado nada: prueba otra cosa, deshaz o reinicia.',
    en: 'The simulation broke because of a bug in readyz, not because of what you typed. Nothing was typed: try something else, undo or start over.',
  },
  closed: {
    es: 'readyz se está cerrando. El laboratorio queda guardado: inténtalo de nuevo en un momento.',
    en: 'readyz is closing. The lab is kept: try again in a moment.',
  },
} as const satisfies Record<string, Text>;

const unknownScenario: Text = {
  es: 'La pregunta de este laboratorio ya no existe. Reinícialo para seguir en un clúster vacío.',
  en: 'The question of this lab no longer exists. Start over to go on in an empty cluster.',
};
