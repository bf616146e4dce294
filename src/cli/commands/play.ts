/** `readyz play ID`: the terminal app, beginning with one question. */
import { type Command, UsageError } from '../command.ts';
import { hasScreen } from '../output.ts';

export const play: Command = {
  name: 'play',
  summary: { es: 'juega una pregunta en la terminal', en: 'play a question in the terminal' },
  examples: [
    {
      line: 'readyz play wordpress-one-pod-or-two',
      meaning: { es: 'empieza por esa pregunta, o la retoma', en: 'begin with that question, or go on with it' },
    },
  ],
  parameters: [
    {
      name: 'ID',
      meaning: { es: 'la pregunta (readyz list las muestra)', en: 'the question (readyz list shows them)' },
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
    const { openContent, findScenario } = await import('../wire.ts');
    const { id: scenario } = findScenario(await openContent(io), id);
    const { playInTerminal } = await import('../play-in-terminal.ts');
    return playInTerminal(io, scenario);
  },
};
