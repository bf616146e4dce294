import { fail, type Result } from '#base/result.ts';
import type { Text } from '#base/text.ts';
import { mayDo } from '#engine/live/helpers.ts';
import type { HostFact } from '#engine/live/live-session.ts';
import type { Component } from '../../components/component.ts';
import { type Lead, leadOf, showPanel } from '../lead.ts';

/** One of the people: shown when picked from the list; `kick.ID` and the like do something about them. */
export const person: Component = {
  acknowledged: 'either',
  async run(press, desk) {
    const found = await leadOf(press, desk);
    if (!found) return;
    const [, deed = '', named = ''] = /^(\w+)\.(.+)$/.exec(press.id.argument) ?? [];
    const id = press.values[0] ?? named;
    const make = deeds[deed];
    const result = make && (await done(found, make(id)));
    // Once it is on the wall, the panel steps through it.
    if (deed === 'walk' && result?.ok) return showPanel(press, desk, found);
    await showPanel(press, desk, found, { person: id, ...(result && !result.ok && { notice: result.error }) });
  },
};

async function done({ room, leader }: Lead, fact: HostFact): Promise<Result<undefined, Text>> {
  const may = mayDo(leader, fact);
  return may.ok ? room.act(fact) : fail(may.error);
}

const deeds: Readonly<Record<string, (participant: string) => HostFact>> = {
  admit: (participant) => ({ kind: 'admit', participant }),
  kick: (participant) => ({ kind: 'kick', participant }),
  ban: (participant) => ({ kind: 'ban', participant }),
  rename: (participant) => ({ kind: 'rename', participant }),
  helper: (participant) => ({ kind: 'co-host', participant, on: true }),
  player: (participant) => ({ kind: 'co-host', participant, on: false }),
  walk: (participant) => ({ kind: 'walk', participant, named: false }),
  time0: (participant) => ({ kind: 'extra-time', participant, percent: 0 }),
  time25: (participant) => ({ kind: 'extra-time', participant, percent: 25 }),
  time50: (participant) => ({ kind: 'extra-time', participant, percent: 50 }),
  time100: (participant) => ({ kind: 'extra-time', participant, percent: 100 }),
};
