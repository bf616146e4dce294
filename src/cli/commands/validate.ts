/**
 * `readyz validate`: what the API server would say of manifests, with line, column and advice.
 * Every document goes through the real path: read, decoded, defaulted, admitted, validated by a cluster of its own.
 */
import type { Command } from '../command.ts';

export const validate: Command = {
  name: 'validate',
  summary: {
    es: 'di si Kubernetes aceptaría unos manifiestos, y qué cambiar si no',
    en: 'say whether Kubernetes would accept manifests, and what to change if not',
  },
  examples: [
    {
      line: 'readyz validate deployment.yaml',
      meaning: { es: 'revisa un archivo', en: 'check a file' },
    },
    {
      line: 'readyz validate --output json k8s/*.yaml',
      meaning: {
        es: 'revisa varios y escribe JSON para otro programa',
        en: 'check several and write JSON for another program',
      },
    },
    {
      line: 'kubectl create deployment web --image=nginx --dry-run=client -o yaml | readyz validate',
      meaning: { es: 'revisa lo que llega por la entrada estándar', en: 'check what comes in on standard input' },
    },
  ],
  parameters: [
    {
      name: 'FILE',
      meaning: {
        es: 'archivos de manifiestos; la entrada estándar si falta o es «-»',
        en: 'files of manifests; standard input when absent or "-"',
      },
      optional: true,
      repeated: true,
    },
  ],
  flags: {
    output: {
      meaning: { es: 'cómo se escribe el resultado', en: 'how the result is written' },
      value: 'FORMAT',
      oneOf: ['text', 'json'],
      short: 'o',
    },
    jsonl: {
      meaning: {
        es: 'lee {"id","text","before"} por línea y responde una línea a cada una',
        en: 'read {"id","text","before"} a line and answer each with a line',
      },
    },
  },
  async run(argv, io) {
    if (argv.has('jsonl')) {
      const { answerLines } = await import('../validate/answer-lines.ts');
      return answerLines(io);
    }
    const { validateFiles } = await import('../validate/validate-files.ts');
    return validateFiles(argv.positionals, argv.value('output') === 'json' ? 'json' : 'text', io);
  },
};
