/**
 * Puts the parts together: questions from files, scores in SQL, answers graded in workers, and the player on top of them.
 * Nothing else in the program knows all of these at once.
 */
import { didYouMean } from '#base/did-you-mean.ts';
import { readImages } from '#content/images.ts';
import { type ContentLibrary, openLibrary } from '#content/library.ts';
import { Player } from '#engine/player.ts';
import type { Grader, Library } from '#engine/ports.ts';
import type { Scenario } from '#engine/scenario.ts';
import type { Storage } from '#storage/sqlite.ts';
import { type Io, Trouble, UsageError } from './command.ts';
import { quoted } from './output.ts';
import { placesOf } from './places.ts';
import { programRoot } from './program-root.ts';
import { workerGrader } from './worker-grader.ts';

export interface Opened {
  readonly player: Player;
  readonly storage: Storage;
  /** Ends the workers and closes the database. What was answered is saved already. */
  close(): Promise<void>;
}

/** All that playing takes, for the terminal and for the bot alike. */
export async function openAll(io: Io, log = logTo(io)): Promise<Opened> {
  const library = openContent();
  // SQL is worth loading only where something is kept.
  const { openSqlite } = await import('#storage/sqlite.ts');
  const storage = await openSqlite(placesOf(io).database);
  if (!storage.ok) throw new Trouble(storage.error);
  const grader = openGrader(library, log);
  const { sessions } = storage.value;
  return {
    player: new Player({ library, store: sessions, grader, now: io.now, newId, newSeed }),
    storage: storage.value,
    async close() {
      await grader.close();
      await storage.value.close();
    },
  };
}

/** Short, because a button on Discord has to carry it; 80 bits, so that nobody guesses another's. */
function newId(): string {
  return cryptography().randomBytes(10).toString('base64url');
}

function newSeed(): number {
  return cryptography().randomInt(2 ** 32);
}

/** Loaded when a session begins: Node's cryptography takes as long to load as the whole menu takes to appear. */
function cryptography(): typeof import('node:crypto') {
  return process.getBuiltinModule('node:crypto');
}

/** `log` is told of bugs met while grading; whoever answers reads "not graded". */
export function openGrader(library: Library, log: (problem: string) => void): Grader {
  return workerGrader({ library, images: () => readImages(programRoot()).images, log });
}

export function logTo({ err }: Io): (problem: string) => void {
  return (problem) => err.write(`${problem}\n`);
}

export function openContent(): ContentLibrary {
  const library = openLibrary([programRoot()]);
  if (library.list().length > 0) return library;
  throw new Trouble({
    es: `No hay ninguna pregunta que se pueda leer en ${programRoot()}. Instala readyz de nuevo, o mira qué falla con: readyz check`,
    en: `There is no question that can be read in ${programRoot()}. Install readyz again, or see what is wrong with: readyz check`,
  });
}

export function findScenario(library: ContentLibrary, id: string): Scenario {
  const scenario = library.find(id);
  if (scenario) return scenario;
  const near = didYouMean(
    id,
    library.list().map((known) => known.id),
  );
  throw new UsageError({
    es: `No hay ninguna pregunta ${quoted(id)}.${near ? ` ¿Quisiste decir ${near}?` : ' readyz list las muestra.'}`,
    en: `There is no question ${quoted(id)}.${near ? ` Did you mean ${near}?` : ' readyz list shows them.'}`,
  });
}
