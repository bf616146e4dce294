/** The bot on a trial page, with the two questions of the tests and as many more alike as are asked for. */
import { type Bot, startBot } from '#discord/bot.ts';
import { startTrial } from '#discord/stand-in/trial/trial.ts';
import { Player } from '#engine/player.ts';
import { memoryOf } from '#storage/memory.ts';
import { openSqlite } from '#storage/sqlite.ts';
import { labRunner } from '../helpers/lab-runner.ts';
import { libraryOf } from '../helpers/library-of.ts';
import { liveHosting } from './live-hosting.ts';
import { scenarios, smallGrader } from './room.ts';

export interface TrialRoom {
  readonly address: string;
  readonly bot: Bot;
  close(): Promise<void>;
}

export async function openTrial({ more = 0, locale = 'es-ES' } = {}): Promise<TrialRoom> {
  const trial = await startTrial({ locale });
  const storage = await openSqlite(':memory:');
  if (!storage.ok) throw new Error(storage.error.en);
  const grader = smallGrader();
  const [first] = scenarios;
  const others = Array.from({ length: more }, (_, index) => {
    const title = { es: `Otra pregunta, la ${index + 1}`, en: `Another question, number ${index + 1}` };
    return { ...first!, id: `other-${index + 1}`, order: index + 3, title };
  });
  let ids = 0;
  const player = new Player({
    library: libraryOf([...scenarios, ...others]),
    store: storage.value.sessions,
    grader,
    now: Date.now,
    newId: () => `s${++ids}`,
    newSeed: () => 7,
  });
  const live = liveHosting(storage.value, { library: player.library, grader });
  const log = { info() {}, warn() {}, error() {} };
  const started = await startBot({
    ...{ player, grader, labRunner, memory: memoryOf(storage.value), live, log },
    ...{ token: trial.token, rest: trial.rest },
  });
  if (!started.ok) throw new Error(started.error.en);
  return {
    address: trial.address,
    bot: started.value,
    async close() {
      await started.value.close();
      await live.house.close();
      await trial.stop();
      await storage.value.close();
    },
  };
}
