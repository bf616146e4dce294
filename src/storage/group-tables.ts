/** The tables of labs and of groups that practise, as migration 0006 makes them; see tables.ts for how times are held. */
import type { ColumnType } from 'kysely';

type BigInteger = ColumnType<number | string, number, number>;

export interface GroupTables {
  labs: {
    id: string;
    owner: string | null;
    /** Null where it is its owner's alone. */
    server: string | null;
    channel: string | null;
    language: string;
    seed: BigInteger;
    nodes: number;
    scenario: string | null;
    version: number;
    started_at: BigInteger;
    touched_at: BigInteger;
  };
  lab_lines: {
    lab: string;
    position: number;
    /** JSON: string, because PostgreSQL takes no U+0000 and no half of a pair. */
    text: string;
    author: string | null;
    /** With the lab unique: what is delivered twice is typed once. */
    source: string;
  };
  gatherings: {
    server: string;
    id: string;
    channel: string;
    owner: string | null;
    /** JSON: string[]. */
    scenarios: string;
    started_at: BigInteger;
    ended_at: ColumnType<number | string | null, number | null, number | null>;
  };
}
