import { present } from '../desk.ts';
import type { Component } from './component.ts';

/** To another place of the engine, from the point of view of whoever pressed. */
export const go: Component = {
  acknowledged: 'deferred',
  async run({ interaction, id, language, learner }, { player }) {
    await present(interaction, await player.go(learner, id.argument), language);
  },
};
