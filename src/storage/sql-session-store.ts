/**
 * Sessions, their actions and results in SQL: the engine's SessionStore over any database that Kysely speaks to.
 * Every write is one statement or one transaction, so a process that is killed leaves either all of an answer or nothing.
 */
import type { Kysely, Selectable } from 'kysely';
import { invariant } from '#base/invariant.ts';
import type { Action } from '#engine/action.ts';
import type { HistoryEntry, QuestionResult, SessionStore } from '#engine/ports.ts';
import type { Occasion, Session, SessionQuestion } from '#engine/session.ts';
import type { Tables } from './tables.ts';

export function sqlSessionStore(database: Kysely<Tables>): SessionStore {
  return {
    async create(session) {
      await database.transaction().execute((transaction) => writeSession(transaction, session));
    },

    async load(id) {
      const [session] = await sessionsWhere(database, (query) => query.where('id', '=', id));
      return session;
    },

    async append(sessionId, position, action) {
      const { numInsertedOrUpdatedRows } = await database
        .insertInto('actions')
        .values({ session: sessionId, position, action: JSON.stringify(action) })
        .onConflict((conflict) => conflict.columns(['session', 'position']).doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },

    async open(learner) {
      return sessionsWhere(database, (query) =>
        query
          .where('learner', '=', learner)
          .where('finished_at', 'is', null)
          .orderBy('started_at', 'desc')
          .orderBy('id'),
      );
    },

    async finish(sessionId, at, results) {
      await database.transaction().execute((transaction) => finishSession(transaction, sessionId, at, results));
    },

    async results(learner) {
      const best = new Map<string, QuestionResult>();
      for (const { session: _session, ...result } of await historyOf(database, learner)) {
        const other = best.get(result.scenario);
        if (!other || isBetter(result, other)) best.set(result.scenario, result);
      }
      return [...best.values()];
    },

    history: (learner) => historyOf(database, learner),
  };
}

/** In a transaction of the caller's. */
export async function writeSession(database: Kysely<Tables>, session: Session): Promise<void> {
  const { id, learner, seed, questions, startedAt, actions, occasion } = session;
  await addLearner(database, learner, startedAt);
  await database
    .insertInto('sessions')
    .values({
      ...{ id, learner, seed, questions: JSON.stringify(questions) },
      occasion: occasion ? JSON.stringify(occasion) : null,
      ...{ started_at: startedAt, finished_at: null },
    })
    .execute();
  for (const [position, action] of actions.entries()) {
    await database
      .insertInto('actions')
      .values({ session: id, position, action: JSON.stringify(action) })
      .execute();
  }
}

/** In a transaction of the caller's. */
export async function finishSession(
  database: Kysely<Tables>,
  sessionId: string,
  at: number,
  results: readonly QuestionResult[],
): Promise<void> {
  await database
    .updateTable('sessions')
    .set({ finished_at: at })
    .where('id', '=', sessionId)
    .where('finished_at', 'is', null)
    .execute();
  const { learner } = await database
    .selectFrom('sessions')
    .select('learner')
    .where('id', '=', sessionId)
    .executeTakeFirstOrThrow();
  for (const [position, result] of results.entries()) {
    await database
      .insertInto('results')
      .values({ session: sessionId, position, learner, ...rowOf(result) })
      .onConflict((conflict) => conflict.columns(['session', 'position']).doNothing())
      .execute();
  }
}

async function historyOf(database: Kysely<Tables>, learner: string): Promise<readonly HistoryEntry[]> {
  const rows = await database
    .selectFrom('results')
    .selectAll()
    .where('learner', '=', learner)
    .orderBy('at')
    .orderBy('session')
    .orderBy('position')
    .execute();
  return rows.map(entryOf);
}

function rowOf({ occasion, confidence, seconds, failed, misconceptions, flag, ...result }: QuestionResult) {
  return {
    ...result,
    occasion: occasion ?? null,
    confidence: confidence ?? null,
    seconds: seconds ?? null,
    failed: failed ? JSON.stringify(failed) : null,
    misconceptions: misconceptions ? JSON.stringify(misconceptions) : null,
    flag: flag ?? null,
  };
}

export function entryOf(row: Selectable<Tables['results']>): HistoryEntry {
  const {
    position: _position,
    learner: _learner,
    occasion,
    confidence,
    seconds,
    failed,
    misconceptions,
    flag,
    ...rest
  } = row;
  const optional = {
    ...(occasion !== null && { occasion }),
    ...(confidence !== null && { confidence }),
    ...(seconds !== null && { seconds }),
    ...(failed !== null && { failed: JSON.parse(failed) }),
    ...(misconceptions !== null && { misconceptions: JSON.parse(misconceptions) }),
    ...(flag !== null && { flag }),
  } as Partial<HistoryEntry>;
  return { ...rest, verdict: row.verdict as HistoryEntry['verdict'], at: Number(row.at), ...optional };
}

/** A right answer beats a wrong one with more points (three hints against a nearly right answer); ties keep the earlier. */
function isBetter(one: QuestionResult, other: QuestionResult): boolean {
  const right = Number(one.verdict === 'right') - Number(other.verdict === 'right');
  return right === 0 ? one.points > other.points : right > 0;
}

export async function addLearner(database: Kysely<Tables>, learner: string, at: number): Promise<void> {
  await database
    .insertInto('learners')
    .values({ id: learner, created_at: at })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

export async function sessionsWhere(
  database: Kysely<Tables>,
  narrow: (query: ReturnType<typeof allSessions>) => ReturnType<typeof allSessions>,
): Promise<readonly Session[]> {
  const rows = await narrow(allSessions(database)).execute();
  if (rows.length === 0) return [];
  const actions = await database
    .selectFrom('actions')
    .selectAll()
    .where(
      'session',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('session')
    .orderBy('position')
    .execute();
  const actionsOf = Map.groupBy(actions, (row) => row.session);
  return rows.map(({ id, learner, seed, questions, occasion, started_at }) => ({
    id,
    learner,
    seed: Number(seed),
    questions: JSON.parse(questions) as SessionQuestion[],
    startedAt: Number(started_at),
    actions: (actionsOf.get(id) ?? []).map(({ position, action }, index) => {
      invariant(position === index, `session ${id} has a gap before its action ${position}`);
      return JSON.parse(action) as Action;
    }),
    ...(occasion !== null && { occasion: JSON.parse(occasion) as Occasion }),
  }));
}

function allSessions(database: Kysely<Tables>) {
  return database.selectFrom('sessions').selectAll();
}
