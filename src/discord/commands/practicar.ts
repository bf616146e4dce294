/** `/practicar`: the menu, or one scenario at once. Everything stays between the bot and whoever asked. */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord.js';
import { looksLikeReplayCode } from '#engine/replay-code.ts';
import { searchScenarios } from '#engine/search.ts';
import { edit, learnerOf, present } from '../desk.ts';
import { label } from '../markdown.ts';
import { renderScreen } from '../screen.ts';
import { type Command, localized } from './command.ts';

const name = { es: 'practicar', en: 'practice' };
const description = {
  es: 'Practica con preguntas de contenedores y Kubernetes, solo a tu vista.',
  en: 'Practise with questions on containers and Kubernetes, for your eyes only.',
};
const scenarioName = { es: 'escenario', en: 'scenario' };
const scenarioDescription = {
  es: 'Unas palabras de su título, o el código de una respuesta; sin él se abre el menú.',
  en: 'Some words of its title, or the code of an answer; without it the menu opens.',
};

export const practicar: Command = {
  definition: {
    type: ApplicationCommandType.ChatInput,
    name: name.es,
    name_localizations: localized(name),
    description: description.es,
    description_localizations: localized(description),
    integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: scenarioName.es,
        name_localizations: localized(scenarioName),
        description: scenarioDescription.es,
        description_localizations: localized(scenarioDescription),
        autocomplete: true,
        // A pasted code may be long; titles are not.
        max_length: 6000,
      },
    ],
  },

  async run(interaction, { player }, language) {
    const learner = learnerOf(interaction);
    const typed = interaction.options.getString(scenarioName.es);
    if (typed === null) {
      await edit(interaction, renderScreen({ screen: await player.menu(learner), language }));
      return;
    }
    if (looksLikeReplayCode(typed)) return present(interaction, await player.replay(learner, typed), language);
    // Discord sends what was typed as it is when nothing was picked from the list.
    const found = searchScenarios(player.library, typed);
    const id = player.library.find(typed)?.id ?? (found.length === 1 ? found[0]!.id : typed);
    await present(interaction, await player.start(learner, [id]), language);
  },

  complete(interaction, { player }, language) {
    return searchScenarios(player.library, interaction.options.getFocused())
      .slice(0, 25)
      .map((scenario) => ({ name: label(scenario.title[language], 100), value: scenario.id }));
  },
};
