/** Learners with their settings, sessions with their actions, and the result of each question. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const firstTables: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    const { schema } = database;

    await schema
      .createTable('learners')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();

    await schema
      .createTable('settings')
      .addColumn('learner', 'text', (column) => column.notNull().references('learners.id').onDelete('cascade'))
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('settings_key', ['learner', 'name'])
      .execute();

    await schema
      .createTable('sessions')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('learner', 'text', (column) => column.notNull().references('learners.id').onDelete('cascade'))
      .addColumn('seed', 'bigint', (column) => column.notNull())
      .addColumn('questions', 'text', (column) => column.notNull())
      .addColumn('started_at', 'bigint', (column) => column.notNull())
      .addColumn('finished_at', 'bigint')
      .execute();
    await schema
      .createIndex('sessions_of_learner')
      .on('sessions')
      .columns(['learner', 'finished_at', 'started_at'])
      .execute();

    await schema
      .createTable('actions')
      .addColumn('session', 'text', (column) => column.notNull().references('sessions.id').onDelete('cascade'))
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('actions_key', ['session', 'position'])
      .execute();

    await schema
      .createTable('results')
      .addColumn('session', 'text', (column) => column.notNull().references('sessions.id').onDelete('cascade'))
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('learner', 'text', (column) => column.notNull().references('learners.id').onDelete('cascade'))
      .addColumn('scenario', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('verdict', 'text', (column) => column.notNull())
      .addColumn('points', 'double precision', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('hints', 'integer', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('results_key', ['session', 'position'])
      .execute();
    await schema.createIndex('results_of_learner').on('results').columns(['learner', 'scenario']).execute();
  },
};
