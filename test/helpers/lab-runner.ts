/** Real labs for tests of the bot, in one thread for all of them: a thread takes a second to start, and starts when it is asked. */
import { programRoot } from '#cli/program-root.ts';
import { workerLabs } from '#cli/worker-labs.ts';
import { readImages } from '#content/images.ts';
import { scenarios } from '../discord/room.ts';
import { libraryOf } from './library-of.ts';

export const labRunner = workerLabs({
  // Asked for when a lab is played: the room and this file know one another.
  library: { ...libraryOf([]), find: (id) => libraryOf(scenarios).find(id) },
  images: async () => readImages(programRoot()).images,
});
