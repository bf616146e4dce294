import { present, refuseOthers } from '../desk.ts';
import type { Component } from './component.ts';

export const restart: Component = {
  acknowledged: 'deferred',
  async run({ interaction, id, language }, desk) {
    const { player } = desk;
    const before = await player.show(id.session);
    if (await refuseOthers(interaction, before, language)) return;
    await present(interaction, desk, await player.restart(id.session), language);
  },
};
