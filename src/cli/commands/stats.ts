/** `readyz stats`: one's own figures, as the app shows them. */
import { type Command, exitCodes } from '../command.ts';
import { outputFlag, writeJson } from '../output.ts';

export const stats: Command = {
  name: 'stats',
  summary: {
    es: 'muestra tus cifras: dominio por tema, racha, repasos',
    en: 'show your figures: mastery by topic, streak, reviews',
  },
  examples: [
    { line: 'readyz stats', meaning: { es: 'tus cifras de hoy', en: 'your figures of today' } },
    { line: 'readyz stats --output json', meaning: { es: 'lo mismo, para programas', en: 'the same, for programs' } },
  ],
  flags: { output: outputFlag },

  async run(argv, io) {
    const [{ openAll }, { learner }] = await Promise.all([import('../wire.ts'), import('../play-in-terminal.ts')]);
    const { player, close } = await openAll(io);
    try {
      if (argv.value('output') === 'json') {
        const { reviews, ...rest } = await player.statistics(learner);
        writeJson(io.out, {
          ...rest,
          reviews: { today: reviews.today.length, waiting: reviews.waiting, setAside: reviews.setAside.length },
        });
        return exitCodes.success;
      }
      const [{ screen }, { pageText }] = await Promise.all([
        player.go(learner, 'go:statistics'),
        import('../page-text.ts'),
      ]);
      io.out.write(await pageText(screen, io));
      return exitCodes.success;
    } finally {
      await close();
    }
  },
};
