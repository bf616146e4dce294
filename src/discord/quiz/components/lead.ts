import type { Text } from '#base/text.ts';
import type { Component } from '../../components/component.ts';
import { leadOf, showPanel } from '../lead.ts';

/** A control of the panel: `n.lobby` is the key N as it was shown before the start. Pressed too late it does nothing. */
export const lead: Component = {
  acknowledged: 'either',
  async run(press, desk) {
    const found = await leadOf(press, desk);
    if (!found) return;
    const { room, leader } = found;
    const [key, phase] = press.id.argument.split('.');
    const { state } = room;
    const isNow = state.phase === phase && Math.max(0, state.position) === press.id.position;
    const control = isNow ? room.views.host(state, leader).controls.find(({ press: its }) => its === key) : undefined;
    const result = control && (await room.act(control.fact));
    const notice = !control ? tooLate : result?.ok ? undefined : result?.error;
    await showPanel(press, desk, found, notice ? { notice } : {});
  },
};

const tooLate: Text = {
  es: 'Ese botón era de un momento que ya pasó. Ahora está así:',
  en: 'That button was of a moment that is over. This is how it stands now:',
};
