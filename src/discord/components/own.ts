import { MessageFlags } from 'discord.js';
import { payload } from '../desk.ts';
import { renderScreen } from '../screen.ts';
import type { Component } from './component.ts';

/** Under a message for everybody: whoever presses gets a message of their own and the public one stays as it is. */
export const own: Component = {
  acknowledged: 'private',
  async run({ interaction, language, learner }, { player }) {
    const { screen } = await player.go(learner, 'go:home');
    await interaction.editReply({ ...payload(renderScreen({ screen, language })), flags: MessageFlags.IsComponentsV2 });
  },
};
