/** What a learner chose and wants to find again: the language, and whether others see one's points. */
import type { Kysely } from 'kysely';
import { addLearner } from './sql-session-store.ts';
import type { Tables } from './tables.ts';

export interface Settings {
  get(learner: string, name: SettingName): Promise<string | undefined>;
  set(learner: string, name: SettingName, value: string, at: number): Promise<void>;
}

/** `language`: `es` or `en`. `leaderboard`: `hidden` for whoever does not want to be seen on it. */
export type SettingName = 'language' | 'leaderboard';

export function sqlSettings(database: Kysely<Tables>): Settings {
  return {
    async get(learner, name) {
      const row = await database
        .selectFrom('settings')
        .select('value')
        .where('learner', '=', learner)
        .where('name', '=', name)
        .executeTakeFirst();
      return row?.value;
    },

    async set(learner, name, value, at) {
      await addLearner(database, learner, at);
      await database
        .insertInto('settings')
        .values({ learner, name, value })
        .onConflict((conflict) => conflict.columns(['learner', 'name']).doUpdateSet({ value }))
        .execute();
    },
  };
}
