/** `readyz export results|anki`: one's results as a table, or questions as Anki notes. */
import { type Command, exitCodes, UsageError } from '../command.ts';
import { csvFlags, csvStyleOf } from '../export/csv-flags.ts';
import { quoted, writeJson } from '../output.ts';

export const exportCommand: Command = {
  name: 'export',
  summary: {
    es: 'exporta tus resultados (CSV, JSON) o preguntas para Anki',
    en: 'export your results (CSV, JSON) or questions for Anki',
  },
  examples: [
    {
      line: 'readyz export results > results.csv',
      meaning: { es: 'una línea por pregunta contestada', en: 'a line for each question answered' },
    },
    {
      line: 'readyz export results --separator semicolon --bom > results.csv',
      meaning: { es: 'para Excel en español', en: 'for Excel in Spanish' },
    },
    {
      line: 'readyz export anki probes > probes.txt',
      meaning: { es: 'un tema o un cuestionario', en: 'a topic or a quiz' },
    },
  ],
  parameters: [
    { name: 'WHAT', meaning: { es: 'results o anki', en: 'results or anki' } },
    {
      name: 'DECK',
      meaning: {
        es: 'para anki: un tema o un cuestionario; sin él, todo',
        en: 'for anki: a topic or a quiz; all without it',
      },
      optional: true,
    },
  ],
  flags: {
    output: {
      meaning: {
        es: 'cómo se escriben los resultados: csv (por defecto) o json',
        en: 'how results are written: csv (the default) or json',
      },
      value: 'csv|json',
      oneOf: ['csv', 'json'],
      short: 'o',
    },
    ...csvFlags,
  },

  async run(argv, io) {
    const [what, deck] = argv.positionals;
    if (what === 'results' && deck === undefined) {
      const [{ openAll }, { learner }, { csvOf }, { resultRows, resultTable }] = await Promise.all([
        import('../wire.ts'),
        import('../play-in-terminal.ts'),
        import('../export/csv.ts'),
        import('../export/results.ts'),
      ]);
      const { player, library, close } = await openAll(io);
      try {
        const rows = resultRows(await player.history(learner), library, io.language);
        if (argv.value('output') === 'json') writeJson(io.out, rows);
        else io.out.write(csvOf(resultTable(rows), csvStyleOf(argv)));
        return exitCodes.success;
      } finally {
        await close();
      }
    }
    if (what === 'anki') {
      const [{ openContent }, { ankiNotes }, { drawQuestions }] = await Promise.all([
        import('../wire.ts'),
        import('../export/anki.ts'),
        import('#engine/quiz.ts'),
      ]);
      const library = await openContent(io);
      const quiz = deck === undefined ? undefined : library.findQuiz(deck);
      const ids = quiz
        ? drawQuestions(quiz, library, 1).map(({ scenario }) => scenario)
        : library.list().flatMap(({ id, topic }) => (deck === undefined || topic === deck ? [id] : []));
      if (ids.length === 0) {
        throw new UsageError({
          es: `No hay ningún tema ni cuestionario ${quoted(deck ?? '')}.`,
          en: `There is no topic or quiz ${quoted(deck ?? '')}.`,
        });
      }
      const name = quiz?.title[io.language] ?? (deck === undefined ? 'readyz' : `readyz::${deck}`);
      const scenarios = ids.flatMap((id) => library.find(id) ?? []);
      io.out.write(ankiNotes(scenarios, name, io.language));
      return exitCodes.success;
    }
    throw new UsageError({
      es: 'Escribe readyz export results, o readyz export anki y un tema.',
      en: 'Write readyz export results, or readyz export anki and a topic.',
    });
  },
};
