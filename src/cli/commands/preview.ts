/** `readyz preview ID`: the question as both frontends show it, before anybody plays it. */

import { sanitize } from '#terminal/sanitize.ts';
import { type Command, exitCodes } from '../command.ts';

export const preview: Command = {
  name: 'preview',
  summary: {
    es: 'muestra una pregunta como se ve en el terminal y en Discord',
    en: 'show a question as the terminal and Discord do',
  },
  examples: [
    {
      line: 'readyz preview slow-database-which-probe',
      meaning: { es: 'las dos vistas, una tras otra', en: 'both views, one after the other' },
    },
  ],
  parameters: [
    {
      name: 'ID',
      meaning: { es: 'la pregunta (readyz list las muestra)', en: 'the question (readyz list shows them)' },
      suggests: 'questions',
    },
  ],
  flags: {},

  async run(argv, io) {
    const { out, language } = io;
    const [{ openContent, findScenario }, { screenOf }, { foldSession }, { previewInTerminal }, { previewOnDiscord }] =
      await Promise.all([
        import('../wire.ts'),
        import('#engine/screens/index.ts'),
        import('#engine/state.ts'),
        import('#terminal/preview.tsx'),
        import('#discord/preview.ts'),
      ]);
    const library = await openContent(io);
    const { id: scenario, version } = findScenario(library, argv.positionals[0]!);
    const screen = screenOf(foldSession({ questions: [{ scenario, version }], actions: [] }), library);
    out.write(`── terminal ──\n${previewInTerminal(screen, { language, columns: 80, unicode: true })}`);
    out.write(`\n── Discord ──\n${sanitize(previewOnDiscord(screen, language))}`);
    return exitCodes.success;
  },
};
