import { present } from '../desk.ts';
import type { Component } from './component.ts';

/** A scenario picked from the menu: goes on with an open session of it, or begins one. */
export const start: Component = {
  acknowledged: 'deferred',
  async run({ interaction, values, language, learner }, { player }) {
    await present(interaction, await player.start(learner, values), language);
  },
};
