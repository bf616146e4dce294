/**
 * `readyz compose`: Compose files as docker compose reads and runs them, on a simulated docker host.
 */
import { type Command, UsageError } from '../command.ts';

export const compose: Command = {
  name: 'compose',
  summary: {
    es: 'di qué significa un archivo de Compose',
    en: 'say what a Compose file means',
  },
  examples: [
    {
      line: 'readyz compose config',
      meaning: {
        es: 'muestra la configuración de compose.yaml completa',
        en: 'show the whole configuration of compose.yaml',
      },
    },
    {
      line: 'readyz compose config --jsonl < files.jsonl',
      meaning: {
        es: 'lee {"id","text","env"} por línea y responde una línea a cada una',
        en: 'read {"id","text","env"} a line and answer each with a line',
      },
    },
  ],
  parameters: [
    { name: 'VERB', meaning: { es: 'config', en: 'config' } },
    {
      name: 'FILE',
      meaning: { es: 'el archivo; compose.yaml si falta', en: 'the file; compose.yaml when absent' },
      optional: true,
    },
  ],
  flags: {
    jsonl: {
      meaning: { es: 'lee un archivo de Compose por línea', en: 'read a Compose file a line' },
    },
  },
  async run(argv, io) {
    const [verb] = argv.positionals;
    if (verb !== 'config') {
      throw new UsageError({
        es: `readyz compose no conoce «${verb}»; escribe config`,
        en: `readyz compose does not know "${verb}"; write config`,
      });
    }
    const { answerConfigLines } = await import('../compose/config-lines.ts');
    return answerConfigLines(io);
  },
};
