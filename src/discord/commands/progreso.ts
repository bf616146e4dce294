/** `/progreso`: one's own figures, and on a server with a weekly plan where one stands in it. */
import { MessageFlags } from 'discord.js';
import { learnerOf, payload, present } from '../desk.ts';
import { planMessage } from '../plan/show-plan.ts';
import { type Command, define } from './command.ts';

export const progreso: Command = {
  definition: define({
    name: { es: 'progreso', en: 'progress' },
    description: {
      es: 'Tus cifras: dominio por tema, racha y repasos.',
      en: 'Your figures: mastery by topic, streak and reviews.',
    },
    where: 'everywhere',
  }),

  async run(interaction, desk, language) {
    await present(interaction, desk, await desk.player.go(learnerOf(interaction), 'go:statistics'), language);
    const plan = await planMessage(interaction, desk, language);
    if (plan) {
      await interaction.followUp({ ...payload(plan), flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral });
    }
  },
};
