import type { Component } from '../../components/component.ts';
import { enter, roomOf, showOwn } from '../take-part.ts';

/** A vote for what all designs are to face. */
export const fault: Component = {
  acknowledged: 'either',
  async run(press, desk) {
    const room = await roomOf(press, desk);
    if (!room) return;
    const entered = await enter(room, press.interaction, { again: false });
    const { position, argument } = press.id;
    const result = entered.ok
      ? await room.act({ kind: 'vote', participant: entered.value, position, fault: argument })
      : entered;
    await showOwn(press, room, result.ok ? {} : { notice: result.error });
  },
};
