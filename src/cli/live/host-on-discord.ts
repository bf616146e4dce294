/**
 * Live quizzes in the bot's own process: their house and, with `--listen` (or READYZ_LISTEN), the pages and the way in for
 * terminals, so that one session has people on Discord, in terminals and with phones.
 */
import type { LiveHosting } from '#discord/quiz/live-desk.ts';
import type { Shards } from '#discord/shards.ts';
import type { Io } from '../command.ts';
import type { Opened } from '../wire.ts';
import type { Listening } from './listening.ts';
import { reportFiles } from './report-files.ts';
import { openHouse, serveHouse } from './serve-live.ts';

export interface HostedOnDiscord {
  readonly hosting: LiveHosting;
  /** Where it listens; absent where it serves no pages. */
  readonly address?: string;
  close(): Promise<void>;
}

export async function hostOnDiscord(
  io: Io,
  listening: Listening | undefined,
  opened: Opened & { readonly shards: Shards | undefined },
  log: (problem: string) => void,
): Promise<HostedOnDiscord> {
  const { library, storage, shards } = opened;
  const house = openHouse(io, opened, log);
  // Whoever was in a room when this process ended comes back at once.
  await house.takeUp();
  // Of several processes on one machine one has the port; people reach all sessions through it.
  const isFirst = shards === undefined || shards.ids.includes(0);
  const served = listening && isFirst ? await serveHouse(io, house, listening) : undefined;
  const publicUrl = listening?.publicUrl;
  const joinUrl = served?.joinUrl ?? (publicUrl === undefined ? undefined : (code: string) => `${publicUrl}/#${code}`);
  return {
    hosting: {
      ...{ house, places: storage.livePlaces },
      reports: (session, language) => reportFiles(session, library, language),
      ...(joinUrl && { joinUrl }),
    },
    ...(served && { address: served.address }),
    async close() {
      await served?.close();
      await house.close();
    },
  };
}
