import { present } from '../desk.ts';
import type { Component } from './component.ts';

/** To another place of the engine, from the point of view of whoever pressed. */
export const go: Component = {
  acknowledged: 'deferred',
  async run({ interaction, id, language, learner }, desk) {
    const { player } = desk;
    await present(interaction, desk, await player.go(learner, id.argument), language);
  },
};
