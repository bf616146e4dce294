/**
 * Labs in SQL. A change names the version it was made to: of several processes that change one at once, the first one does, and
 * the others are told to look again.
 */
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { KeptLab, KeptLine, LabChange, LabPlace, LabStore, TakenLab } from '#engine/kept-lab.ts';
import { addLearner } from './sql-session-store.ts';
import type { Tables } from './tables.ts';

export function sqlLabs(database: Kysely<Tables>): LabStore {
  return {
    async create({ id, owner, place, language, beginning, startedAt }) {
      const { seed, nodes, scenario = null } = beginning;
      if (owner !== undefined) await addLearner(database, owner, startedAt);
      await database
        .insertInto('labs')
        .values({
          ...{ id, language, seed, nodes, scenario, version: 0 },
          ...{ owner: owner ?? null, server: place?.server ?? null, channel: place?.channel ?? null },
          ...{ started_at: startedAt, touched_at: startedAt },
        })
        .execute();
    },

    async settle(id, channel) {
      await database.updateTable('labs').set({ channel }).where('id', '=', id).execute();
    },

    async load(id) {
      const row = await database.selectFrom('labs').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) return undefined;
      const lines = await database
        .selectFrom('lab_lines')
        .select(['text', 'author', 'source'])
        .where('lab', '=', id)
        .orderBy('position')
        .execute();
      return labOf(row, lines);
    },

    async ownedBy(owner) {
      const rows = await database
        .selectFrom('labs')
        .select('id')
        .where('owner', '=', owner)
        .where('server', 'is', null)
        .orderBy('touched_at', 'desc')
        .orderBy('id')
        .execute();
      return rows.map(({ id }) => id);
    },

    async inChannel(channel) {
      const query = database.selectFrom('labs').select('id').where('channel', '=', channel);
      return (await query.orderBy('started_at', 'desc').executeTakeFirst())?.id;
    },

    async change(id, version, change, at) {
      const work = database.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('labs')
          .set({ version: version + 1, touched_at: at })
          .where('id', '=', id)
          .where('version', '=', version)
          .executeTakeFirst();
        if (numUpdatedRows !== 1n) return false;
        await changeLines(transaction, id, change, at);
        return true;
      });
      return work.catch((error: unknown) => {
        if (error instanceof Known) return false;
        throw error;
      });
    },

    async erase(id) {
      const { numDeletedRows } = await database.deleteFrom('labs').where('id', '=', id).executeTakeFirst();
      return numDeletedRows === 1n;
    },

    async idleSince(time) {
      const rows = await database
        .selectFrom('labs')
        .select(['id', 'server', 'channel'])
        .where('touched_at', '<', time)
        .orderBy('touched_at')
        .limit(100)
        .execute();
      return rows.map((row) => ({ id: row.id, ...placeOf(row) }));
    },
  };
}

async function changeLines(
  transaction: Transaction<Tables>,
  lab: string,
  change: LabChange,
  at: number,
): Promise<void> {
  const count = async () => {
    const row = await transaction
      .selectFrom('lab_lines')
      .select(({ fn }) => fn.max('position').as('last'))
      .where('lab', '=', lab)
      .executeTakeFirst();
    return (row?.last ?? -1) + 1;
  };
  switch (change.kind) {
    case 'add':
      return addLines(transaction, lab, await count(), [change.line], at);
    case 'undo':
      await transaction
        .deleteFrom('lab_lines')
        .where('lab', '=', lab)
        .where('position', '=', (await count()) - 1)
        .execute();
      return;
    case 'begin': {
      const { seed, nodes, scenario = null } = change.beginning;
      await transaction.updateTable('labs').set({ seed, nodes, scenario }).where('id', '=', lab).execute();
      await transaction.deleteFrom('lab_lines').where('lab', '=', lab).execute();
      return addLines(transaction, lab, 0, change.lines, at);
    }
  }
}

async function addLines(
  transaction: Transaction<Tables>,
  lab: string,
  first: number,
  lines: readonly KeptLine[],
  at: number,
): Promise<void> {
  for (const [index, { text, author, source }] of lines.entries()) {
    if (author !== undefined) await addLearner(transaction, author, at);
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('lab_lines')
      .values({ lab, position: first + index, text: JSON.stringify(text), author: author ?? null, source })
      .onConflict((conflict) => conflict.columns(['lab', 'source']).doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) throw new Known();
  }
}

/** Somebody's own labs, to be taken along. */
export async function labsOf(database: Kysely<Tables>, owner: string): Promise<readonly TakenLab[]> {
  const store = sqlLabs(database);
  const labs = await Promise.all([...(await store.ownedBy(owner))].sort().map((id) => store.load(id)));
  return labs.flatMap((lab) => {
    if (!lab) return [];
    const { owner: _owner, place: _place, version: _version, lines, ...rest } = lab;
    return [{ ...rest, lines: lines.map(({ text, source }) => ({ text, source })) }];
  });
}

/** What somebody typed at labs that are not theirs alone. */
export async function linesElsewhere(database: Kysely<Tables>, author: string): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('lab_lines')
    .innerJoin('labs', 'labs.id', 'lab_lines.lab')
    .select('lab_lines.text')
    .where('lab_lines.author', '=', author)
    .where('labs.server', 'is not', null)
    .orderBy('labs.id')
    .orderBy('lab_lines.position')
    .execute();
  return rows.map(({ text }) => JSON.parse(text) as string);
}

/** A lab that is there already is left as it is. */
export async function bringLabs(
  transaction: Transaction<Tables>,
  owner: string,
  labs: readonly TakenLab[],
): Promise<void> {
  for (const { id, language, beginning, lines, startedAt, touchedAt } of labs) {
    const { seed, nodes, scenario = null } = beginning;
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('labs')
      .values({
        ...{ id, owner, server: null, channel: null, language, seed, nodes, scenario, version: lines.length },
        ...{ started_at: startedAt, touched_at: touchedAt },
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirstOrThrow();
    const isNew = numInsertedOrUpdatedRows === 1n;
    if (isNew)
      await addLines(
        transaction,
        id,
        0,
        lines.map((line) => ({ ...line, author: owner })),
        startedAt,
      );
  }
}

function labOf(
  row: Selectable<Tables['labs']>,
  lines: readonly Pick<Selectable<Tables['lab_lines']>, 'text' | 'author' | 'source'>[],
): KeptLab {
  const { id, owner, language, nodes, scenario, version } = row;
  return {
    ...{ id, version, language: language === 'en' ? 'en' : 'es' },
    ...(owner !== null && { owner }),
    ...placeOf(row),
    beginning: { seed: Number(row.seed), nodes, ...(scenario !== null && { scenario }) },
    lines: lines.map(({ text, author, source }) => ({
      text: JSON.parse(text) as string,
      source,
      ...(author !== null && { author }),
    })),
    startedAt: Number(row.started_at),
    touchedAt: Number(row.touched_at),
  };
}

function placeOf({ server, channel }: { readonly server: string | null; readonly channel: string | null }): {
  readonly place?: LabPlace;
} {
  return server === null ? {} : { place: { server, ...(channel !== null && { channel }) } };
}

/** Takes the transaction back: a line of this source has been typed. */
class Known extends Error {}
