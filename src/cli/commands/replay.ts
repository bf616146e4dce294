/**
 * `readyz replay`: a script of steps on a fresh cluster, and what became of it. With `--jsonl` it answers the cases of a
 * comparison with a real control plane.
 */
import { looksLikeReplayCode } from '#engine/replay-code.ts';
import { type Command, UsageError } from '../command.ts';

export const replay: Command = {
  name: 'replay',
  summary: {
    es: 'ejecuta un guion de pasos en un clúster simulado y cuenta qué pasó',
    en: 'play a script of steps on a simulated cluster and tell what happened',
  },
  examples: [
    {
      line: 'readyz replay case.yaml',
      meaning: { es: 'ejecuta el guion de un archivo', en: 'play the script of a file' },
    },
    {
      line: 'readyz replay rz1.1mnRJItWSi5KT…',
      meaning: {
        es: 'la respuesta que alguien compartió (rz1.…), o la misma pregunta (rzq1.…)',
        en: 'the answer that somebody shared (rz1.…), or the same question (rzq1.…)',
      },
    },
    {
      line: 'readyz replay --jsonl < cases.jsonl',
      meaning: {
        es: 'lee un caso por línea y responde una línea a cada uno',
        en: 'read a case a line, answer each with a line',
      },
    },
  ],
  parameters: [
    {
      name: 'CASE',
      meaning: { es: 'archivo YAML con «cluster» y «steps»', en: 'file in YAML with "cluster" and "steps"' },
      optional: true,
    },
  ],
  flags: {
    output: {
      meaning: { es: 'cómo se escribe el resultado', en: 'how the result is written' },
      value: 'FORMAT',
      oneOf: ['text', 'json'],
      short: 'o',
    },
    seed: { meaning: { es: 'la semilla de todo azar', en: 'the seed of all chance' }, value: 'NUMBER' },
    code: {
      meaning: {
        es: 'código de una respuesta (o un archivo que lo lleva): muestra la misma ejecución',
        en: 'code of an answer (or a file that has it): show the same run',
      },
      value: 'CODE',
    },
    jsonl: {
      meaning: { es: 'lee un caso JSON por línea', en: 'read a JSON case a line' },
    },
  },
  async run(argv, io) {
    if (argv.has('jsonl')) {
      const { replayLines } = await import('../replay/replay-lines.ts');
      return replayLines(io);
    }
    const code = argv.value('code');
    if (code !== undefined) {
      const { replayCode } = await import('../replay/replay-code.ts');
      return replayCode(code, argv.value('output') === 'json', io);
    }
    const [path] = argv.positionals;
    if (path !== undefined && looksLikeReplayCode(path)) {
      const { replayCode } = await import('../replay/replay-code.ts');
      return replayCode(path, argv.value('output') === 'json', io);
    }
    if (path === undefined) {
      throw new UsageError({
        es: 'Falta el archivo del caso: readyz replay CASO.yaml',
        en: 'The case file is missing: readyz replay CASE.yaml',
      });
    }
    const seed = Number(argv.value('seed') ?? 1);
    if (!Number.isSafeInteger(seed)) {
      throw new UsageError({ es: '--seed debe ser un número entero', en: '--seed must be a whole number' });
    }
    const { replayFile } = await import('../replay/replay-file.ts');
    return replayFile(path, { seed, json: argv.value('output') === 'json' }, io);
  },
};
