// Live quizzes for a bot under test: a house on the bot's own database, with the real clock.
import type { LiveHosting } from '#discord/quiz/live-desk.ts';
import { LiveHouse } from '#engine/live/live-house.ts';
import type { Grader, Library } from '#engine/ports.ts';
import type { Storage } from '#storage/storage.ts';

export function liveHosting(
  storage: Storage,
  parts: {
    readonly library: Library;
    readonly grader: Grader;
    readonly now?: () => number;
    readonly log?: (problem: string) => void;
  },
): LiveHosting {
  const { library, grader, now = Date.now, log = () => {} } = parts;
  const code = () =>
    Array.from({ length: 8 }, () => 'ABCDEFGHJKMNPQRSTUVWXYZ'[Math.floor(Math.random() * 23)]).join('');
  const house = new LiveHouse({
    ...{ store: storage.live, library, grader, now, log },
    newId: () => crypto.randomUUID().replaceAll('-', '').slice(0, 12),
    newSeed: () => 7,
    newKeys: () => ({ code: code(), host: crypto.randomUUID(), projector: crypto.randomUUID() }),
    timer(milliseconds, run) {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
  });
  const reports: LiveHosting['reports'] = ({ id }) => [{ name: 'report.csv', content: id }];
  // Nobody waits in a test.
  return { house, places: storage.livePlaces, reports, paceMilliseconds: 20 };
}
