/** All that is kept, over any database that Kysely speaks to; sqlite.ts and postgres.ts open one and say how it is copied. */
import type { Kysely } from 'kysely';
import type { Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import type { Community } from '#engine/community.ts';
import type { GatheringStore } from '#engine/gathering.ts';
import type { LabStore } from '#engine/kept-lab.ts';
import type { LivePlaces } from '#engine/live/live-places.ts';
import type { LiveStore } from '#engine/live/room.ts';
import type { SessionStore } from '#engine/ports.ts';
import { type People, sqlPeople } from './people.ts';
import { type Settings, sqlSettings } from './settings.ts';
import { sqlCommunity } from './sql-community.ts';
import { sqlGatherings } from './sql-gatherings.ts';
import { sqlLabs } from './sql-labs.ts';
import { sqlLive } from './sql-live.ts';
import { sqlLivePlaces } from './sql-live-places.ts';
import { sqlSessionStore } from './sql-session-store.ts';
import type { Tables } from './tables.ts';
import { sqlWhole, type Whole } from './whole.ts';

export interface Storage {
  readonly sessions: SessionStore;
  readonly settings: Settings;
  readonly people: People;
  readonly community: Community;
  readonly live: LiveStore;
  readonly livePlaces: LivePlaces;
  readonly labs: LabStore;
  readonly gatherings: GatheringStore;
  /** Whom an account stands for since it was linked (`local` for somebody on Discord, say); itself where it was not. */
  identityOf(account: string): Promise<string>;
  readonly whole: Whole;
  /** A copy of the whole database in an SQLite file as it is now, while others go on using it. Writes over no file. */
  backup(file: string): Promise<Result<undefined, Text>>;
  close(): Promise<void>;
}

export function storageOver(database: Kysely<Tables>, own: Pick<Storage, 'backup'>): Storage {
  return {
    sessions: sqlSessionStore(database),
    settings: sqlSettings(database),
    people: sqlPeople(database),
    community: sqlCommunity(database),
    live: sqlLive(database),
    livePlaces: sqlLivePlaces(database),
    labs: sqlLabs(database),
    gatherings: sqlGatherings(database),
    whole: sqlWhole(database),
    async identityOf(account) {
      const row = await database
        .selectFrom('identities')
        .select('learner')
        .where('account', '=', account)
        .executeTakeFirst();
      return row?.learner ?? account;
    },
    ...own,
    close: () => database.destroy(),
  };
}

export function existsAlready(file: string): Text {
  return {
    es: `${file} ya existe y no se toca: elige otro nombre.`,
    en: `${file} exists already and is left alone: choose another name.`,
  };
}
