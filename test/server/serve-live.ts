// A live quiz on a real port of loopback, with the questions of play-live.ts and their quick grader.

import type { LiveRooms } from '#engine/live/live-house.ts';
import type { LiveSession } from '#engine/live/live-session.ts';
import type { HostView, WallView } from '#engine/live/live-views.ts';
import { LiveRoom } from '#engine/live/room.ts';
import type { Grader, Library } from '#engine/ports.ts';
import { LiveClient, type LiveNews } from '#server/live-client.ts';
import { type LiveServer, type LiveServerOptions, startLiveServer } from '#server/live-server.ts';
import { library, memoryStore, session } from '../engine/live/play-live.ts';
import { promptGrader } from '../helpers/small-quiz.ts';

export interface Served {
  readonly room: LiveRoom;
  readonly url: string;
  readonly host: LiveClient;
  client(name: string): LiveClient;
  /** As if the host were killed, and came back under the same address. */
  stop(): Promise<void>;
  startAgain(): Promise<void>;
  close(): Promise<void>;
}

export async function serveLive(
  parts: {
    readonly session?: LiveSession;
    readonly library?: Library;
    readonly grader?: Grader;
  } & Partial<LiveServerOptions> = {},
): Promise<Served> {
  const { session: _session, library: _library, grader: _grader, ...options } = parts;
  const room = new LiveRoom(parts.session ?? { ...session, startedAt: Date.now(), questions: quick(session) }, {
    store: memoryStore(),
    grader: parts.grader ?? promptGrader,
    library: parts.library ?? library,
    now: Date.now,
    log: () => {},
  });
  const start = async (port: number): Promise<LiveServer> => {
    const started = await startLiveServer(roomsOf(room), { host: '127.0.0.1', port, now: Date.now, ...options });
    if (!started.ok) throw new Error(started.error.en);
    return started.value;
  };
  let server = await start(0);
  const { address: url } = server;
  return {
    room,
    url,
    host: new LiveClient(url, session.keys.host, 3),
    client: (name) => new LiveClient(url, `the secret of ${name}`.replaceAll(' ', '-'), 3),
    stop: () => server.close(),
    async startAgain() {
      server = await start(Number(new URL(url).port));
    },
    close: () => server.close(),
  };
}

/** A house of one room, without a clock. */
function roomsOf(room: LiveRoom): LiveRooms {
  return {
    rooms: [room],
    look: async () => {},
    byCode: async (code) => (code === room.session.keys.code ? room : undefined),
  };
}

/** Nobody waits in a test. */
function quick({ questions }: LiveSession): LiveSession['questions'] {
  return questions.map((question) => ({ ...question, readingSeconds: 0 }));
}

/** The newest state that a client sees, once it is as wanted. */
export async function seen<View extends HostView | WallView>(
  client: LiveClient,
  isWanted: (news: LiveNews<View>) => boolean,
): Promise<LiveNews<View>> {
  const stop = new AbortController();
  let found: LiveNews<View> | undefined;
  await client.follow<View>(stop.signal, (news) => {
    if (found || !isWanted(news)) return;
    found = news;
    stop.abort();
  });
  if (!found) throw new Error('the server does not know this client');
  return found;
}
