/** `readyz backup FILE`: a copy of the whole database, while the terminal and the bot go on using it. */
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
  ],
  parameters: [{ name: 'FILE', meaning: { es: 'el archivo nuevo', en: 'the new file' } }],

  async run(argv, io) {
    const { openStorage } = await import('../wire.ts');
    const storage = await openStorage(io);
    try {
      const copied = await storage.backup(path.resolve(io.cwd, argv.positionals[0]!));
      if (!copied.ok) throw new Trouble(copied.error);
      return exitCodes.success;
    } finally {
      await storage.close();
    }
  },
};
