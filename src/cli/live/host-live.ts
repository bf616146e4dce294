/**
 * `readyz live host`: takes up the unfinished session of the quiz or begins one, serves it, and lets the host lead with single
 * keys. Where no person sits at the terminal (a service, a test) it serves until it is told to stop. Nothing is lost when it
 * dies: started again with the same database it goes on at the same question, under the same code and keys.
 */
import { availableParallelism } from 'node:os';
import { renderUnicodeCompact } from 'uqr';
import type { Text } from '#base/text.ts';
import { isFresh, type LiveHouse } from '#engine/live/live-house.ts';
import type { LiveRoom } from '#engine/live/room.ts';
import { type ExitCode, exitCodes, type Io, Trouble } from '../command.ts';
import { hasScreen } from '../output.ts';
import { logTo, type Opened, openAll } from '../wire.ts';
import type { AskedBeginning } from './beginning.ts';
import { lead } from './lead.ts';
import type { Listening } from './listening.ts';
import { isLoopback, openHouse, type Served, serveHouse } from './serve-live.ts';
import { quizFor, type WhatToPlay } from './what-to-play.ts';

export interface HostOptions {
  readonly what: WhatToPlay;
  readonly listening: Listening;
  readonly isNew: boolean;
  readonly beginning: AskedBeginning;
}

export async function hostLive(io: Io, options: HostOptions): Promise<ExitCode> {
  const log = logTo(io);
  // One core is left for the class: what answers lead to may wait, a press may not.
  const opened = await openAll(io, log, { threads: Math.max(1, availableParallelism() - 1) });
  const house = openHouse(io, opened, log);
  try {
    const room = await roomFor(options, { ...opened, house }, io);
    const served = await serveHouse(io, house, options.listening);
    welcome(io, room, served, options.listening);
    await (hasScreen(io) ? lead(io, room) : untilStopped(io));
    await served.close();
    return room.state.phase === 'finished' ? exitCodes.success : exitCodes.interrupted;
  } finally {
    await house.close();
    await opened.close();
  }
}

async function roomFor(
  { what, beginning: { teams, ...beginning }, isNew }: HostOptions,
  { library, storage, house }: Opened & { readonly house: LiveHouse },
  io: Io,
): Promise<LiveRoom> {
  const quiz = await quizFor(what, library, storage.live);
  const open = (await storage.live.list()).find((one) => one.quiz === quiz.id && isFresh(one, io.now()));
  const unfinished = open && !isNew ? await house.room(open.id) : undefined;
  if (unfinished && unfinished.state.phase !== 'finished') {
    say(io, {
      es: 'Sigue el que no se terminó. Con --new se empieza otro.',
      en: 'The unfinished one goes on. --new begins another.',
    });
    return unfinished;
  }
  const room = await house.begin(quiz, beginning);
  if (teams) {
    const made = await room.act({ kind: 'teams', ...teams });
    if (!made.ok) throw new Trouble(made.error);
  }
  return room;
}

function welcome(io: Io, room: LiveRoom, { address, publicUrl, joinUrl }: Served, listening: Listening): void {
  const { code, host, projector, coHost } = room.session.keys;
  // The host's own pages are opened on this very machine, where no name has to be looked up.
  const here = address.replace(/\/\/(0\.0\.0\.0|\[::\])/, '//127.0.0.1');
  if (publicUrl === undefined && isLoopback(listening)) {
    say(io, {
      es: 'Solo se llega desde esta máquina. Para una clase: --listen 0.0.0.0:8723',
      en: 'It is reached from this machine alone. For a class: --listen 0.0.0.0:8723',
    });
  }
  const line = (es: string, en: string, value: string) => io.out.write(`${io.language === 'es' ? es : en} ${value}\n`);
  line('Móviles:     ', 'Phones:      ', joinUrl(code));
  line('Código:      ', 'Code:        ', code);
  line('Proyector:   ', 'Projector:   ', `${here}/projector#${projector}`);
  line('Quien dirige:', 'Presenter:   ', `${here}/presenter#${host}`);
  if (coHost !== undefined) line('Quien ayuda: ', 'Co-host:     ', `${publicUrl ?? address}/presenter#${coHost}`);
  const { beginsAt, roster } = room.session;
  if (beginsAt !== undefined && room.state.phase === 'lobby') {
    const when = new Intl.DateTimeFormat(io.language, { dateStyle: 'short', timeStyle: 'short' }).format(beginsAt);
    line('Empieza:     ', 'Begins:      ', when);
  }
  if (roster) line('En la lista: ', 'On the list: ', String(roster.length));
  if (hasScreen(io) && !isLoopback(listening)) io.out.write(`${renderUnicodeCompact(joinUrl(code))}\n`);
}

function untilStopped({ signal }: Io): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function say(io: Io, text: Text): void {
  io.err.write(`${text[io.language]}\n`);
}
