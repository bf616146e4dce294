import type { Component } from '../../components/component.ts';
import { enter, roomOf, showOwn } from '../take-part.ts';

/** The team one wants to be in, by its place in the list. */
export const team: Component = {
  acknowledged: 'either',
  async run(press, desk) {
    const room = await roomOf(press, desk);
    if (!room) return;
    const chosen = room.state.teams[Number(press.id.argument)];
    const entered = await enter(room, press.interaction, { again: false });
    const result =
      entered.ok && chosen !== undefined
        ? await room.act({ kind: 'choose-team', participant: entered.value, team: chosen })
        : entered;
    await showOwn(press, room, result.ok ? {} : { notice: result.error });
  },
};
