import { present, refuseOthers } from '../desk.ts';
import type { Component } from './component.ts';

export const restart: Component = {
  acknowledged: 'deferred',
  async run({ interaction, id, language }, { player }) {
    const before = await player.show(id.session);
    if (await refuseOthers(interaction, before, language)) return;
    await present(interaction, await player.restart(id.session), language);
  },
};
