/** A group begins to practise in a thread: `/practicar hilo:sí`. Everybody answers for their own eyes; the thread sees how many did. */
import type { ChatInputCommandInteraction } from 'discord.js';
import { type Language, plural, type Text } from '#base/text.ts';
import { drawForGathering, gatheringId } from '#engine/gathering.ts';
import { topicTitle } from '#engine/topics.ts';
import { type Desk, learnerOf, rulesOf, whisper } from '../desk.ts';
import { plain, prose, shorten } from '../markdown.ts';
import { pageOf } from '../page-of.ts';
import { renderScreen } from '../screen.ts';
import { openThread } from '../threads.ts';
import { ask } from './ask.ts';

export interface GatheringWish {
  readonly scenario?: string;
  readonly topic?: string;
  readonly count: number;
}

export async function beginGathering(
  interaction: ChatInputCommandInteraction,
  desk: Desk,
  language: Language,
  { scenario, topic, count }: GatheringWish,
): Promise<void> {
  const { library } = desk.player;
  const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
  const scenarios =
    scenario === undefined
      ? drawForGathering(library, { count, seed, ...(topic !== undefined && { topic }) })
      : library.find(scenario)
        ? [scenario]
        : [];
  if (scenarios.length === 0) return whisper(interaction, prose(nothing[language]));
  const about = titleOf(scenarios, topic, desk);
  const spoken = (await rulesOf(interaction, desk))?.language ?? language;
  const name = about === group ? group[spoken] : `${group[spoken]}: ${about[spoken].replaceAll('`', '')}`;
  const thread = await openThread(interaction, desk, { name: shorten(name, 100), key: 'practice' });
  if (thread.kind === 'refused') return whisper(interaction, thread.text[language]);
  const { server, channel } = thread;
  const owner = learnerOf(interaction);
  const gathering = { server, id: gatheringId(seed), channel, owner, scenarios, startedAt: desk.now() };
  await desk.memory.gatherings.create(gathering);
  const who = interaction.inCachedGuild() ? interaction.member.displayName : interaction.user.displayName;
  const screen = pageOf(about, [{ kind: 'prose', text: how(scenarios.length) }]);
  const note = `-# ${plain(shorten(who, 40))}`;
  await thread.post(renderScreen({ screen, language: spoken, note }), gathering.id);
  await ask(desk, interaction.client.rest, gathering, 0);
  await whisper(interaction, `${prose(opened[language])} <#${channel}>`);
}

function titleOf(scenarios: readonly string[], topic: string | undefined, { player }: Desk): Text {
  if (topic !== undefined) return topicTitle(topic);
  const [only] = scenarios;
  return (scenarios.length === 1 ? player.library.find(only ?? '')?.title : undefined) ?? group;
}

function how(count: number): Text {
  return {
    es: `${plural('es', count, { one: '{n} pregunta', other: '{n} preguntas, una tras otra' })}. Cada persona contesta solo a su vista; aquí se ve cuántas han contestado, y al revelar, cuántas acertaron. Nunca quién contestó qué.`,
    en: `${plural('en', count, { one: '{n} question', other: '{n} questions, one after the other' })}. Everybody answers for their own eyes; here one sees how many have, and at the reveal how many were right. Never who answered what.`,
  };
}

const group: Text = { es: 'Práctica en grupo', en: 'Group practice' };
const opened: Text = { es: 'La práctica del grupo está en', en: 'The group’s practice is in' };
const nothing: Text = {
  es: 'No hay ninguna pregunta así. Elige un tema o un título de los que se proponen al escribir.',
  en: 'There is no such question. Pick a topic or a title of those proposed while you type.',
};
