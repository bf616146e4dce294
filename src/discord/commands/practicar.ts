/**
 * `/practicar`: home, a topic, or one scenario at once. Everything stays between the bot and whoever asked, unless a group
 * practises in a thread.
 */
import { ApplicationCommandOptionType } from 'discord.js';
import { looksLikeReplayCode } from '#engine/replay-code.ts';
import { learnerOf, present } from '../desk.ts';
import { beginGathering } from '../gathering/begin.ts';
import { type Command, define } from './command.ts';
import { proposeScenarios, proposeTopics, scenarioMeant, topicMeant } from './proposals.ts';

const scenario = 'escenario';
const topic = 'tema';
const thread = 'hilo';
const questions = 'preguntas';
const usualQuestions = 5;

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
      {
        type: ApplicationCommandOptionType.Boolean,
        name: { es: thread, en: 'thread' },
        description: {
          es: 'Para un grupo: en un hilo, y cada persona contesta solo a su vista.',
          en: 'For a group: in a thread, and everybody answers for their own eyes.',
        },
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: { es: questions, en: 'questions' },
        description: { es: 'Cuántas, en un hilo; sin ello, 5.', en: 'How many, in a thread; without it, 5.' },
        min_value: 1,
        max_value: 20,
      },
    ],
  }),

  async run(interaction, desk, language) {
    const { player } = desk;
    const learner = learnerOf(interaction);
    const typed = interaction.options.getString(scenario);
    const asked = interaction.options.getString(topic);
    const known = asked === null ? undefined : topicMeant(player.library, asked, language);
    if (interaction.options.getBoolean(thread) === true) {
      return beginGathering(interaction, desk, language, {
        count: interaction.options.getInteger(questions) ?? usualQuestions,
        ...(typed !== null && { scenario: scenarioMeant(player.library, typed) }),
        ...(known !== undefined && { topic: known }),
      });
    }
    if (typed === null && known !== undefined) {
      return present(interaction, desk, await player.go(learner, `topic:${known}`), language);
    }
    if (typed === null) return present(interaction, desk, await player.go(learner, 'go:home'), language);
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
