/** Opens the form for a line of words or for YAML, filled with what one has said so far. */
import { MessageFlags } from 'discord.js';
import type { Component } from '../../components/component.ts';
import { wordsInputs } from '../../components/type.ts';
import { patienceMilliseconds, slow, within, yamlInputs } from '../../components/write.ts';
import { encodeCustomId } from '../../custom-id.ts';
import { whisper } from '../../desk.ts';
import { label, prose } from '../../markdown.ts';
import { isOwnMessage } from '../own-answer.ts';
import { openQuestion, readRound, roomOf, showOwn, tooLate } from '../take-part.ts';
import { seatOf } from '../who.ts';

export const fill: Component = {
  acknowledged: 'itself',
  async run(press, desk) {
    const { interaction, id, language } = press;
    if (interaction.isModalSubmit()) return;
    const room = await within(patienceMilliseconds, roomOf(press, desk));
    if (!room) return interaction.replied ? undefined : whisper(interaction, prose(slow[language]));
    const { round } = readRound(id.argument);
    const question = openQuestion(room, id.position, round);
    const offer = question?.offers.find(({ kind }) => kind === 'type' || kind === 'write');
    if (!question || !offer) {
      if (isOwnMessage(press)) await interaction.deferUpdate();
      else await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      return showOwn(press, room, { notice: tooLate });
    }
    const { participant } = seatOf(room, interaction.user.id);
    const given = participant && room.views.own(room.state, participant).answer;
    const before = given && 'text' in given ? given.text : undefined;
    const isYaml = offer.kind === 'write';
    await interaction.showModal({
      custom_id: encodeCustomId({
        ...{ verb: 'filled', session: id.session, position: id.position },
        argument: `${round}.${isYaml ? 'yaml' : 'words'}`,
      }),
      title: label(question.title[language], 45),
      components: isYaml ? yamlInputs(before ?? offer.draft, language) : wordsInputs(language, before),
    });
  },
};
