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
    {
      line: 'readyz check',
      meaning: { es: 'todas las preguntas y los cuestionarios', en: 'all questions and quizzes' },
    },
    { line: 'readyz check scenarios/probes', meaning: { es: 'los de una carpeta', en: 'those of one folder' } },
  ],
  parameters: [
    {
      name: 'PATH',
      meaning: { es: 'archivo o carpeta de preguntas o cuestionarios', en: 'file or folder of questions or quizzes' },
      optional: true,
      repeated: true,
    },
  ],
  flags: { output: outputFlag },

  async run(argv, io) {
    const { out, cwd, language, signal } = io;
    const [
      { checkContent },
      { checkQuiz, isQuizFile },
      { scenarioFiles },
      { openContent, contentFolder },
      { programRoot },
    ] = await Promise.all([
      import('#content/check-content.ts'),
      import('#content/check-quizzes.ts'),
      import('#content/library.ts'),
      import('../wire.ts'),
      import('../program-root.ts'),
    ]);
    const asJson = argv.value('output') === 'json';
    const own = io.contentFolders.map((folder) => contentFolder(cwd, folder));
    const everywhere = (own.length > 0 ? own : [programRoot()]).flatMap((folder) =>
      ['scenarios', 'quizzes'].map((name) => path.join(folder, name)),
    );
    const places = argv.positionals.length > 0 ? argv.positionals : everywhere;
    const files = places.flatMap((place) => scenarioFiles(path.resolve(cwd, place)));
    const scenarios = files.filter((file) => !isQuizFile(file));
    const quizzes = files.filter((file) => isQuizFile(file));
    const library = quizzes.length > 0 ? await openContent(io) : undefined;
    function* quizReports() {
      for (const file of library ? quizzes : []) {
        const shown = path.relative(cwd, file);
        yield { file: shown, gradings: 0, errors: checkQuiz(file, shown, library!) };
      }
    }
    const reports = [];
    let started = performance.now();
    for (const { file, gradings, errors } of chained(
      checkContent({ root: programRoot(), places: scenarios, from: cwd }),
      quizReports(),
    )) {
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
      throw new Trouble({
        es: `No hay preguntas ni cuestionarios en ${shown}.`,
        en: `There are no questions or quizzes in ${shown}.`,
      });
    }
    if (asJson) writeJson(out, reports);
    return reports.every(({ passed }) => passed) ? exitCodes.success : exitCodes.failure;
  },
};

function* chained<Item>(...parts: readonly Iterable<Item>[]): Generator<Item> {
  for (const part of parts) yield* part;
}
