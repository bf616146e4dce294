import type { Component } from '../../components/component.ts';
import { digestOf } from '../digest.ts';
import { leadOf, showPanel } from '../lead.ts';

/** An answer that several gave counts as right too, or no longer. */
export const dispute: Component = {
  acknowledged: 'either',
  async run(press, desk) {
    const found = await leadOf(press, desk);
    if (!found) return;
    const { room, leader } = found;
    const { disputed = [], position } = room.views.host(room.state, leader);
    const row = disputed.find(({ answer }) => digestOf(JSON.stringify(answer)) === press.values[0]);
    if (!row || position !== press.id.position) return showPanel(press, desk, found);
    const result = await room.act({ kind: 'accept', position, answer: row.answer, on: !row.accepted });
    await showPanel(press, desk, found, result.ok ? {} : { notice: result.error });
  },
};
