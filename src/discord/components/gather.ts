import { MessageFlags } from 'discord.js';
import type { Text } from '#base/text.ts';
import { type Gathering, gatheringKey, readGatheringKey } from '#engine/gathering.ts';
import { revealedMessage } from '../daily/question.ts';
import { type Desk, edit, payload, rulesOf, settingsOf, whisper } from '../desk.ts';
import { ask } from '../gathering/ask.ts';
import { summaryMessage } from '../gathering/summary.ts';
import { isHost } from '../hosts.ts';
import { prose } from '../markdown.ts';
import type { Component, Press } from './component.ts';

/** Reveal, next, finish: whoever opened a group's practice leads it, and so may hosts. Done twice, each is done once. */
export const gather: Component = {
  acknowledged: 'deferred',
  async run(press, desk) {
    const { interaction, id, language, learner } = press;
    const [, deed, day = ''] = /^(reveal|next|end)\.(.+)$/su.exec(id.argument) ?? [];
    const place = readGatheringKey(day);
    const gathering = place && (await desk.memory.gatherings.load(interaction.guildId ?? '', place.id));
    if (!place || !gathering) return whisper(interaction, prose(gone[language]));
    const rules = await rulesOf(interaction, desk);
    if (gathering.owner !== learner && !(rules && isHost(interaction, rules))) {
      return whisper(interaction, prose(notYours[language]));
    }
    if (deed === 'reveal') return reveal(press, desk, gathering, place.position);
    if (gathering.endedAt !== undefined) return whisper(interaction, prose(isOver[language]));
    const more = place.position + 1 < gathering.scenarios.length;
    if (deed === 'end' || !more) return end(press, desk, gathering);
    if (!(await ask(desk, interaction.client.rest, gathering, place.position + 1))) {
      await whisper(interaction, prose(askedAlready[language]));
    }
  },
};

/** To show the same once more harms nobody, so it is shown first and marked as done afterwards. */
async function reveal(
  { interaction, language }: Press,
  desk: Desk,
  gathering: Gathering,
  position: number,
): Promise<void> {
  const { community } = desk.memory;
  const key = { server: gathering.server, day: gatheringKey(gathering.id, position) };
  const post = await community.post(key);
  const message = post && (await revealedMessage(desk, await shown(desk, post)));
  if (!message) return whisper(interaction, prose(gone[language]));
  await edit(interaction, message);
  await community.claimReveal(key, desk.now());
}

async function shown(desk: Desk, post: Parameters<typeof revealedMessage>[1]['post']) {
  const { language } = await settingsOf(post.server, desk);
  return { post, language, answers: await desk.memory.community.answersTo(post) };
}

/** The one that ended it tells the thread. */
async function end({ interaction, language }: Press, desk: Desk, gathering: Gathering): Promise<void> {
  const { server, id } = gathering;
  if (!(await desk.memory.gatherings.end(server, id, desk.now()))) return whisper(interaction, prose(isOver[language]));
  const message = await summaryMessage(desk, gathering, (await settingsOf(server, desk)).language);
  await interaction.followUp({ ...payload(message), flags: MessageFlags.IsComponentsV2 });
}

const gone: Text = {
  es: 'Esta práctica ya no está. Otra se abre con `/practicar hilo:sí`.',
  en: 'This practice is gone. Another is opened with `/practice thread:yes`.',
};
const notYours: Text = {
  es: 'Esto lo lleva quien abrió la práctica, o quien lleva el servidor. Tú contesta con «Responder».',
  en: 'This is led by whoever opened the practice, or runs the server. You answer with "Answer".',
};
const isOver: Text = { es: 'Esta práctica ya terminó.', en: 'This practice is over.' };
const askedAlready: Text = {
  es: 'La siguiente pregunta ya está en el hilo.',
  en: 'The next question is in the thread already.',
};
