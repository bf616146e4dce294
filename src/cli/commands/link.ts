/** `readyz link CODE`: what was done in the terminal and on Discord becomes one, where both use one database. */
import { type Command, exitCodes, Trouble } from '../command.ts';

export const link: Command = {
  name: 'link',
  summary: { es: 'une tu terminal con tu cuenta de Discord', en: 'make your terminal and your Discord account one' },
  examples: [
    {
      line: 'readyz link K7QMWX2P',
      meaning: {
        es: 'el código lo da /vincular en Discord; el bot y la terminal usan la misma base de datos',
        en: 'the code comes from /link on Discord; the bot and the terminal use the same database',
      },
    },
  ],
  parameters: [{ name: 'CODE', meaning: { es: 'vale diez minutos, una vez', en: 'good for ten minutes, once' } }],

  async run(argv, io) {
    const [{ openStorage }, { learner: account }] = await Promise.all([
      import('../wire.ts'),
      import('../play-in-terminal.ts'),
    ]);
    const { community, close } = await openStorage(io);
    try {
      const code = argv.positionals[0]!.trim().toUpperCase();
      const learner = await community.acceptLink(code, account, io.now());
      if (learner === undefined) {
        throw new Trouble({
          es: 'Ese código no vale: ya se usó, pasaron diez minutos o el bot guarda sus datos en otra base (--db, DATABASE_URL). Pide otro con /vincular. Entre dos bases se pasa con readyz data export e import.',
          en: 'That code is not good: it was used, ten minutes have passed, or the bot keeps its data in another database (--db, DATABASE_URL). Ask for another with /link. Between two databases take readyz data export and import.',
        });
      }
      io.err.write(
        io.language === 'es'
          ? 'Hecho: lo de la terminal y lo de Discord ya es uno.\n'
          : 'Done: what is in the terminal and what is on Discord is one now.\n',
      );
      return exitCodes.success;
    } finally {
      await close();
    }
  },
};
