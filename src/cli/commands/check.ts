/** `readyz check`: proves content by running it. An author's file that lies cannot ship. */
import path from 'node:path';
import { type Command, exitCodes, Trouble } from '../command.ts';
import { outputFlag, writeJson } from '../output.ts';

export const check: Command = {
  name: 'check',
  summary: {
    es: 'demuestra el contenido: las respuestas correctas pasan y las erróneas fallan por lo que dicen',
    en: 'prove content: right answers pass and wrong ones fail for what they say',
  },
  examples: [
    { line: 'readyz check', meaning: { es: 'todos los escenarios', en: 'all scenarios' } },
    { line: 'readyz check scenarios/probes', meaning: { es: 'los de una carpeta', en: 'those of one folder' } },
  ],
  parameters: [
    {
      name: 'PATH',
      meaning: { es: 'fichero o carpeta de escenarios', en: 'file or folder of scenarios' },
      optional: true,
      repeated: true,
    },
  ],
  flags: { output: outputFlag },

  async run(argv, { out, cwd, language, signal }) {
    const [{ checkContent }, { programRoot }] = await Promise.all([
      import('#content/check-content.ts'),
      import('../program-root.ts'),
    ]);
    const asJson = argv.value('output') === 'json';
    const places = argv.positionals.length > 0 ? argv.positionals : [path.join(programRoot(), 'scenarios')];
    const reports = [];
    let started = performance.now();
    for (const { file, gradings, errors } of checkContent({ root: programRoot(), places, from: cwd })) {
      if (signal.aborted) return exitCodes.interrupted;
      const milliseconds = Math.round(performance.now() - started);
      const passed = errors.length === 0;
      const told = errors.map(({ text, ...place }) => ({ ...place, message: text[language] }));
      reports.push({ file, passed, gradings, milliseconds, errors: told });
      if (!asJson) {
        out.write(
          `${passed ? '✔' : '✘'} ${file}  ${gradings} × ${Math.round(milliseconds / Math.max(1, gradings))} ms\n`,
        );
        for (const { file: where, line, column, message } of told)
          out.write(`  ${where}:${line}:${column}: ${message}\n`);
      }
      started = performance.now();
    }
    if (reports.length === 0) {
      const shown = places.join(', ');
      throw new Trouble({ es: `No hay escenarios en ${shown}.`, en: `There are no scenarios in ${shown}.` });
    }
    if (asJson) writeJson(out, reports);
    return reports.every(({ passed }) => passed) ? exitCodes.success : exitCodes.failure;
  },
};
