/** The engine's LivePlaces in SQL. */
import type { Kysely, Selectable } from 'kysely';
import type { LivePlace, LivePlaces } from '#engine/live/live-places.ts';
import type { Tables } from './tables.ts';

export function sqlLivePlaces(database: Kysely<Tables>): LivePlaces {
  const places = () =>
    database.selectFrom('live_places').innerJoin('live_sessions', 'live_sessions.id', 'live_places.session');
  return {
    async open({ session, server, channel, message, host, language }) {
      await database
        .insertInto('live_places')
        .values({ session, server, channel, message: message ?? null, host, language })
        .execute();
    },

    async posted(session, message) {
      await database.updateTable('live_places').set({ message }).where('session', '=', session).execute();
    },

    async of(session) {
      const row = await database
        .selectFrom('live_places')
        .selectAll()
        .where('session', '=', session)
        .executeTakeFirst();
      return row && placeOf(row);
    },

    async inServer(server, most) {
      const rows = await places()
        .selectAll('live_places')
        .where('live_places.server', '=', server)
        .orderBy('live_sessions.started_at', 'desc')
        .orderBy('live_places.session')
        .limit(most)
        .execute();
      return rows.map(placeOf);
    },

    async unfinished() {
      const rows = await places().selectAll('live_places').where('live_sessions.finished_at', 'is', null).execute();
      return rows.map(placeOf);
    },
  };
}

function placeOf({ message, language, ...rest }: Selectable<Tables['live_places']>): LivePlace {
  return { ...rest, ...(message !== null && { message }), language: language === 'en' ? 'en' : 'es' };
}
