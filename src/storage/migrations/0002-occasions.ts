/** What a session was for, and what an answer says about memory: how sure, how long, which checks it broke, what was flagged. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const occasions: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    const { schema } = database;
    await schema.alterTable('sessions').addColumn('occasion', 'text').execute();
    // One column a statement: SQLite adds no more at once.
    for (const name of ['occasion', 'confidence', 'failed', 'flag']) {
      await schema.alterTable('results').addColumn(name, 'text').execute();
    }
    await schema.alterTable('results').addColumn('seconds', 'integer').execute();
    await schema.createIndex('results_in_time').on('results').columns(['learner', 'at']).execute();
  },
};
