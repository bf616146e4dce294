import { edit } from '../desk.ts';
import { renderScreen } from '../screen.ts';
import type { Component } from './component.ts';

/** All scenarios, from the learner's own point of view, whoever pressed. */
export const menu: Component = {
  acknowledged: 'deferred',
  async run({ interaction, language, learner }, { player }) {
    await edit(interaction, renderScreen({ screen: await player.menu(learner), language }));
  },
};
