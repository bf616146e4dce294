/** `readyz challenge [today|DAY|ID]`: the challenge of the day, or any question as one; without a terminal, which it is. */
import { readDay, writtenDay } from '#engine/learning/day.ts';
import { sanitize } from '#terminal/sanitize.ts';
import { type Command, exitCodes, UsageError } from '../command.ts';
import { hasScreen, outputFlag, quoted, writeJson } from '../output.ts';

export const challenge: Command = {
  name: 'challenge',
  summary: {
    es: 'el reto del día: la misma pregunta para todo el mundo',
    en: 'the challenge of the day: one question for everybody',
  },
  examples: [
    { line: 'readyz challenge', meaning: { es: 'el reto de hoy', en: 'today’s challenge' } },
    { line: 'readyz challenge 2026-11-21', meaning: { es: 'el de otro día', en: 'that of another day' } },
    {
      line: 'readyz challenge slow-database-which-probe',
      meaning: { es: 'una pregunta cualquiera', en: 'any question' },
    },
    {
      line: 'readyz challenge slow-database-which-probe --watch answer.yaml',
      meaning: {
        es: 'en tu propio editor: se evalúa cada vez que guardas el archivo',
        en: 'in your own editor: graded each time you save the file',
      },
    },
  ],
  parameters: [
    {
      name: 'WHICH',
      meaning: {
        es: 'today (por defecto), un día como 2026-11-21, o una pregunta',
        en: 'today (the default), a day as 2026-11-21, or a question',
      },
      optional: true,
      suggests: 'questions',
    },
  ],
  flags: {
    watch: {
      meaning: {
        es: 'evalúa este archivo cada vez que se guarda; si no existe, lo empieza',
        en: 'grade this file each time it is saved; begin it where there is none',
      },
      value: 'FILE',
    },
    poll: {
      meaning: {
        es: 'con --watch: mira el archivo cada tantos segundos, donde el sistema no avisa de los cambios',
        en: 'with --watch: look at the file every so many seconds, where the system does not tell of changes',
      },
      value: 'SECONDS',
    },
    output: outputFlag,
  },

  async run(argv, io) {
    const [which = 'today'] = argv.positionals;
    const [{ findScenario, openAll }, { learner, playInTerminal }] = await Promise.all([
      import('../wire.ts'),
      import('../play-in-terminal.ts'),
    ]);
    const { player, library, close } = await openAll(io);
    let place: string;
    try {
      const day = which === 'today' ? player.today() : readDay(which);
      const found = day === undefined ? { scenario: findScenario(library, which) } : player.challengeOf(day);
      if (!found || (day ?? 0) > player.today()) {
        throw new UsageError({
          es: `El reto de ${quoted(which)} no se conoce todavía.`,
          en: `The challenge of ${quoted(which)} is not known yet.`,
        });
      }
      const { id, title, version, type, topic, level } = found.scenario;
      place = day === undefined ? id : `challenge:${writtenDay(day)}`;
      const file = argv.value('watch');
      if (file !== undefined) {
        const { watchAnswer } = await import('../challenge/watch.ts');
        const pollSeconds = secondsFrom(argv.value('poll'));
        return await watchAnswer({ player, learner, place, file, ...(pollSeconds && { pollSeconds }) }, io);
      }
      const output = argv.value('output');
      if (output !== undefined || !hasScreen(io)) {
        const results = (await player.history(learner)).filter(({ scenario }) => scenario === id);
        const answered = results.some(({ verdict }) => verdict === 'right')
          ? 'right'
          : results.length > 0
            ? 'tried'
            : 'new';
        const told = { ...(day !== undefined && { day: writtenDay(day) }), id, title: title[io.language], answered };
        if (output === 'json') writeJson(io.out, { ...told, version, type, topic, level });
        else io.out.write(sanitize(`${id}  ${told.title}\n`));
        return exitCodes.success;
      }
    } finally {
      await close();
    }
    return playInTerminal(io, place);
  },
};

function secondsFrom(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  const seconds = Number(typed);
  if (seconds > 0 && seconds <= 3600) return seconds;
  throw new UsageError({
    es: `--poll es un número de segundos entre 0 y 3600, no ${quoted(typed)}.`,
    en: `--poll is a number of seconds between 0 and 3600, not ${quoted(typed)}.`,
  });
}
