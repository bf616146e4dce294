/** The tables of live quizzes, as migrations 0004, 0005 and 0008 make them; see tables.ts for how times and plain data are held. */
import type { ColumnType } from 'kysely';

export interface LiveTables {
  live_sessions: {
    id: string;
    quiz: string;
    /** JSON: LiveSession without what has a column and without its actions. */
    plan: string;
    started_at: ColumnType<number | string, number, number>;
    finished_at: ColumnType<number | string | null, number | null, number | null>;
    /** The process that leads it, and until when unless it says so again. */
    leader: ColumnType<string | null, string | undefined, string>;
    led_until: ColumnType<number | string | null, number | undefined, number>;
    /** Null: kept until somebody erases it. */
    erase_at: ColumnType<number | string | null, number | null | undefined, number | null>;
  };
  /** Where a live quiz is shown on a chat, and who leads it there. Gone with the session. */
  live_places: {
    session: string;
    server: string;
    channel: string;
    /** Null until it is posted. */
    message: string | null;
    host: string;
    language: string;
  };
  live_actions: {
    session: string;
    position: number;
    /** JSON: LiveAction, `at` included. */
    action: string;
  };
}
