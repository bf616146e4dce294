/** `readyz check`: proves content by running it. An author's file that lies cannot ship. */
import path from 'node:path';
import { type Command, exitCodes } from '../command.ts';
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

  async run(argv, { out, err, cwd, language, signal }) {
    const [
      { readFileSync },
      { scenarioFiles },
      { readScenario },
      { prove },
      { readImages },
      { programRoot },
      { ImageCatalogue },
    ] = await Promise.all([
      import('node:fs'),
      import('#content/library.ts'),
      import('#content/scenario-file.ts'),
      import('#content/proof.ts'),
      import('#content/images.ts'),
      import('../program-root.ts'),
      import('#container/image.ts'),
    ]);
    const places = argv.positionals.length > 0 ? argv.positionals : [path.join(programRoot(), 'scenarios')];
    const files = places.flatMap((place) => scenarioFiles(path.resolve(cwd, place)));
    const images = new ImageCatalogue(readImages(programRoot()));
    const reports = [];
    for (const file of files) {
      if (signal.aborted) return exitCodes.interrupted;
      const started = performance.now();
      const shown = path.relative(cwd, file);
      const read = readScenario(shown, readFileSync(file, 'utf8'));
      const proof = read.ok ? prove(read.value, file, images) : { errors: read.error, gradings: 0 };
      const milliseconds = Math.round(performance.now() - started);
      const errors = proof.errors.map((error) => ({
        ...error,
        file: path.relative(cwd, path.resolve(cwd, error.file)),
      }));
      reports.push({ file: shown, passed: errors.length === 0, gradings: proof.gradings, milliseconds, errors });
      if (argv.value('output') === 'json') continue;
      out.write(
        `${errors.length === 0 ? '✔' : '✘'} ${shown}  ${proof.gradings} × ${Math.round(milliseconds / Math.max(1, proof.gradings))} ms\n`,
      );
      for (const { file: where, line, column, text } of errors)
        out.write(`  ${where}:${line}:${column}: ${text[language]}\n`);
    }
    if (files.length === 0) {
      err.write(
        {
          es: `readyz: no hay escenarios en ${places.join(', ')}\n`,
          en: `readyz: there are no scenarios in ${places.join(', ')}\n`,
        }[language],
      );
      return exitCodes.usage;
    }
    if (argv.value('output') === 'json') {
      writeJson(
        out,
        reports.map((report) => ({
          ...report,
          errors: report.errors.map(({ text, ...place }) => ({ ...place, message: text[language] })),
        })),
      );
    }
    return reports.every(({ passed }) => passed) ? exitCodes.success : exitCodes.failure;
  },
};
