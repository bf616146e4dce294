/** `readyz play ID`: the terminal app, beginning with one question or quiz. */
import { type Command, UsageError } from '../command.ts';
import { hasScreen, quoted } from '../output.ts';

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
  flags: {
    seed: {
      meaning: {
        es: 'semilla de una partida nueva: la misma trae los mismos números y nombres',
        en: 'seed of a new session: the same brings the same figures and names',
      },
      value: 'NUMBER',
    },
  },

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
    return playInTerminal(io, place, seedFrom(argv.value('seed')));
  },
};

function seedFrom(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  if (/^\d{1,10}$/.test(typed) && Number(typed) < 2 ** 32) return Number(typed);
  throw new UsageError({
    es: `--seed es un número entero entre 0 y ${2 ** 32 - 1}, no ${quoted(typed)}.`,
    en: `--seed is a whole number between 0 and ${2 ** 32 - 1}, not ${quoted(typed)}.`,
  });
}
