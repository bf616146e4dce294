/** Live quizzes: each with what was drawn and its keys, and what host and participants did, in order. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const live: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    const { schema } = database;
    await schema
      .createTable('live_sessions')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('quiz', 'text', (column) => column.notNull())
      .addColumn('plan', 'text', (column) => column.notNull())
      .addColumn('started_at', 'bigint', (column) => column.notNull())
      .addColumn('finished_at', 'bigint')
      .execute();
    await schema
      .createTable('live_actions')
      .addColumn('session', 'text', (column) => column.notNull().references('live_sessions.id').onDelete('cascade'))
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('live_actions_key', ['session', 'position'])
      .execute();
  },
};
