/**
 * `readyz challenge ID --watch FILE`: a file in one's own editor, graded each time it is saved, until it is right. It is a
 * session like any other: what is answered here counts, and can be gone on with in the app.
 */
import { existsSync, type FSWatcher, readFileSync, unwatchFile, watch, watchFile, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Text } from '#base/text.ts';
import type { Player, Turn } from '#engine/player.ts';
import type { Block } from '#engine/screen.ts';
import { sanitize } from '#terminal/sanitize.ts';
import { type ExitCode, exitCodes, type Io, Trouble, UsageError } from '../command.ts';
import { quoted } from '../output.ts';
import { pageText } from '../page-text.ts';

export interface WatchRequest {
  readonly player: Player;
  readonly learner: string;
  /** Where the question is (#engine/place.ts). */
  readonly place: string;
  readonly file: string;
  /** Look at the file so often, where the system does not tell of changes (network drives, some containers). */
  readonly pollSeconds?: number;
}

/** Editors write in several steps: what they leave after a moment counts. */
const restMilliseconds = 100;

const mostBytes = 256 * 1024;

export async function watchAnswer(
  { player, learner, place, file, pollSeconds }: WatchRequest,
  io: Io,
): Promise<ExitCode> {
  const absolute = path.resolve(io.cwd, file);
  let turn = await player.go(learner, place);
  const draft = draftOf(turn);
  if (draft === undefined) throw new UsageError(notWritten);
  if (existsSync(absolute)) read(absolute, file);
  else write(absolute, file, draft);
  const say = (es: string, en: string) => io.err.write(sanitize(`${io.language === 'es' ? es : en}\n`));
  await show(turn.screen.blocks, turn.screen.title, io);
  say(
    `\nEscribe tu respuesta en ${file}: se evalúa cada vez que la guardas. Ctrl-C para dejarlo.`,
    `\nWrite your answer in ${file}: it is graded each time you save it. Ctrl-C to leave.`,
  );
  // A file that was there already is an answer; one that was just begun is not.
  let graded: string | undefined = draft;
  const changes = changesOf(absolute, pollSeconds, io.signal);
  for (let first = true; ; first = false) {
    if (!first && !(await changes.next())) return exitCodes.interrupted;
    await setTimeout(restMilliseconds);
    if (io.signal.aborted) return exitCodes.interrupted;
    const text = existsSync(absolute) ? read(absolute, file) : undefined;
    if (text === undefined || text === graded) continue;
    graded = text;
    if (turn.screen.offers.some(({ kind }) => kind === 'retry'))
      turn = await player.act(turn.sessionId, { kind: 'retry' });
    const answer = { kind: 'manifest', text } as const;
    turn = await player.act(turn.sessionId, { kind: 'submit', answer });
    turn = await turn.settled;
    io.out.write('\n');
    await show(turn.screen.blocks.filter(isNews), turn.screen.title, io);
    const verdict = turn.screen.blocks.find((block) => block.kind === 'verdict')?.verdict;
    if (verdict === 'right') {
      changes.stop();
      await player.act(turn.sessionId, { kind: 'next' });
      return exitCodes.success;
    }
    say('\nGuarda el archivo otra vez cuando quieras.', '\nSave the file again whenever you like.');
  }
}

/** One's own text, with the marks of the errors in it, is in one's own editor. */
function isNews({ kind }: Block): boolean {
  return kind !== 'manifest' && kind !== 'progress';
}

const notWritten = {
  es: '--watch es para respuestas que se escriben en YAML; las demás se juegan con readyz play.',
  en: '--watch is for answers that are written in YAML; the others are played with readyz play.',
};

function draftOf({ screen: { offers } }: Turn): string | undefined {
  for (const offer of offers) {
    if (offer.kind === 'write' || (offer.kind === 'retry' && offer.draft !== undefined)) return offer.draft;
  }
  return undefined;
}

async function show(blocks: readonly Block[], title: Text, io: Io): Promise<void> {
  io.out.write(await pageText({ title, blocks }, io));
}

function read(absolute: string, shown: string): string {
  try {
    const text = readFileSync(absolute, 'utf8').replace(/^\ufeff/, '');
    if (text.length <= mostBytes) return text;
  } catch (error) {
    throw new Trouble({
      es: `No se puede leer ${quoted(shown)}. (${(error as Error).message})`,
      en: `${quoted(shown)} cannot be read. (${(error as Error).message})`,
    });
  }
  throw new Trouble({
    es: `${quoted(shown)} es demasiado grande: una respuesta tiene como mucho 256 KiB.`,
    en: `${quoted(shown)} is too large: an answer has at most 256 KiB.`,
  });
}

function write(absolute: string, shown: string, text: string): void {
  try {
    writeFileSync(absolute, text, { flag: 'wx' });
  } catch (error) {
    throw new Trouble({
      es: `No se puede escribir ${quoted(shown)}: comprueba que su carpeta existe y se puede escribir en ella. (${(error as Error).message})`,
      en: `${quoted(shown)} cannot be written: check that its folder exists and can be written in. (${(error as Error).message})`,
    });
  }
}

interface Changes {
  /** True after the next change, false once it is over. Changes that come meanwhile are one. */
  next(): Promise<boolean>;
  stop(): void;
}

/** The folder is watched: many editors save by putting a new file in the place of the old. */
function changesOf(absolute: string, pollSeconds: number | undefined, signal: AbortSignal): Changes {
  let isChanged = false;
  let wake: (() => void) | undefined;
  let watcher: FSWatcher | undefined;
  const changed = () => {
    isChanged = true;
    wake?.();
  };
  if (pollSeconds !== undefined) watchFile(absolute, { interval: pollSeconds * 1000 }, changed);
  else {
    watcher = watch(path.dirname(absolute), (_event, name) => {
      if (name === null || name === path.basename(absolute)) changed();
    });
  }
  const stop = () => {
    watcher?.close();
    if (pollSeconds !== undefined) unwatchFile(absolute);
    wake?.();
  };
  signal.addEventListener('abort', stop, { once: true });
  return {
    async next() {
      if (!isChanged && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      wake = undefined;
      isChanged = false;
      return !signal.aborted;
    },
    stop,
  };
}
