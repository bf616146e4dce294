/** Which named misconceptions an answer fell for, so that statistics can say which are still held. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const misconceptions: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema.alterTable('results').addColumn('misconceptions', 'text').execute();
  },
};
