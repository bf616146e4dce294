/** `readyz list`: the questions there are, in the order of the course; `readyz list quizzes`: the quizzes. */
import { drawQuestions } from '#engine/quiz.ts';
import { sanitize } from '#terminal/sanitize.ts';
import { type Command, exitCodes, UsageError } from '../command.ts';
import { outputFlag, quoted, writeJson } from '../output.ts';

export const list: Command = {
  name: 'list',
  summary: { es: 'muestra las preguntas o los cuestionarios que hay', en: 'show the questions or quizzes there are' },
  examples: [
    {
      line: 'readyz list',
      meaning: { es: 'las preguntas, en el orden del curso', en: 'the questions, in the order of the course' },
    },
    { line: 'readyz list --output json', meaning: { es: 'lo mismo, para programas', en: 'the same, for programs' } },
  ],
  parameters: [
    {
      name: 'WHAT',
      meaning: { es: 'scenarios (por defecto) o quizzes', en: 'scenarios (the default) or quizzes' },
      optional: true,
      suggests: ['scenarios', 'quizzes'],
    },
  ],
  flags: { output: outputFlag },

  async run(argv, io) {
    const { out, language } = io;
    const { openContent } = await import('../wire.ts');
    const [what = 'scenarios'] = argv.positionals;
    if (what !== 'scenarios' && what !== 'quizzes') {
      throw new UsageError({
        es: `readyz list muestra scenarios o quizzes, no ${quoted(what)}.`,
        en: `readyz list shows scenarios or quizzes, not ${quoted(what)}.`,
      });
    }
    const library = await openContent(io);
    if (what === 'quizzes') {
      const quizzes = library.quizzes().map((quiz) => ({
        id: quiz.id,
        version: quiz.version,
        title: quiz.title[language],
        questions: drawQuestions(quiz, library, 1).length,
      }));
      if (argv.value('output') === 'json') writeJson(out, quizzes);
      else writeNames(out, quizzes);
      return exitCodes.success;
    }
    const scenarios = library.list();
    if (argv.value('output') === 'json') {
      writeJson(
        out,
        scenarios.map(({ id, version, type, topic, level, section, title, weight }) => ({
          ...{ id, version, type, topic, level, weight },
          section: section[language],
          title: title[language],
        })),
      );
      return exitCodes.success;
    }
    writeNames(
      out,
      scenarios.map(({ id, title }) => ({ id, title: title[language] })),
    );
    return exitCodes.success;
  },
};

function writeNames(
  out: NodeJS.WritableStream,
  things: readonly { readonly id: string; readonly title: string }[],
): void {
  const widest = Math.max(0, ...things.map(({ id }) => id.length));
  for (const { id, title } of things) out.write(sanitize(`${id.padEnd(widest)}  ${title}\n`));
}
