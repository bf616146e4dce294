/**
 * `readyz backup FILE`: a copy of the whole database, while the terminal and the bot go on using it. `postgres://…` in the
 * file's place takes all of it to a PostgreSQL; with DATABASE_URL the copy is of that one.
 */
import path from 'node:path';
import { type Command, exitCodes, Trouble } from '../command.ts';

export const backup: Command = {
  name: 'backup',
  summary: {
    es: 'copia la base de datos entera, aunque esté en uso',
    en: 'copy the whole database, even while in use',
  },
  examples: [
    {
      line: 'readyz backup readyz-2026-11-21.sqlite',
      meaning: {
        es: 'para volver a ella: readyz --db readyz-2026-11-21.sqlite',
        en: 'to go back to it: readyz --db readyz-2026-11-21.sqlite',
      },
    },
    {
      line: 'readyz backup postgres://readyz@db/readyz',
      meaning: {
        es: 'todo a una base de PostgreSQL vacía, para seguir allí con DATABASE_URL',
        en: 'all of it to an empty PostgreSQL database, to go on there with DATABASE_URL',
      },
    },
  ],
  parameters: [
    {
      name: 'FILE',
      meaning: { es: 'el archivo nuevo, o una dirección postgres://', en: 'the new file, or an address postgres://' },
    },
  ],

  async run(argv, io) {
    const { openStorage } = await import('../wire.ts');
    const { copyDatabase, isServer } = await import('#storage/open.ts');
    const place = argv.positionals[0]!;
    const storage = await openStorage(io);
    try {
      const copied = await copyDatabase(storage, isServer(place) ? place : path.resolve(io.cwd, place));
      if (!copied.ok) throw new Trouble(copied.error);
      return exitCodes.success;
    } finally {
      await storage.close();
    }
  },
};
