/** `readyz play ID`: the terminal app, beginning with one question or quiz. */
import { type Command, UsageError } from '../command.ts';
import { hasScreen } from '../output.ts';

export const play: Command = {
  name: 'play',
  summary: {
    es: 'juega una pregunta o un cuestionario en la terminal',
    en: 'play a question or a quiz in the terminal',
  },
  examples: [
    {
      line: 'readyz play wordpress-one-pod-or-two',
      meaning: { es: 'empieza por esa pregunta, o la retoma', en: 'begin with that question, or go on with it' },
    },
  ],
  parameters: [
    {
      name: 'ID',
      meaning: {
        es: 'la pregunta o el cuestionario (readyz list, readyz list quizzes)',
        en: 'the question or the quiz (readyz list, readyz list quizzes)',
      },
      suggests: 'questions and quizzes',
    },
  ],

  async run(argv, io) {
    const id = argv.positionals[0]!;
    if (!hasScreen(io)) {
      throw new UsageError({
        es: `readyz play necesita una terminal. Sin ella: readyz show ${id} muestra la pregunta y readyz grade evalúa un archivo.`,
        en: `readyz play needs a terminal. Without one: readyz show ${id} shows the question and readyz grade grades a file.`,
      });
    }
    const { openContent, findPlayable } = await import('../wire.ts');
    const place = findPlayable(await openContent(io), id);
    const { playInTerminal } = await import('../play-in-terminal.ts');
    return playInTerminal(io, place);
  },
};
