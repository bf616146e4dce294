import { present } from '../desk.ts';
import type { Component } from './component.ts';

/**
 * Under a message for everybody: whoever presses gets a message of their own, where the button leads or at home, and the public
 * one stays as it is.
 */
export const own: Component = {
  acknowledged: 'private',
  async run({ interaction, id, language, learner }, desk) {
    const turn = await desk.player.go(learner, id.argument === '' ? 'go:home' : id.argument);
    await present(interaction, desk, turn, language);
  },
};
