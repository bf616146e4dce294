import type { Component } from '../../components/component.ts';
import { pageIn } from '../compose.ts';
import { roomOf, showOwn } from '../take-part.ts';

/** Where one stands, in a message of one's own. */
export const look: Component = {
  acknowledged: 'either',
  async run(press, desk) {
    const room = await roomOf(press, desk);
    if (room) await showOwn(press, room, { page: pageIn(press.id.argument) });
  },
};
