/** `readyz new scenario|quiz ID`: writes a starter that explains itself and that `readyz check` accepts. Nothing is overwritten. */
import path from 'node:path';
import { type Command, exitCodes, UsageError } from '../command.ts';
import { writeNewFile } from '../files.ts';
import { quizStarter } from '../new/quiz-starter.ts';
import { scenarioStarter } from '../new/scenario-starter.ts';
import { quoted } from '../output.ts';

export const newFile: Command = {
  name: 'new',
  summary: {
    es: 'escribe el comienzo de una pregunta o un cuestionario',
    en: 'write the beginning of a question or a quiz',
  },
  examples: [
    {
      line: 'readyz new scenario my-first-question',
      meaning: {
        es: 'crea my-first-question.yaml y sus respuestas en la carpeta actual',
        en: 'creates my-first-question.yaml and its answers in the current folder',
      },
    },
    {
      line: 'readyz new quiz my-quiz --content my-course',
      meaning: { es: 'crea my-course/quizzes/my-quiz.yaml', en: 'creates my-course/quizzes/my-quiz.yaml' },
    },
  ],
  parameters: [
    {
      name: 'WHAT',
      meaning: {
        es: 'scenario, quiz, o schema: el JSON Schema de uno de los dos para el editor',
        en: 'scenario, quiz, or schema: the JSON Schema of either for editors',
      },
    },
    {
      name: 'ID',
      meaning: { es: 'su nombre: minúsculas, cifras y guiones', en: 'its name: small letters, digits and hyphens' },
      optional: true,
    },
  ],
  flags: {},

  async run(argv, { out, cwd, contentFolders }) {
    const [what = '', id = ''] = argv.positionals;
    if (what === 'schema') {
      if (id !== '' && id !== 'scenario' && id !== 'quiz') {
        throw new UsageError({
          es: `Hay un schema de scenario y otro de quiz, no de ${quoted(id)}.`,
          en: `There is a schema of scenario and one of quiz, none of ${quoted(id)}.`,
        });
      }
      const [{ quizJsonSchema }, { scenarioJsonSchema }] = await Promise.all([
        import('#content/quiz-schema.ts'),
        import('#content/scenario-json-schema.ts'),
      ]);
      out.write(id === 'quiz' ? quizJsonSchema() : scenarioJsonSchema());
      return exitCodes.success;
    }
    if (what !== 'scenario' && what !== 'quiz') {
      throw new UsageError({
        es: `Se puede crear un scenario, un quiz o el schema de uno de ellos; no ${quoted(what)}.`,
        en: `A scenario can be made, a quiz, or the schema of either; not ${quoted(what)}.`,
      });
    }
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 60) {
      throw new UsageError({
        es: `El nombre lleva minúsculas, cifras y guiones, como "my-first-question"; no ${quoted(id)}.`,
        en: `A name has small letters, digits and hyphens, as "my-first-question" has; not ${quoted(id)}.`,
      });
    }
    // Into a content folder it goes where the program looks for it; without one, where its author stands.
    const own = contentFolders.at(-1);
    const folder = own === undefined ? '' : path.posix.join(own, what === 'quiz' ? 'quizzes' : 'scenarios');
    const files = what === 'quiz' ? quizStarter(id, folder) : scenarioStarter(id, folder);
    for (const [name, text] of files) {
      writeNewFile(cwd, name, text);
      out.write(`+ ${name}\n`);
    }
    out.write(`readyz check ${files[0]?.[0]}\n`);
    return exitCodes.success;
  },
};
