/** The tables of live quizzes, as migration 0004 makes them; see tables.ts for how times and plain data are held. */
import type { ColumnType } from 'kysely';

export interface LiveTables {
  live_sessions: {
    id: string;
    quiz: string;
    /** JSON: LiveSession without what has a column and without its actions. */
    plan: string;
    started_at: ColumnType<number | string, number, number>;
    finished_at: ColumnType<number | string | null, number | null, number | null>;
  };
  live_actions: {
    session: string;
    position: number;
    /** JSON: LiveAction, `at` included. */
    action: string;
  };
}
