/** `readyz data export|import|delete`: all that readyz keeps about you, to take along or to erase. */
import { rmSync } from 'node:fs';
import { type Command, exitCodes, type Io, Trouble, UsageError } from '../command.ts';
import { readNamedFile, writeNewFile } from '../files.ts';
import { quoted } from '../output.ts';

export const data: Command = {
  name: 'data',
  summary: {
    es: 'lleva contigo o borra todo lo que readyz guarda de ti',
    en: 'take along or erase all that readyz keeps of you',
  },
  examples: [
    {
      line: 'readyz data export my-data.json',
      meaning: { es: 'sesiones, respuestas, resultados y ajustes', en: 'sessions, answers, results and settings' },
    },
    {
      line: 'readyz data import my-data.json',
      meaning: { es: 'en otra máquina: añade lo que falte', en: 'on another machine: adds what is missing' },
    },
    {
      line: 'readyz data delete --yes',
      meaning: { es: 'lo borra todo, sin vuelta atrás', en: 'erases all of it for good' },
    },
  ],
  parameters: [
    {
      name: 'WHAT',
      meaning: { es: 'export, import o delete', en: 'export, import or delete' },
      suggests: ['export', 'import', 'delete'],
    },
    {
      name: 'FILE',
      meaning: {
        es: 'el archivo; sin él, export escribe en la salida',
        en: 'the file; without it export writes to the output',
      },
      optional: true,
    },
  ],
  flags: { yes: { meaning: { es: 'borra sin volver a preguntar', en: 'erase without asking again' } } },

  async run(argv, io) {
    const [what = '', file] = argv.positionals;
    if (!['export', 'import', 'delete'].includes(what)) {
      throw new UsageError({
        es: `readyz data sabe export, import y delete; no ${quoted(what)}.`,
        en: `readyz data knows export, import and delete; not ${quoted(what)}.`,
      });
    }
    if (what === 'import' && file === undefined) {
      throw new UsageError({
        es: 'Falta el archivo: readyz data import ARCHIVO.',
        en: 'The file is missing: readyz data import FILE.',
      });
    }
    const [{ openStorage }, { learner }] = await Promise.all([import('../wire.ts'), import('../play-in-terminal.ts')]);
    const { people, close } = await openStorage(io);
    try {
      if (what === 'export') {
        const text = `${JSON.stringify(await people.export(learner), null, 1)}\n`;
        if (file === undefined) io.out.write(text);
        else writeNewFile(io.cwd, file, text);
        return exitCodes.success;
      }
      if (what === 'import') {
        const { readLearnerData } = await import('#storage/learner-data.ts');
        const read = readLearnerData(readNamedFile(io.cwd, file!));
        if (!read.ok) throw new Trouble(read.error);
        const added = await people.import(learner, read.value, io.now());
        io.err.write(io.language === 'es' ? `Sesiones añadidas: ${added}\n` : `Sessions added: ${added}\n`);
        return exitCodes.success;
      }
      const { sessions } = await people.export(learner);
      if (!argv.has('yes')) {
        throw new UsageError({
          es: `Se borraría todo, sin vuelta atrás: sesiones (${sessions.length}), respuestas, resultados y borradores. Si es lo que quieres: readyz data delete --yes`,
          en: `All would be erased for good: sessions (${sessions.length}), answers, results and drafts. If that is what you want: readyz data delete --yes`,
        });
      }
      await people.delete(learner);
      await eraseDrafts(io);
      io.err.write(
        io.language === 'es' ? `Sesiones borradas: ${sessions.length}\n` : `Sessions erased: ${sessions.length}\n`,
      );
      return exitCodes.success;
    } finally {
      await close();
    }
  },
};

async function eraseDrafts(io: Io): Promise<void> {
  const { placesOf } = await import('../places.ts');
  rmSync(placesOf(io).answers, { recursive: true, force: true });
}
