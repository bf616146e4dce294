/**
 * All migrations, oldest first. Each is a file that only ever grows older: what has reached a user's database is never edited,
 * a change is a new file and a new line here. Names sort as they are listed, which Kysely's migrator insists on.
 */
import type { Migration } from 'kysely/migration';
import { firstTables } from './0001-first-tables.ts';
import { occasions } from './0002-occasions.ts';
import { communities } from './0003-communities.ts';
import { live } from './0004-live.ts';
import { livePlaces } from './0005-live-places.ts';
import { groups } from './0006-groups.ts';
import { misconceptions } from './0007-misconceptions.ts';
import { liveErasure } from './0008-live-erasure.ts';

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
  '0002-occasions': occasions,
  '0003-communities': communities,
  '0004-live': live,
  '0005-live-places': livePlaces,
  '0006-groups': groups,
  '0007-misconceptions': misconceptions,
  '0008-live-erasure': liveErasure,
};
