import { edit, present } from '../desk.ts';
import { renderScreen } from '../screen.ts';
import type { Component } from './component.ts';

/** The session left open last; the menu where there is none any more. */
export const resume: Component = {
  acknowledged: 'deferred',
  async run({ interaction, language, learner }, desk) {
    const { player } = desk;
    const turn = await player.resume(learner);
    if (turn) await present(interaction, desk, turn, language);
    else await edit(interaction, renderScreen({ screen: await player.menu(learner), language }));
  },
};
