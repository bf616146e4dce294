/**
 * The tables as the newest migration leaves them. Written so that SQLite and PostgreSQL hold the same: ids are text, times are
 * milliseconds since 1970 in a bigint, and what the engine calls plain data is JSON in a text column, never queried into.
 */
import type { ColumnType } from 'kysely';

export interface Tables {
  learners: LearnersTable;
  settings: SettingsTable;
  sessions: SessionsTable;
  actions: ActionsTable;
  results: ResultsTable;
}

/** PostgreSQL hands a bigint over as text, SQLite as a number; `Number()` reads both. */
type BigInteger = ColumnType<number | string, number, number>;

interface LearnersTable {
  /** `local`, `discord:<user id>`. */
  id: string;
  created_at: BigInteger;
}

interface SettingsTable {
  learner: string;
  name: string;
  value: string;
}

interface SessionsTable {
  id: string;
  learner: string;
  seed: BigInteger;
  /** JSON: SessionQuestion[]. */
  questions: string;
  /** JSON: Occasion; null in practice. */
  occasion: string | null;
  started_at: BigInteger;
  finished_at: ColumnType<number | string | null, number | null, number | null>;
}

interface ActionsTable {
  session: string;
  /** 0, 1, 2 …; with the session the primary key, so the first write to a position wins whoever makes it. */
  position: number;
  /** JSON: Action, `at` included. */
  action: string;
}

interface ResultsTable {
  session: string;
  /** Which question of the session. */
  position: number;
  learner: string;
  scenario: string;
  version: number;
  verdict: string;
  points: number;
  attempts: number;
  hints: number;
  at: BigInteger;
  occasion: string | null;
  confidence: string | null;
  seconds: number | null;
  /** JSON: string[]. */
  failed: string | null;
  flag: string | null;
}
