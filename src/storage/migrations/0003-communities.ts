/** Servers and how they want it, who takes part, what was posted, what was asked for, and who is one with whom. */
import { type Kysely, PostgresAdapter, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const communities: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    const { schema } = database;
    await schema
      .createTable('server_settings')
      .addColumn('server', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('server_settings_key', ['server', 'name'])
      .execute();
    await schema
      .createTable('departures')
      .addColumn('server', 'text', (column) => column.primaryKey())
      .addColumn('left_at', 'bigint', (column) => column.notNull())
      .execute();

    await schema
      .createTable('members')
      .addColumn('server', 'text', (column) => column.notNull())
      .addColumn('learner', 'text', (column) => column.notNull().references('learners.id').onDelete('cascade'))
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('hidden', 'integer', (column) => column.notNull())
      .addColumn('points', 'double precision', (column) => column.notNull())
      .addColumn('solved', 'integer', (column) => column.notNull())
      .addColumn('seen_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('members_key', ['server', 'learner'])
      .execute();
    await schema
      .createIndex('members_by_points')
      .on('members')
      .columns(['server', 'hidden', 'points desc', 'learner'])
      .execute();
    await schema.createIndex('members_of_learner').on('members').column('learner').execute();

    await schema
      .createTable('posts')
      .addColumn('server', 'text', (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('scenario', 'text', (column) => column.notNull())
      .addColumn('retry_at', 'bigint', (column) => column.notNull())
      .addColumn('channel', 'text')
      .addColumn('message', 'text')
      .addColumn('posted_at', 'bigint')
      .addColumn('reveal_at', 'bigint')
      .addColumn('revealed_at', 'bigint')
      .addColumn('shown_answers', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('posts_key', ['server', 'day'])
      .execute();
    await schema
      .createTable('post_answers')
      .addColumn('server', 'text', (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('learner', 'text', (column) => column.notNull().references('learners.id').onDelete('cascade'))
      .addColumn('is_right', 'integer', (column) => column.notNull())
      .addColumn('option', 'text')
      .addPrimaryKeyConstraint('post_answers_key', ['server', 'day', 'learner'])
      .execute();
    await schema.createIndex('post_answers_of_learner').on('post_answers').column('learner').execute();

    await schema
      .createTable('claims')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
    await schema
      .createTable('limits')
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('window_start', 'bigint', (column) => column.notNull())
      .addColumn('used', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('limits_key', ['subject', 'window_start'])
      .execute();

    await schema
      .createTable('link_codes')
      .addColumn('code', 'text', (column) => column.primaryKey())
      .addColumn('learner', 'text', (column) => column.notNull().references('learners.id').onDelete('cascade'))
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();
    await schema
      .createTable('identities')
      .addColumn('account', 'text', (column) => column.primaryKey())
      .addColumn('learner', 'text', (column) => column.notNull().references('learners.id').onDelete('cascade'))
      .execute();

    if (database.getExecutor().adapter instanceof PostgresAdapter) await sortAsBytes(database);
  },
};

/** SQLite compares text byte by byte; PostgreSQL by the language of the machine, unless told. What both give out is the same. */
async function sortAsBytes(database: Kysely<unknown>): Promise<void> {
  const columns = {
    sessions: 'id',
    results: 'session',
    settings: 'name',
    members: 'learner',
    server_settings: 'server',
  };
  for (const [table, column] of Object.entries(columns)) {
    await sql`ALTER TABLE ${sql.table(table)} ALTER COLUMN ${sql.ref(column)} TYPE text COLLATE "C"`.execute(database);
  }
}
