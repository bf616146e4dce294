/**
 * The tables as the newest migration leaves them. Written so that SQLite and PostgreSQL hold the same: ids are text, times are
 * milliseconds since 1970 in a bigint, and what the engine calls plain data is JSON in a text column, never queried into.
 */
import type { ColumnType } from 'kysely';
import type { GroupTables } from './group-tables.ts';
import type { LiveTables } from './live-tables.ts';

export interface Tables extends LiveTables, GroupTables {
  learners: LearnersTable;
  settings: SettingsTable;
  sessions: SessionsTable;
  actions: ActionsTable;
  results: ResultsTable;
  server_settings: ServerSettingsTable;
  departures: DeparturesTable;
  members: MembersTable;
  posts: PostsTable;
  post_answers: PostAnswersTable;
  claims: ClaimsTable;
  limits: LimitsTable;
  link_codes: LinkCodesTable;
  identities: IdentitiesTable;
}

/** PostgreSQL hands a bigint over as text, SQLite as a number; `Number()` reads both. */
type BigInteger = ColumnType<number | string, number, number>;
type OptionalBigInteger = ColumnType<number | string | null, number | null, number | null>;

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
  finished_at: OptionalBigInteger;
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
  /** JSON: string[]. */
  misconceptions: string | null;
  flag: string | null;
}

interface ServerSettingsTable {
  server: string;
  name: string;
  value: string;
}

/** Servers that the bot has left, until what is kept of them is erased. */
interface DeparturesTable {
  server: string;
  left_at: BigInteger;
}

/** Who has answered in which server, with the points of all their answers: the board is read from here alone. */
interface MembersTable {
  server: string;
  learner: string;
  name: string;
  /** 0 or 1. */
  hidden: number;
  points: number;
  solved: number;
  seen_at: BigInteger;
}

/** The question of a day in a server. The row is there before the message: whoever wrote it posts. */
interface PostsTable {
  server: string;
  day: string;
  scenario: string;
  /** When another process may try, should there be no message by then. */
  retry_at: BigInteger;
  channel: string | null;
  message: string | null;
  posted_at: OptionalBigInteger;
  reveal_at: OptionalBigInteger;
  revealed_at: OptionalBigInteger;
  shown_answers: number;
}

interface PostAnswersTable {
  server: string;
  day: string;
  learner: string;
  /** 0 or 1. */
  is_right: number;
  option: string | null;
}

interface ClaimsTable {
  name: string;
  at: BigInteger;
}

interface LimitsTable {
  subject: string;
  window_start: BigInteger;
  used: number;
}

interface LinkCodesTable {
  code: string;
  learner: string;
  expires_at: BigInteger;
}

/** `local` and the learner that it is one with. */
interface IdentitiesTable {
  account: string;
  learner: string;
}
