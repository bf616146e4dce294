/** `readyz import FILE`: choice questions from Moodle (GIFT) or a table (CSV) become scenario files of one's own folder. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Command, exitCodes, UsageError } from '../command.ts';
import { readNamedFile, writeNewFile } from '../files.ts';
import { quoted } from '../output.ts';

export const importCommand: Command = {
  name: 'import',
  summary: {
    es: 'importa preguntas de Moodle (GIFT) o de una tabla (CSV)',
    en: 'import questions from Moodle (GIFT) or a table (CSV)',
  },
  examples: [
    {
      line: 'readyz import questions.gift --content my-course',
      meaning: {
        es: 'crea my-course/scenarios/… y un cuestionario con todas',
        en: 'creates my-course/scenarios/… and a quiz of all',
      },
    },
    {
      line: 'readyz import questions.csv --content my-course',
      meaning: {
        es: 'columnas: question, a, b, c…, correct; y si quieres title, explanation, topic, level',
        en: 'columns: question, a, b, c…, correct; if you like title, explanation, topic, level',
      },
    },
  ],
  parameters: [
    { name: 'FILE', meaning: { es: 'un archivo .gift, .txt (GIFT) o .csv', en: 'a file .gift, .txt (GIFT) or .csv' } },
  ],
  flags: {
    format: {
      meaning: { es: 'el formato, si el nombre no lo dice', en: 'the format, where the name does not say' },
      value: 'gift|csv',
      oneOf: ['gift', 'csv'],
    },
  },

  async run(argv, io) {
    const file = argv.positionals[0]!;
    const format = (argv.value('format') ?? formatOf(file)) as 'gift' | 'csv' | undefined;
    if (!format) {
      throw new UsageError({
        es: `El nombre de ${quoted(file)} no dice su formato: añade --format gift o --format csv.`,
        en: `The name of ${quoted(file)} does not say its format: add --format gift or --format csv.`,
      });
    }
    const folder = io.contentFolders.at(-1);
    if (folder === undefined) {
      throw new UsageError({
        es: 'Di en qué carpeta se guardan: --content DIR.',
        en: 'Say which folder they go to: --content DIR.',
      });
    }
    const source = readNamedFile(io.cwd, file);
    const [{ importQuestions }, { openContent }] = await Promise.all([
      import('#content/import/import-questions.ts'),
      import('../wire.ts'),
    ]);
    // Ids in use, the program's too: one of the same name would replace it.
    const known = ['scenarios', 'quizzes'].some((name) => existsSync(path.resolve(io.cwd, folder, name)));
    const library = await openContent({
      cwd: io.cwd,
      contentFolders: known ? io.contentFolders : io.contentFolders.slice(0, -1),
    });
    const taken = new Set([...library.list(), ...library.quizzes()].map(({ id }) => id));
    const { files, scenarios, problems } = importQuestions(source, { name: file, format, taken });
    for (const [name, text] of files) {
      const shown = path.join(folder, name);
      writeNewFile(io.cwd, shown, text);
      io.out.write(`+ ${shown}\n`);
    }
    for (const { line, text } of problems) io.err.write(`${quoted(file).slice(1, -1)}:${line}: ${text[io.language]}\n`);
    const [es, en] = [
      `Preguntas importadas: ${scenarios.length}. No importadas: ${problems.length}.`,
      `Questions imported: ${scenarios.length}. Not imported: ${problems.length}.`,
    ];
    io.err.write(`${io.language === 'es' ? es : en}\n`);
    return problems.length === 0 ? exitCodes.success : exitCodes.failure;
  },
};

function formatOf(file: string): 'gift' | 'csv' | undefined {
  const extension = path.extname(file).toLowerCase();
  if (extension === '.csv' || extension === '.tsv') return 'csv';
  return extension === '.gift' || extension === '.txt' ? 'gift' : undefined;
}
