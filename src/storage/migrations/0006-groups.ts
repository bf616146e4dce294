/** Labs that are kept by what was typed in them, a person's own or a group's; and groups that practise together. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const groups: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    const { schema } = database;
    await schema
      .createTable('labs')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('owner', 'text', (column) => column.references('learners.id').onDelete('set null'))
      .addColumn('server', 'text')
      .addColumn('channel', 'text')
      .addColumn('language', 'text', (column) => column.notNull())
      .addColumn('seed', 'bigint', (column) => column.notNull())
      .addColumn('nodes', 'integer', (column) => column.notNull())
      .addColumn('scenario', 'text')
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('started_at', 'bigint', (column) => column.notNull())
      .addColumn('touched_at', 'bigint', (column) => column.notNull())
      .execute();
    await schema.createIndex('labs_of_owner').on('labs').columns(['owner', 'touched_at']).execute();
    await schema.createIndex('labs_of_channel').on('labs').column('channel').execute();
    await schema.createIndex('labs_in_time').on('labs').column('touched_at').execute();
    await schema
      .createTable('lab_lines')
      .addColumn('lab', 'text', (column) => column.notNull().references('labs.id').onDelete('cascade'))
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('author', 'text', (column) => column.references('learners.id').onDelete('set null'))
      .addColumn('source', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('lab_lines_key', ['lab', 'position'])
      .execute();
    await schema.createIndex('lab_lines_of_source').on('lab_lines').columns(['lab', 'source']).unique().execute();
    await schema.createIndex('lab_lines_of_author').on('lab_lines').column('author').execute();

    await schema
      .createTable('gatherings')
      .addColumn('server', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('owner', 'text', (column) => column.references('learners.id').onDelete('set null'))
      .addColumn('scenarios', 'text', (column) => column.notNull())
      .addColumn('started_at', 'bigint', (column) => column.notNull())
      .addColumn('ended_at', 'bigint')
      .addPrimaryKeyConstraint('gatherings_key', ['server', 'id'])
      .execute();
    await schema.createIndex('gatherings_of_owner').on('gatherings').column('owner').execute();
  },
};
