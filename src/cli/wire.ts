/**
 * Puts the parts together: questions from files, scores in SQL, answers graded in workers, and the player on top of them.
 * Nothing else in the program knows all of these at once.
 */
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { didYouMean } from '#base/did-you-mean.ts';
import { openCompiled } from '#content/compiled.ts';
import { type ContentLibrary, openLibrary } from '#content/library.ts';
import type { LabRunner } from '#engine/lab-runs.ts';
import { Player } from '#engine/player.ts';
import type { Grader, Library } from '#engine/ports.ts';
import type { Scenario } from '#engine/scenario.ts';
import { variantFor } from '#engine/variants.ts';
import type { Storage } from '#storage/storage.ts';
import { type Io, Trouble, UsageError } from './command.ts';
import { learner as localLearner } from './local-learner.ts';
import { quoted } from './output.ts';
import { cacheFolder, placesOf } from './places.ts';
import { programRoot } from './program-root.ts';
import { workerGrader } from './worker-grader.ts';

export interface Opened {
  readonly player: Player;
  readonly library: ContentLibrary;
  readonly storage: Storage;
  readonly grader: Grader;
  /** Ends the workers and closes the database. What was answered is saved already. */
  close(): Promise<void>;
}

/** All that playing takes, for the terminal and for the bot alike. */
export async function openAll(
  io: Io,
  log = logTo(io),
  { seed, ...grading }: { readonly threads?: number; readonly seed?: number } = {},
): Promise<Opened> {
  const library = await openContent(io);
  const storage = await openStorage(io);
  const grader = openGrader(library, log, grading);
  const { sessions } = storage;
  return {
    player: new Player({
      library,
      store: sessions,
      grader,
      now: io.now,
      newId,
      newSeed: seed === undefined ? newSeed : () => seed,
      zone: timeZone(),
    }),
    library,
    storage,
    grader,
    async close() {
      await grader.close();
      await storage.close();
    },
  };
}

/**
 * SQL is worth loading only where something is kept. `--db` names a file; else DATABASE_URL may name a PostgreSQL. Whoever was
 * linked to somebody on Discord (`readyz link`) plays as them.
 */
export async function openStorage(io: Pick<Io, 'databaseFile' | 'cwd' | 'env' | 'now'>): Promise<Storage> {
  const url = io.databaseFile === undefined ? io.env['DATABASE_URL'] : undefined;
  const storage = await (url ? openUrl(url) : openFile(placesOf(io).database));
  if (!storage.ok) throw new Trouble(storage.error);
  const [{ speakingFor }, learner] = await Promise.all([
    import('#storage/linked.ts'),
    storage.value.identityOf(localLearner),
    // Whoever opens the database does it: nobody need host a quiz again for the last one to be erased in time.
    storage.value.live.eraseExpired(io.now()),
  ]);
  return speakingFor(storage.value, localLearner, learner);
}

async function openUrl(url: string) {
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new Trouble({
      es: 'DATABASE_URL tiene que empezar por postgres://. Un archivo de SQLite se elige con --db.',
      en: 'DATABASE_URL has to begin with postgres://. An SQLite file is chosen with --db.',
    });
  }
  const { openDatabase } = await import('#storage/open.ts');
  return openDatabase(url, (problem) => process.stderr.write(`${problem}\n`));
}

async function openFile(file: string) {
  const { openSqlite } = await import('#storage/sqlite.ts');
  return openSqlite(file);
}

/** Where this machine's days begin and end. */
function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
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
export function openGrader(
  library: Library,
  log: (problem: string) => void,
  grading: { readonly threads?: number } = {},
): Grader {
  const images = async () => {
    const { readImages } = await import('#content/images.ts');
    return readImages(programRoot()).images;
  };
  return workerGrader({ library, images, log, ...grading });
}

/** Labs played away from the frontend's thread: for a frontend with many people. */
export async function openLabs(library: Library, log: (problem: string) => void): Promise<LabRunner> {
  const [{ workerLabs }, { readImages }] = await Promise.all([
    import('./worker-labs.ts'),
    import('#content/images.ts'),
  ]);
  return workerLabs({ library, images: async () => readImages(programRoot()).images, log });
}

export function logTo({ err }: Io): (problem: string) => void {
  return (problem) => err.write(`${problem}\n`);
}

export async function openContent({
  cwd,
  contentFolders,
  env = {},
}: Pick<Io, 'cwd' | 'contentFolders'> & Partial<Pick<Io, 'env'>>): Promise<ContentLibrary> {
  const root = programRoot();
  const own = contentFolders.map((folder) => contentFolder(cwd, folder));
  // What was built is of no use to sources that may have changed since.
  const compiled = import.meta.url.endsWith('.ts') ? undefined : openCompiled(root, compiledFile(root));
  const kept = (folder: string) => keptFile(cacheFolder(env), folder);
  const library = await openLibrary([root, ...own], (folder) => {
    if (folder === root) return compiled;
    return compiled && openCompiled(folder, kept(folder), compiled.reader);
  });
  for (const folder of own) {
    if (compiled && library.readCount(folder) >= worthKeeping) await keep(folder, kept(folder), compiled.reader);
  }
  if (library.list().length > 0) return library;
  throw new Trouble({
    es: `No hay ninguna pregunta que se pueda leer en ${programRoot()}. Instala readyz de nuevo, o mira qué falla con: readyz check`,
    en: `There is no question that can be read in ${programRoot()}. Install readyz again, or see what is wrong with: readyz check`,
  });
}

/** Where the build lays the program's own content. */
function compiledFile(root: string): string {
  return path.join(root, 'dist', 'content.jsonl');
}

/** Reading fewer questions anew takes no time to speak of. */
const worthKeeping = 20;

function keptFile(cache: string, folder: string): string {
  return path.join(cache, `content-${crc32(folder).toString(16)}.jsonl`);
}

/** For the next start. Where it cannot be written, that start reads again as this one did. */
async function keep(folder: string, file: string, reader: number): Promise<void> {
  const { compileContent } = await import('#content/compile.ts');
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    const unfinished = `${file}.${process.pid}.tmp`;
    writeFileSync(unfinished, compileContent(folder, reader));
    renameSync(unfinished, file);
  } catch {
    return;
  }
}

/** An absolute path, or a sentence about what is not there. */
export function contentFolder(cwd: string, folder: string): string {
  const absolute = path.resolve(cwd, folder);
  if (['scenarios', 'quizzes'].some((name) => existsSync(path.join(absolute, name)))) return absolute;
  throw new Trouble({
    es: `La carpeta ${quoted(folder)} no tiene scenarios/ ni quizzes/. Empieza una con: readyz new scenario my-question --content ${quoted(folder)}`,
    en: `The folder ${quoted(folder)} has neither scenarios/ nor quizzes/. Begin one with: readyz new scenario my-question --content ${quoted(folder)}`,
  });
}

/** A question's id, or a quiz's, as the place to play it. */
export function findPlayable(library: ContentLibrary, id: string): string {
  if (library.find(id)) return id;
  if (library.findQuiz(id)) return `quiz:${id}`;
  const near = didYouMean(
    id,
    [...library.list(), ...library.quizzes()].map((known) => known.id),
  );
  throw new UsageError({
    es: `No hay ninguna pregunta ni cuestionario ${quoted(id)}.${near ? ` ¿Quisiste decir ${near}?` : ' readyz list los muestra.'}`,
    en: `There is no question or quiz ${quoted(id)}.${near ? ` Did you mean ${near}?` : ' readyz list shows them.'}`,
  });
}

/** In the variant of this seed; 1 is what `readyz show` shows and `readyz grade` grades when nothing else is said. */
export function findScenario(library: ContentLibrary, id: string, seed = 1): Scenario {
  const scenario = library.find(id);
  if (scenario) return variantFor(scenario, seed);
  const near = didYouMean(
    id,
    library.list().map((known) => known.id),
  );
  throw new UsageError({
    es: `No hay ninguna pregunta ${quoted(id)}.${near ? ` ¿Quisiste decir ${near}?` : ' readyz list las muestra.'}`,
    en: `There is no question ${quoted(id)}.${near ? ` Did you mean ${near}?` : ' readyz list shows them.'}`,
  });
}
