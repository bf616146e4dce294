/** When a live quiz is erased with all that was answered and everybody's name; never where nothing is said. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const liveErasure: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    const { schema } = database;
    await schema.alterTable('live_sessions').addColumn('erase_at', 'bigint').execute();
    await schema.createIndex('live_sessions_to_erase').on('live_sessions').column('erase_at').execute();
  },
};
