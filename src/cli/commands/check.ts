/** `readyz check`: proves content by running it. An author's file that lies cannot ship. */
import path from 'node:path';
import type { Text } from '#base/text.ts';
import type { FileReport } from '#content/check-content.ts';
import { sanitize } from '#terminal/sanitize.ts';
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
    const write = (text: string) => out.write(sanitize(text));
    const [
      { parallelCheck },
      { tooManyWritten, writtenKeys },
      { checkQuiz, isQuizFile },
      { scenarioFiles },
      { openContent, contentFolder },
      { programRoot },
    ] = await Promise.all([
      import('../parallel-check.ts'),
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
    // A file that is named and also lies in a folder that is named is proven once.
    const files = [...new Set(places.flatMap((place) => scenarioFiles(path.resolve(cwd, place))))];
    const scenarios = files.filter((file) => !isQuizFile(file));
    const quizzes = files.filter((file) => isQuizFile(file));
    const library = quizzes.length > 0 ? await openContent(io) : undefined;
    async function* all(): AsyncGenerator<{ readonly report: FileReport; readonly milliseconds: number }> {
      yield* parallelCheck({ root: programRoot(), files: scenarios, from: cwd });
      for (const file of library ? quizzes : []) {
        const shown = path.relative(cwd, file);
        const started = performance.now();
        const errors = checkQuiz(file, shown, library!);
        yield { report: { file: shown, gradings: 0, errors }, milliseconds: performance.now() - started };
      }
    }
    const reports = [];
    const found: FileReport[] = [];
    const started = performance.now();
    for await (const { report, milliseconds: spent } of all()) {
      if (signal.aborted) return exitCodes.interrupted;
      const { file, gradings, errors } = report;
      found.push(report);
      const milliseconds = Math.round(spent);
      const passed = errors.length === 0;
      const told = errors.map(({ text, ...place }) => ({ ...place, message: text[language] }));
      reports.push({ file, passed, gradings, milliseconds, errors: told });
      if (!asJson) {
        write(`${passed ? '✔' : '✘'} ${file}  ${gradings} × ${Math.round(milliseconds / Math.max(1, gradings))} ms\n`);
        for (const { file: where, line, column, message } of told) write(`  ${where}:${line}:${column}: ${message}\n`);
      }
    }
    if (reports.length === 0) {
      const shown = places.join(', ');
      throw new Trouble({
        es: `No hay preguntas ni cuestionarios en ${shown}.`,
        en: `There are no questions or quizzes in ${shown}.`,
      });
    }
    const isFine = !tooManyWritten(found);
    if (asJson) writeJson(out, reports);
    else if (found.length > 1) out.write(`${summary(found, performance.now() - started)[language]}\n`);
    return isFine && reports.every(({ passed }) => passed) ? exitCodes.success : exitCodes.failure;

    function summary(all: readonly FileReport[], milliseconds: number): Text {
      const { written, all: count } = writtenKeys(all);
      const gradings = all.reduce((sum, one) => sum + one.gradings, 0);
      const seconds = (milliseconds / 1000).toFixed(1);
      const share = count === 0 ? 0 : Math.round((written / count) * 100);
      const most = isFine
        ? { es: '', en: '' }
        : { es: ': como mucho puede ser el 10 %', en: ': it may be 10% at most' };
      return {
        es: `${count} preguntas, ${gradings} respuestas en ${seconds} s; con la clave escrita, ${written} (${share} %)${most.es}`,
        en: `${count} questions, ${gradings} answers in ${seconds} s; with a written key, ${written} (${share}%)${most.en}`,
      };
    }
  },
};
