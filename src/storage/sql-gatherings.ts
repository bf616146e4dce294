/** Groups that practise together, in SQL. */
import type { Kysely } from 'kysely';
import type { GatheringStore } from '#engine/gathering.ts';
import { addLearner } from './sql-session-store.ts';
import type { Tables } from './tables.ts';

export function sqlGatherings(database: Kysely<Tables>): GatheringStore {
  return {
    async create({ server, id, channel, owner, scenarios, startedAt }) {
      if (owner !== undefined) await addLearner(database, owner, startedAt);
      await database
        .insertInto('gatherings')
        .values({
          ...{ server, id, channel, owner: owner ?? null, scenarios: JSON.stringify(scenarios) },
          ...{ started_at: startedAt, ended_at: null },
        })
        .execute();
    },

    async load(server, id) {
      const row = await database
        .selectFrom('gatherings')
        .selectAll()
        .where('server', '=', server)
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row) return undefined;
      const { channel, owner, scenarios } = row;
      return {
        ...{ server, id, channel, scenarios: JSON.parse(scenarios) as readonly string[] },
        ...(owner !== null && { owner }),
        startedAt: Number(row.started_at),
        ...(row.ended_at !== null && { endedAt: Number(row.ended_at) }),
      };
    },

    async end(server, id, at) {
      const { numUpdatedRows } = await database
        .updateTable('gatherings')
        .set({ ended_at: at })
        .where('server', '=', server)
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}
