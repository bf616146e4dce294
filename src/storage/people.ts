/**
 * All that is kept about one learner, to be taken along or erased: what `readyz data` and the bot's data command give out.
 * What was exported from one database and imported into another is the same there, byte for byte.
 */
import type { Kysely } from 'kysely';
import type { TakenLab } from '#engine/kept-lab.ts';
import type { QuestionResult } from '#engine/ports.ts';
import type { Session } from '#engine/session.ts';
import { bringLabs, labsOf, linesElsewhere } from './sql-labs.ts';
import { addLearner, entryOf, finishSession, sessionsWhere, writeSession } from './sql-session-store.ts';
import type { Tables } from './tables.ts';

export const dataFormat = 'readyz-data-1';

export interface LearnerData {
  readonly format: typeof dataFormat;
  readonly settings: Readonly<Record<string, string>>;
  readonly sessions: readonly KeptSession[];
  /** Labs of one's own; absent where there are none. */
  readonly labs?: readonly TakenLab[];
  /** What one typed at labs of groups: the labs stay where they are. */
  readonly sharedLines?: readonly string[];
}

export interface KeptSession extends Omit<Session, 'learner'> {
  readonly finishedAt?: number;
  /** Of a finished session: what it left in the record. */
  readonly results: readonly QuestionResult[];
}

export interface People {
  export(learner: string): Promise<LearnerData>;
  /** What else is kept, which belongs to servers and cannot be taken to another place. */
  elsewhere(learner: string): Promise<object>;
  /** Adds what is not there yet; a session that is, is left as it is. Says how many were added. */
  import(learner: string, data: LearnerData, at: number): Promise<number>;
  /** Sessions, answers, results and settings of the learner are gone. Says how many sessions there were. */
  delete(learner: string): Promise<number>;
}

export function sqlPeople(database: Kysely<Tables>): People {
  return {
    async export(learner) {
      const sessions = await sessionsWhere(database, (query) =>
        query.where('learner', '=', learner).orderBy('started_at').orderBy('id'),
      );
      const finished = await database
        .selectFrom('sessions')
        .select(['id', 'finished_at'])
        .where('learner', '=', learner)
        .execute();
      const finishedAt = new Map(finished.map((row) => [row.id, row.finished_at]));
      const rows = await database
        .selectFrom('results')
        .selectAll()
        .where('learner', '=', learner)
        .orderBy('session')
        .orderBy('position')
        .execute();
      const results = Map.groupBy(rows.map(entryOf), ({ session }) => session);
      const settings = await database
        .selectFrom('settings')
        .select(['name', 'value'])
        .where('learner', '=', learner)
        .orderBy('name')
        .execute();
      const [labs, sharedLines] = [await labsOf(database, learner), await linesElsewhere(database, learner)];
      return {
        format: dataFormat,
        settings: Object.fromEntries(settings.map(({ name, value }) => [name, value])),
        sessions: sessions.map(({ learner: _whose, ...session }) => {
          const at = finishedAt.get(session.id) ?? null;
          return {
            ...session,
            ...(at !== null && { finishedAt: Number(at) }),
            results: (results.get(session.id) ?? []).map(({ session: _id, ...result }) => result),
          };
        }),
        ...(labs.length > 0 && { labs }),
        ...(sharedLines.length > 0 && { sharedLines }),
      };
    },

    async elsewhere(learner) {
      const [points, answers, gatherings, quizzes] = await Promise.all([
        database
          .selectFrom('members')
          .select(['server', 'name', 'hidden', 'points', 'solved', 'seen_at as seenAt'])
          .where('learner', '=', learner)
          .orderBy('server')
          .execute(),
        database
          .selectFrom('post_answers')
          .select(['server', 'day', 'is_right as right', 'option'])
          .where('learner', '=', learner)
          .orderBy('day')
          .execute(),
        database
          .selectFrom('gatherings')
          .select(['server', 'channel', 'scenarios'])
          .where('owner', '=', learner)
          .execute(),
        database
          .selectFrom('live_places')
          .select(['server', 'channel', 'session'])
          .where('host', '=', learner)
          .execute(),
      ]);
      return { points, answers, gatherings, quizzes };
    },

    async import(learner, { settings, sessions, labs = [] }, at) {
      return database.transaction().execute(async (transaction) => {
        await addLearner(transaction, learner, at);
        let added = 0;
        for (const { finishedAt, results, ...session } of sessions) {
          const known = await transaction
            .selectFrom('sessions')
            .select('id')
            .where('id', '=', session.id)
            .executeTakeFirst();
          if (known) continue;
          await writeSession(transaction, { ...session, learner });
          if (finishedAt !== undefined) await finishSession(transaction, session.id, finishedAt, results);
          added++;
        }
        for (const [name, value] of Object.entries(settings)) {
          await transaction
            .insertInto('settings')
            .values({ learner, name, value })
            .onConflict((conflict) => conflict.columns(['learner', 'name']).doNothing())
            .execute();
        }
        await bringLabs(transaction, learner, labs);
        return added;
      });
    },

    async delete(learner) {
      return database.transaction().execute(async (transaction) => {
        const sessions = await transaction.selectFrom('sessions').select('id').where('learner', '=', learner).execute();
        // A lab of their own goes; in those of a group their lines stay, and are nobody's.
        await transaction.deleteFrom('labs').where('owner', '=', learner).where('server', 'is', null).execute();
        await transaction.updateTable('live_places').set({ host: '' }).where('host', '=', learner).execute();
        // What belongs to a learner goes with the learner.
        await transaction.deleteFrom('learners').where('id', '=', learner).execute();
        return sessions.length;
      });
    },
  };
}
