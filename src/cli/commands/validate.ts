/**
 * `readyz validate`: what the API server would say of manifests, with line, column and advice.
 * Every document goes through the real path: read, decoded, defaulted, admitted, validated by a cluster of its own.
 */
import type { Command } from '../command.ts';

export const validate: Command = {
  name: 'validate',
  summary: {
    es: 'Di si Kubernetes aceptaría unos manifiestos, y qué cambiar si no',
    en: 'Say whether Kubernetes would accept manifests, and what to change if not',
  },
  examples: [
    {
      line: 'readyz validate deployment.yaml',
      meaning: { es: 'Revisa un archivo', en: 'Check a file' },
    },
    {
      line: 'readyz validate --output json k8s/*.yaml',
      meaning: {
        es: 'Revisa varios y escribe JSON para otro programa',
        en: 'Check several and write JSON for another program',
      },
    },
    {
      line: 'kubectl create deployment web --image=nginx --dry-run=client -o yaml | readyz validate',
      meaning: { es: 'Revisa lo que llega por la entrada estándar', en: 'Check what comes in on standard input' },
    },
  ],
  parameters: [
    {
      name: 'FILE',
      meaning: {
        es: 'Archivos de manifiestos; la entrada estándar si falta o es «-»',
        en: 'Files of manifests; standard input when absent or "-"',
      },
      optional: true,
      repeated: true,
    },
  ],
  flags: {
    output: {
      meaning: { es: 'Cómo se escribe el resultado', en: 'How the result is written' },
      value: 'FORMAT',
      oneOf: ['text', 'json'],
      short: 'o',
    },
    jsonl: {
      meaning: {
        es: 'Lee {"id","text","before"} por línea y responde una línea a cada una',
        en: 'Read {"id","text","before"} a line and answer each with a line',
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
