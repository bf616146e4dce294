/** `readyz menu`, and `readyz` alone in a terminal: the terminal app, beginning with the menu. */
import { type Command, UsageError } from '../command.ts';
import { hasScreen } from '../output.ts';

export const menu: Command = {
  name: 'menu',
  summary: {
    es: 'abre el menú en la terminal, como readyz sin más',
    en: 'open the menu in the terminal, as readyz alone does',
  },
  examples: [
    {
      line: 'readyz',
      meaning: { es: 'el menú: elige una pregunta y juega', en: 'the menu: pick a question and play' },
    },
    { line: 'readyz menu --lang en', meaning: { es: 'el menú, en inglés', en: 'the menu, in English' } },
  ],

  async run(_argv, io) {
    if (!hasScreen(io)) {
      throw new UsageError({
        es: 'el menú necesita una terminal. Sin ella: readyz list muestra las preguntas y readyz grade evalúa un archivo.',
        en: 'the menu needs a terminal. Without one: readyz list shows the questions and readyz grade grades a file.',
      });
    }
    const { playInTerminal } = await import('../play-in-terminal.ts');
    return playInTerminal(io);
  },
};
