import { present, refuseOthers } from '../desk.ts';
import type { Component } from './component.ts';

/** Where the session stands now. A run that was cut off by a restart is started again by looking. */
export const show: Component = {
  acknowledged: 'deferred',
  async run({ interaction, id, language }, desk) {
    const { player } = desk;
    const turn = await player.show(id.session);
    if (await refuseOthers(interaction, turn, language)) return;
    await present(interaction, desk, turn, language);
  },
};
