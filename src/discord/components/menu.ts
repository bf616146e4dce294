import { present } from '../desk.ts';
import type { Component } from './component.ts';

/** Home, from the learner's own point of view, whoever pressed. */
export const menu: Component = {
  acknowledged: 'deferred',
  async run({ interaction, language, learner }, desk) {
    await present(interaction, desk, await desk.player.go(learner, 'go:home'), language);
  },
};
