/** The engine's Community in SQL. What several processes may try at once is one statement that only one of them gets. */
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Answers, BoardRow, Community, Post, PostKey } from '#engine/community.ts';
import { addLearner } from './sql-session-store.ts';
import type { Tables } from './tables.ts';

export function sqlCommunity(database: Kysely<Tables>): Community {
  const ofPost = ({ server, day }: PostKey) =>
    database.updateTable('posts').where('server', '=', server).where('day', '=', day);
  return {
    async serverSettings(server) {
      const rows = await database.selectFrom('server_settings').selectAll().where('server', '=', server).execute();
      return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
    },

    async setServer(server, name, value) {
      if (value === undefined) {
        await database.deleteFrom('server_settings').where('server', '=', server).where('name', '=', name).execute();
        return;
      }
      await database
        .insertInto('server_settings')
        .values({ server, name, value })
        .onConflict((conflict) => conflict.columns(['server', 'name']).doUpdateSet({ value }))
        .execute();
    },

    async serversWith(name) {
      return database
        .selectFrom('server_settings')
        .select(['server', 'value'])
        .where('name', '=', name)
        .orderBy('server')
        .execute();
    },

    async left(server, at) {
      await database
        .insertInto('departures')
        .values({ server, left_at: at })
        .onConflict((conflict) => conflict.column('server').doNothing())
        .execute();
    },

    async returned(server) {
      await database.deleteFrom('departures').where('server', '=', server).execute();
    },

    async knownServers() {
      const gone = await database.selectFrom('departures').select('server').execute();
      const left = new Set(gone.map(({ server }) => server));
      const known = new Set<string>();
      for (const table of [...ofServers, 'live_places'] as const) {
        const rows = await database
          .selectFrom(table)
          .select('server')
          .distinct()
          .where('server', 'is not', null)
          .execute();
        for (const { server } of rows) if (server !== null) known.add(server);
      }
      return [...known].sort().map((server) => ({ server, left: left.has(server) }));
    },

    async eraseServersLeftBefore(time) {
      return database.transaction().execute(async (transaction) => {
        const gone = await transaction.selectFrom('departures').select('server').where('left_at', '<', time).execute();
        for (const { server } of gone) {
          const quizzes = transaction.selectFrom('live_places').select('session').where('server', '=', server);
          await transaction.deleteFrom('live_sessions').where('id', 'in', quizzes).execute();
          for (const table of ofServers) {
            await transaction.deleteFrom(table).where('server', '=', server).execute();
          }
        }
        return gone.length;
      });
    },

    async seen({ server, learner, name }, { points, solved }, at) {
      await addLearner(database, learner, at);
      const hidden = await isHidden(database, learner);
      await database
        .insertInto('members')
        .values({ server, learner, name, hidden, points, solved, seen_at: at })
        .onConflict((conflict) =>
          conflict.columns(['server', 'learner']).doUpdateSet({ name, points, solved, seen_at: at }),
        )
        .execute();
      // Points are a person's, not a server's: the boards of the others move too.
      await database.updateTable('members').set({ points, solved }).where('learner', '=', learner).execute();
    },

    async hide(learner, hidden) {
      await database
        .updateTable('members')
        .set({ hidden: hidden ? 1 : 0 })
        .where('learner', '=', learner)
        .execute();
    },

    async board(server, { learner, offset, count }) {
      const shown = database.selectFrom('members').where('server', '=', server).where('hidden', '=', 0);
      const [rows, total, own] = await Promise.all([
        shown.selectAll().orderBy('points', 'desc').orderBy('learner').offset(offset).limit(count).execute(),
        countOf(shown.select(({ fn }) => fn.countAll().as('count'))),
        database
          .selectFrom('members')
          .selectAll()
          .where('server', '=', server)
          .where('learner', '=', learner)
          .executeTakeFirst(),
      ]);
      const placeOf = async (points: number) =>
        1 + (await countOf(shown.where('points', '>', points).select(({ fn }) => fn.countAll().as('count'))));
      const places = new Map<number, number>();
      for (const [index, { points }] of rows.entries()) {
        if (!places.has(points)) places.set(points, index === 0 ? await placeOf(points) : offset + index + 1);
      }
      return {
        rows: rows.map((row) => rowOf(row, places.get(row.points) ?? 0)),
        count: total,
        ...(own && { mine: { ...rowOf(own, await placeOf(own.points)), hidden: own.hidden === 1 } }),
      };
    },

    async claimPost({ server, day, scenario }, at, retryAt) {
      const inserted = await database
        .insertInto('posts')
        .values({ server, day, scenario, retry_at: retryAt, shown_answers: 0 })
        .onConflict((conflict) =>
          conflict
            .columns(['server', 'day'])
            .doUpdateSet({ retry_at: retryAt })
            .where('posts.message', 'is', null)
            .where('posts.retry_at', '<=', at),
        )
        .executeTakeFirst();
      return inserted.numInsertedOrUpdatedRows === 1n;
    },

    async posted(key, { channel, message, at, revealAt }) {
      await ofPost(key).set({ channel, message, posted_at: at, reveal_at: revealAt }).execute();
    },

    async post({ server, day }) {
      const row = await database
        .selectFrom('posts')
        .selectAll()
        .where('server', '=', server)
        .where('day', '=', day)
        .executeTakeFirst();
      return row && postOf(row);
    },

    async openPosts(server) {
      const open = database
        .selectFrom('posts')
        .selectAll()
        .where('message', 'is not', null)
        .where('revealed_at', 'is', null)
        .orderBy('day');
      const rows = await (server === undefined ? open : open.where('server', '=', server)).execute();
      return rows.map(postOf);
    },

    async claimReveal(key, at) {
      const { numUpdatedRows } = await ofPost(key)
        .set({ revealed_at: at })
        .where('revealed_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async claimCount(key, answers) {
      const { numUpdatedRows } = await ofPost(key)
        .set({ shown_answers: answers })
        .where('shown_answers', '<>', answers)
        .where('revealed_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async answered({ server, day }, { learner, right, option }) {
      await database
        .insertInto('post_answers')
        .values({ server, day, learner, is_right: right ? 1 : 0, option: option ?? null })
        .onConflict((conflict) => conflict.columns(['server', 'day', 'learner']).doNothing())
        .execute();
    },

    async answersTo({ server, day }) {
      const rows = await database
        .selectFrom('post_answers')
        .select(['option', 'is_right'])
        .select(({ fn }) => fn.countAll().as('count'))
        .where('server', '=', server)
        .where('day', '=', day)
        .groupBy(['option', 'is_right'])
        .execute();
      return addUp(
        rows.map(({ option, is_right, count }) => ({ option, right: is_right === 1, count: Number(count) })),
      );
    },

    async claim(name, at) {
      const { numInsertedOrUpdatedRows } = await database
        .insertInto('claims')
        .values({ name, at })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },

    async count(subject, windowStart) {
      const { used } = await database
        .insertInto('limits')
        .values({ subject, window_start: windowStart, used: 1 })
        .onConflict((conflict) =>
          conflict.columns(['subject', 'window_start']).doUpdateSet({ used: sql<number>`limits.used + 1` }),
        )
        .returning('used')
        .executeTakeFirstOrThrow();
      return used;
    },

    async forgetBefore(time) {
      await database.deleteFrom('limits').where('window_start', '<', time).execute();
      await database.deleteFrom('claims').where('at', '<', time).execute();
      await database.deleteFrom('link_codes').where('expires_at', '<', time).execute();
    },

    async offerLink(code, learner, expiresAt) {
      await addLearner(database, learner, expiresAt);
      await database.deleteFrom('link_codes').where('learner', '=', learner).execute();
      await database.insertInto('link_codes').values({ code, learner, expires_at: expiresAt }).execute();
    },

    async acceptLink(code, account, at) {
      return database.transaction().execute((transaction) => link(transaction, code, account, at));
    },
  };
}

/** Tables with rows of a server, which go with it. */
const ofServers = [
  ...(['server_settings', 'members', 'posts', 'post_answers'] as const),
  ...(['labs', 'gatherings', 'departures'] as const),
] as const;

/** The code is used up in any case; one that is too old links nothing. */
async function link(
  transaction: Transaction<Tables>,
  code: string,
  account: string,
  at: number,
): Promise<string | undefined> {
  const offer = await transaction.deleteFrom('link_codes').where('code', '=', code).returningAll().executeTakeFirst();
  if (!offer || Number(offer.expires_at) < at) return undefined;
  const { learner } = offer;
  if (learner === account) return undefined;
  for (const table of ['sessions', 'results'] as const) {
    await transaction.updateTable(table).set({ learner }).where('learner', '=', account).execute();
  }
  await transaction.updateTable('labs').set({ owner: learner }).where('owner', '=', account).execute();
  await transaction.updateTable('lab_lines').set({ author: learner }).where('author', '=', account).execute();
  await transaction
    .insertInto('identities')
    .values({ account, learner })
    .onConflict((conflict) => conflict.column('account').doUpdateSet({ learner }))
    .execute();
  return learner;
}

/** Whoever hides in one server hides in those to come. */
async function isHidden(database: Kysely<Tables>, learner: string): Promise<number> {
  const row = await database
    .selectFrom('settings')
    .select('value')
    .where('learner', '=', learner)
    .where('name', '=', 'leaderboard')
    .executeTakeFirst();
  return row?.value === 'hidden' ? 1 : 0;
}

async function countOf(query: {
  executeTakeFirstOrThrow(): Promise<{ readonly count: string | number | bigint }>;
}): Promise<number> {
  return Number((await query.executeTakeFirstOrThrow()).count);
}

function rowOf({ learner, name, points, solved }: Selectable<Tables['members']>, place: number): BoardRow {
  return { learner, name, points, solved, place };
}

function postOf(row: Selectable<Tables['posts']>): Post {
  const { server, day, scenario, channel, message } = row;
  return {
    ...{ server, day, scenario },
    ...(channel !== null && { channel }),
    ...(message !== null && { message }),
    ...(row.posted_at !== null && { postedAt: Number(row.posted_at) }),
    ...(row.reveal_at !== null && { revealAt: Number(row.reveal_at) }),
    ...(row.revealed_at !== null && { revealedAt: Number(row.revealed_at) }),
  };
}

function addUp(
  rows: readonly { readonly option: string | null; readonly right: boolean; readonly count: number }[],
): Answers {
  const options = new Map<string, number>();
  for (const { option, count } of rows) if (option !== null) options.set(option, (options.get(option) ?? 0) + count);
  const sum = (some: typeof rows) => some.reduce((total, { count }) => total + count, 0);
  return { count: sum(rows), right: sum(rows.filter(({ right }) => right)), options: Object.fromEntries(options) };
}
