/**
 * Live quizzes in SQL. Actions are written many at a time, in one transaction: all of a batch or nothing, and the first
 * process to write to a position wins.
 */
import type { Kysely } from 'kysely';
import { invariant } from '#base/invariant.ts';
import type { LiveAction, LiveSession } from '#engine/live/live-session.ts';
import type { LiveStore } from '#engine/live/room.ts';
import type { Tables } from './tables.ts';

/** Databases limit how many values a statement has. */
const mostRows = 200;

export function sqlLive(database: Kysely<Tables>): LiveStore {
  const actionsFrom = async (id: string, index: number) => {
    const rows = await database
      .selectFrom('live_actions')
      .select(['position', 'action'])
      .where('session', '=', id)
      .where('position', '>=', index)
      .orderBy('position')
      .execute();
    return rows.map(({ position, action }, offset) => {
      invariant(position === index + offset, `live session ${id} has a gap before its action ${position}`);
      return JSON.parse(action) as LiveAction;
    });
  };
  const erase = async (ids: readonly string[]) => {
    if (ids.length === 0) return;
    await database.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('live_actions').where('session', 'in', ids).execute();
      await transaction.deleteFrom('live_sessions').where('id', 'in', ids).execute();
    });
  };
  return {
    async create(session) {
      const { id, quiz, startedAt, actions: _actions, ...plan } = session;
      await database
        .insertInto('live_sessions')
        .values({
          id,
          quiz,
          plan: JSON.stringify(plan),
          started_at: startedAt,
          finished_at: null,
          erase_at: session.eraseAt ?? null,
        })
        .execute();
    },

    async load(id) {
      const row = await database.selectFrom('live_sessions').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) return undefined;
      return {
        ...(JSON.parse(row.plan) as Omit<LiveSession, 'id' | 'quiz' | 'startedAt' | 'actions'>),
        id: row.id,
        quiz: row.quiz,
        startedAt: Number(row.started_at),
        actions: await actionsFrom(id, 0),
      };
    },

    actionsFrom,

    async lead(id, holder, at, until) {
      const { numUpdatedRows } = await database
        .updateTable('live_sessions')
        .set({ leader: holder, led_until: until })
        .where('id', '=', id)
        .where(({ or, eb }) => or([eb('leader', 'is', null), eb('leader', '=', holder), eb('led_until', '<', at)]))
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async append(id, index, actions) {
      const rows = actions.map((action, offset) => ({
        session: id,
        position: index + offset,
        action: JSON.stringify(action),
      }));
      try {
        await database.transaction().execute(async (transaction) => {
          for (let first = 0; first < rows.length; first += mostRows) {
            const part = rows.slice(first, first + mostRows);
            const { numInsertedOrUpdatedRows } = await transaction
              .insertInto('live_actions')
              .values(part)
              .onConflict((conflict) => conflict.columns(['session', 'position']).doNothing())
              .executeTakeFirstOrThrow();
            if (numInsertedOrUpdatedRows !== BigInt(part.length)) throw new Taken();
          }
        });
        return true;
      } catch (error) {
        if (error instanceof Taken) return false;
        throw error;
      }
    },

    async list() {
      const rows = await database
        .selectFrom('live_sessions')
        .select(['id', 'quiz', 'plan', 'started_at', 'finished_at', 'erase_at'])
        .orderBy('started_at', 'desc')
        .orderBy('id')
        .execute();
      return rows.map(({ id, quiz, plan, started_at, finished_at, erase_at }) => {
        const { beginsAt } = finished_at === null ? (JSON.parse(plan) as Pick<LiveSession, 'beginsAt'>) : {};
        return {
          ...{ id, quiz, startedAt: Number(started_at) },
          ...(finished_at !== null && { finishedAt: Number(finished_at) }),
          ...(beginsAt !== undefined && { beginsAt }),
          ...(erase_at !== null && { eraseAt: Number(erase_at) }),
        };
      });
    },

    async finish(id, at) {
      await database
        .updateTable('live_sessions')
        .set({ finished_at: at })
        .where('id', '=', id)
        .where('finished_at', 'is', null)
        .execute();
    },

    erase: (id) => erase([id]),

    async eraseExpired(at) {
      const due = await database.selectFrom('live_sessions').select('id').where('erase_at', '<=', at).execute();
      await erase(due.map(({ id }) => id));
      return due.length;
    },
  };
}

/** Takes the transaction back: another process has written there. */
class Taken extends Error {}
