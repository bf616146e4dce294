/**
 * `readyz compose`: Compose files as docker compose reads them, and their containers on a simulated docker host.
 */
import { type Command, UsageError } from '../command.ts';

export const compose: Command = {
  name: 'compose',
  summary: {
    es: 'di qué significa un archivo de Compose, o levántalo en un docker simulado',
    en: 'say what a Compose file means, or bring it up on a simulated docker',
  },
  examples: [
    {
      line: 'readyz compose config',
      meaning: {
        es: 'muestra la configuración completa de compose.yaml',
        en: 'show the whole configuration of compose.yaml',
      },
    },
    {
      line: 'readyz compose up --seconds 120 --and stop --and logs',
      meaning: {
        es: 'levanta el proyecto, lo deja dos minutos, lo para y muestra los logs',
        en: 'bring the project up, leave it for two minutes, stop it and show the logs',
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
    { name: 'VERB', meaning: { es: 'config o up', en: 'config or up' } },
    {
      name: 'FILE',
      meaning: { es: 'el archivo; compose.yaml si falta', en: 'the file; compose.yaml when absent' },
      optional: true,
    },
  ],
  flags: {
    jsonl: { meaning: { es: 'lee un archivo de Compose por línea', en: 'read a Compose file a line' } },
    file: {
      meaning: {
        es: 'otro archivo que se superpone a los anteriores; sin ninguno, compose.yaml y compose.override.yaml',
        en: 'another file, laid over those before; with none, compose.yaml and compose.override.yaml',
      },
      value: 'FILE',
      repeated: true,
    },
    profile: {
      meaning: { es: 'un perfil cuyos servicios también cuentan', en: 'a profile whose services count as well' },
      value: 'NAME',
      repeated: true,
    },
    'env-file': {
      meaning: { es: 'un archivo de variables en lugar de .env', en: 'a file of variables instead of .env' },
      value: 'FILE',
      repeated: true,
    },
    seconds: {
      meaning: {
        es: 'cuánto se espera tras levantarlo; 60 si falta',
        en: 'how long to wait once it is up; 60 when absent',
      },
      value: 'NUMBER',
    },
    and: {
      meaning: {
        es: 'qué se hace después: un verbo de docker compose, «wait N» o una línea de docker',
        en: 'what is done afterwards: a verb of docker compose, "wait N" or a line of docker',
      },
      value: 'LINE',
      repeated: true,
    },
  },
  async run(argv, io) {
    const [verb, ...named] = argv.positionals;
    const choice = {
      files: [...named, ...argv.all('file')],
      profiles: argv.all('profile'),
      environmentFiles: argv.all('env-file'),
    };
    if (verb === 'config') {
      if (argv.has('jsonl')) {
        const { answerConfigLines } = await import('../compose/config-lines.ts');
        return answerConfigLines(io);
      }
      const { printConfig } = await import('../compose/print-config.ts');
      return printConfig(choice, io);
    }
    if (verb !== 'up') {
      throw new UsageError({
        es: `readyz compose no conoce «${verb}»; escribe config o up`,
        en: `readyz compose does not know "${verb}"; write config or up`,
      });
    }
    const seconds = Number(argv.value('seconds') ?? 60);
    if (!Number.isFinite(seconds) || seconds < 0 || seconds > 86_400) {
      throw new UsageError({ es: '--seconds va de 0 a 86400', en: '--seconds goes from 0 to 86400' });
    }
    const { runProject } = await import('../compose/run-project.ts');
    return runProject({ choice, seconds, steps: argv.all('and') }, io);
  },
};
