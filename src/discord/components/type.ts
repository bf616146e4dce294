/** Opens the form for an answer of one line. */
import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import type { Language, Text } from '#base/text.ts';
import { encodeCustomId } from '../custom-id.ts';
import { present, refuseOthers, whisper } from '../desk.ts';
import { label, prose } from '../markdown.ts';
import type { Component } from './component.ts';
import { tooLate } from './take-action.ts';
import { fields, patienceMilliseconds, slow, within } from './write.ts';

/** The argument of the form's id: what is handed in is a line of words, no YAML. */
export const ofWords = 'words';
/** A term is short; a command line with a patch in it is not. */
const longestLine = 1000;

export const type: Component = {
  acknowledged: 'itself',
  async run({ interaction, id, language }, desk) {
    const { player } = desk;
    if (interaction.isModalSubmit()) return;
    const turn = await within(patienceMilliseconds, player.show(id.session));
    if (!turn) return whisper(interaction, prose(slow[language]));
    if (await refuseOthers(interaction, turn, language)) return;
    if (turn.actionCount !== id.position || !turn.screen.offers.some((offer) => offer.kind === 'type')) {
      await interaction.deferUpdate();
      return present(interaction, desk, turn, language, { notice: tooLate });
    }
    await interaction.showModal({
      custom_id: encodeCustomId({
        verb: 'submit',
        session: turn.sessionId,
        position: turn.actionCount,
        argument: ofWords,
      }),
      title: label(turn.screen.title[language], 45),
      components: wordsInputs(language),
    });
  },
};

/** What a form for a line of words asks. */
export function wordsInputs(
  language: Language,
  before?: string,
): APIModalInteractionResponseCallbackData['components'] {
  return [
    {
      type: ComponentType.Label,
      label: yourAnswer[language],
      component: {
        type: ComponentType.TextInput,
        custom_id: fields.manifest,
        style: TextInputStyle.Short,
        max_length: longestLine,
        required: true,
        ...(before !== undefined && before !== '' && before.length <= longestLine && { value: before }),
      },
    },
  ];
}

const yourAnswer: Text = { es: 'Tu respuesta', en: 'Your answer' };
