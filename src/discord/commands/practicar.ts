/** `/practicar`: home, a topic, or one scenario at once. Everything stays between the bot and whoever asked. */
import { ApplicationCommandOptionType } from 'discord.js';
import { looksLikeReplayCode } from '#engine/replay-code.ts';
import { edit, learnerOf, present } from '../desk.ts';
import { renderScreen } from '../screen.ts';
import { type Command, define } from './command.ts';
import { proposeScenarios, proposeTopics, scenarioMeant } from './proposals.ts';

const scenario = 'escenario';
const topic = 'tema';

export const practicar: Command = {
  definition: define({
    name: { es: 'practicar', en: 'practice' },
    description: {
      es: 'Practica con preguntas de contenedores y Kubernetes, solo a tu vista.',
      en: 'Practise with questions on containers and Kubernetes, for your eyes only.',
    },
    where: 'everywhere',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: { es: scenario, en: 'scenario' },
        description: {
          es: 'Unas palabras de su título, o el código de una respuesta; sin él se abre el menú.',
          en: 'Some words of its title, or the code of an answer; without it the menu opens.',
        },
        autocomplete: true,
        // A pasted code may be long; titles are not.
        max_length: 6000,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: { es: topic, en: 'topic' },
        description: { es: 'Solo las preguntas de este tema.', en: 'Only the questions of this topic.' },
        autocomplete: true,
        max_length: 100,
      },
    ],
  }),

  async run(interaction, desk, language) {
    const { player } = desk;
    const learner = learnerOf(interaction);
    const typed = interaction.options.getString(scenario);
    const asked = interaction.options.getString(topic);
    if (typed === null && asked !== null) {
      const [proposed] = proposeTopics(player.library, asked, language);
      const known = player.library.list().some((each) => each.topic === asked);
      return present(
        interaction,
        desk,
        await player.go(learner, `topic:${known ? asked : (proposed?.value ?? asked)}`),
        language,
      );
    }
    if (typed === null) {
      await edit(interaction, renderScreen({ screen: await player.menu(learner), language }));
      return;
    }
    if (looksLikeReplayCode(typed)) return present(interaction, desk, await player.replay(learner, typed), language);
    await present(interaction, desk, await player.start(learner, [scenarioMeant(player.library, typed)]), language);
  },

  complete(interaction, { player }, language) {
    const { name, value } = interaction.options.getFocused(true);
    return name === topic
      ? proposeTopics(player.library, value, language)
      : proposeScenarios(player.library, value, language);
  },
};
