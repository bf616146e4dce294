import type { Component } from '../../components/component.ts';
import { enter, roomOf, showOwn } from '../take-part.ts';

/** Into the room, and back after having been asked to leave. */
export const join: Component = {
  acknowledged: 'either',
  async run(press, desk) {
    const room = await roomOf(press, desk);
    if (!room) return;
    const entered = await enter(room, press.interaction);
    await showOwn(press, room, entered.ok ? {} : { notice: entered.error });
  },
};
