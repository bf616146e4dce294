// The class list over the real protocol: an id is typed, and never read by anybody but whoever leads.
import { expect, test } from 'vitest';
import type { HostView, WallView } from '#engine/live/live-views.ts';
import { LiveClient } from '#server/live-client.ts';
import { session } from '../engine/live/play-live.ts';
import { seen, serveLive } from './serve-live.ts';

test('whoever joins by an address on the list is called by two words; the list stays with the host', async () => {
  const roster = [
    { id: 'ana@uni.es', name: 'Ana García' },
    { id: 'luis@uni.es', name: 'Luis Pérez' },
  ];
  const live = await serveLive({ session: { ...session, startedAt: Date.now(), roster } });
  try {
    const joined = await live.client('ana').join(session.keys.code, 'Ana@Uni.es');
    expect(joined).toMatchObject({ ok: true, value: expect.stringMatching(/^\S+ \S+$/) });
    expect(await live.client('eva').join(session.keys.code, 'eva@uni.es')).toMatchObject({ ok: false });
    const host = await seen<HostView>(live.host, ({ stage }) => stage.people.length === 1);
    expect(host.stage.roster).toMatchObject([
      { name: 'Ana García', nickname: joined.ok && joined.value },
      { id: 'luis@uni.es' },
    ]);
    const wall = new LiveClient(live.url, session.keys.projector, 3);
    const { stage } = await seen<WallView>(wall, (news) => news.stage.names.length === 1);
    const own = await seen(live.client('ana'), (news) => news.own !== undefined);
    expect(JSON.stringify([stage, own])).not.toMatch(/uni\.es|García|Pérez/i);
  } finally {
    await live.close();
  }
});
