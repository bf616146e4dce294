/** `readyz review`: the questions that are due today, in the terminal; without one, or for programs, which they are. */
import type { Statistics } from '#engine/learning/statistics.ts';
import type { Library } from '#engine/ports.ts';
import { sanitize } from '#terminal/sanitize.ts';
import { type Command, exitCodes } from '../command.ts';
import { hasScreen, outputFlag, writeJson } from '../output.ts';

export const review: Command = {
  name: 'review',
  summary: { es: 'repasa lo que toca hoy', en: 'review what is due today' },
  examples: [
    {
      line: 'readyz review',
      meaning: { es: 'las preguntas de hoy, una tras otra', en: 'today’s questions, one after the other' },
    },
    {
      line: 'readyz review --output json',
      meaning: { es: 'cuáles son, para programas', en: 'which they are, for programs' },
    },
  ],
  flags: { output: outputFlag },

  async run(argv, io) {
    const output = argv.value('output');
    if (output === undefined && hasScreen(io)) {
      const { playInTerminal } = await import('../play-in-terminal.ts');
      return playInTerminal(io, 'go:review');
    }
    const [{ openAll }, { learner }] = await Promise.all([import('../wire.ts'), import('../play-in-terminal.ts')]);
    const { player, close } = await openAll(io);
    try {
      const told = forPrograms(await player.statistics(learner), player.library, io.language);
      if (output === 'json') writeJson(io.out, told);
      else {
        for (const { id, title } of told.due) io.out.write(sanitize(`${id}  ${title}\n`));
        if (told.due.length === 0) {
          io.err.write(io.language === 'es' ? 'Hoy no hay nada que repasar.\n' : 'There is nothing to review today.\n');
        }
      }
      return exitCodes.success;
    } finally {
      await close();
    }
  },
};

function forPrograms({ reviews, reviewsDoneToday, dueInDays }: Statistics, library: Library, language: 'es' | 'en') {
  const titles = new Map(library.list().map(({ id, title }) => [id, title[language]]));
  const told = (cards: Statistics['reviews']['today']) =>
    cards.map(({ scenario, due, lapses }) => ({
      id: scenario,
      title: titles.get(scenario) ?? scenario,
      due: new Date(due).toISOString(),
      lapses,
    }));
  return {
    due: told(reviews.today),
    waiting: reviews.waiting,
    setAside: told(reviews.setAside),
    doneToday: reviewsDoneToday,
    dueInDays,
  };
}
