/** Which process leads a live quiz, and where it is shown on a chat. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const livePlaces: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    const { schema } = database;
    await schema.alterTable('live_sessions').addColumn('leader', 'text').execute();
    await schema.alterTable('live_sessions').addColumn('led_until', 'bigint').execute();
    await schema
      .createTable('live_places')
      .addColumn('session', 'text', (column) => column.primaryKey().references('live_sessions.id').onDelete('cascade'))
      .addColumn('server', 'text', (column) => column.notNull())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('message', 'text')
      .addColumn('host', 'text', (column) => column.notNull())
      .addColumn('language', 'text', (column) => column.notNull())
      .execute();
    await schema.createIndex('live_places_of_server').on('live_places').column('server').execute();
  },
};
