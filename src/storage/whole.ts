/**
 * A whole database, row by row: how all that is kept goes from SQLite to PostgreSQL and back. What it reads is one moment of
 * the database, however many write meanwhile; what it writes is there as a whole or not at all.
 */
import { type Insertable, type Kysely, PostgresAdapter, type Transaction } from 'kysely';
import type { Tables } from './tables.ts';

export interface Whole {
  isEmpty(): Promise<boolean>;
  /** Gives all rows into an empty database; says how many there were. */
  copyTo(other: Whole): Promise<number>;
  /** `write` is called with some rows of one table at a time, those that others refer to first. */
  filledBy(source: (write: Write) => Promise<number>): Promise<number>;
}

type Write = (table: keyof Tables, rows: readonly object[]) => Promise<void>;

/** Every table with its key; what others refer to stands before them. */
const keys: { readonly [Table in keyof Tables]: readonly (keyof Tables[Table] & string)[] } = {
  learners: ['id'],
  settings: ['learner', 'name'],
  sessions: ['id'],
  actions: ['session', 'position'],
  results: ['session', 'position'],
  server_settings: ['server', 'name'],
  departures: ['server'],
  members: ['server', 'learner'],
  posts: ['server', 'day'],
  post_answers: ['server', 'day', 'learner'],
  claims: ['name'],
  limits: ['subject', 'window_start'],
  link_codes: ['code'],
  identities: ['account'],
  live_sessions: ['id'],
  live_actions: ['session', 'position'],
  live_places: ['session'],
  labs: ['id'],
  lab_lines: ['lab', 'position'],
  gatherings: ['server', 'id'],
};
export const tableNames = Object.keys(keys) as readonly (keyof Tables)[];

/** Databases limit how many values a statement has. */
const rowsAtOnce = 500;

export function sqlWhole(database: Kysely<Tables>): Whole {
  return {
    async isEmpty() {
      for (const table of tableNames) {
        if (await database.selectFrom(table).selectAll().limit(1).executeTakeFirst()) return false;
      }
      return true;
    },

    async copyTo(other) {
      return other.filledBy((write) =>
        momentOf(database).execute(async (moment) => {
          let count = 0;
          for (const table of tableNames) count += await readTable(moment, table, (rows) => write(table, rows));
          return count;
        }),
      );
    },

    async filledBy(source) {
      return database.transaction().execute((transaction) =>
        source(
          async (table, rows) =>
            void (await transaction
              .insertInto(table)
              .values(rows as readonly Insertable<Tables[typeof table]>[])
              .execute()),
        ),
      );
    },
  };
}

/** SQLite's transactions see one moment anyway; PostgreSQL's have to be asked for it. */
function momentOf(database: Kysely<Tables>) {
  const transaction = database.transaction();
  const isPostgres = database.getExecutor().adapter instanceof PostgresAdapter;
  return isPostgres ? transaction.setIsolationLevel('repeatable read') : transaction;
}

async function readTable(
  moment: Transaction<Tables>,
  table: keyof Tables,
  give: (rows: readonly object[]) => Promise<void>,
): Promise<number> {
  for (let count = 0; ; ) {
    const page = keys[table].reduce(
      (query, column) => query.orderBy(moment.dynamic.ref(column)),
      moment.selectFrom(table).selectAll(),
    );
    const rows = await page.limit(rowsAtOnce).offset(count).execute();
    if (rows.length > 0) await give(rows);
    count += rows.length;
    if (rows.length < rowsAtOnce) return count;
  }
}
