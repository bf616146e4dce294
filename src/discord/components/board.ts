import { boardMessage } from '../board.ts';
import { edit } from '../desk.ts';
import type { Component } from './component.ts';

/** Another page of the leaderboard, as it is now. */
export const board: Component = {
  acknowledged: 'deferred',
  async run({ interaction, id, language }, desk) {
    const page = /^\d{1,5}$/.test(id.argument) ? Number(id.argument) : 0;
    await edit(interaction, await boardMessage(interaction, desk, language, page));
  },
};
