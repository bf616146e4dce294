/**
 * A thread for a group: the one that a command was typed in, or a new one. Where the bot may not open one, the permission it
 * lacks is named. A command that is delivered twice opens one thread.
 */
import { ChannelType, type ChatInputCommandInteraction, MessageFlags, Routes } from 'discord.js';
import type { Text } from '#base/text.ts';
import { type Desk, rulesOf } from './desk.ts';
import type { Message } from './layout.ts';
import { missingIn } from './permissions.ts';
import type { ServerSettings } from './server-settings.ts';

export type OpenedThread =
  | {
      readonly kind: 'opened';
      readonly server: string;
      readonly channel: string;
      readonly rules: ServerSettings;
      /** For everybody in it. `key` is the same when it is tried again, and the message then too. Gives its id. */
      post(message: Message, key: string): Promise<string>;
    }
  | { readonly kind: 'refused'; readonly text: Text };

/** Hours without a word, after which Discord puts it away; whoever writes brings it back. */
const archiveMinutes = 1440;

export async function openThread(
  interaction: ChatInputCommandInteraction,
  desk: Desk,
  { name, key }: { readonly name: string; readonly key: string },
): Promise<OpenedThread> {
  const rules = await rulesOf(interaction, desk);
  if (!rules || !interaction.inCachedGuild()) return { kind: 'refused', text: noServer };
  const { channel, channelId, guildId: server, guild } = interaction;
  const type = channel?.type ?? ChannelType.GuildText;
  const isThread = type === ChannelType.PublicThread || type === ChannelType.PrivateThread;
  if (!isThread && type !== ChannelType.GuildText && type !== ChannelType.GuildAnnouncement) {
    return { kind: 'refused', text: noThreadsHere };
  }
  const missing = missingIn(guild, isThread ? (channel?.parentId ?? channelId) : channelId, true);
  if (missing) return { kind: 'refused', text: missing };
  if (!(await desk.memory.community.claim(`${key}:${interaction.id}`, desk.now()))) {
    return { kind: 'refused', text: alreadyOpened };
  }
  const { rest } = interaction.client;
  const open = async () => {
    const kind = type === ChannelType.GuildAnnouncement ? ChannelType.AnnouncementThread : ChannelType.PublicThread;
    const body = { name, type: kind, auto_archive_duration: archiveMinutes };
    const thread = (await rest.post(Routes.threads(channelId), { body })) as { readonly id: string };
    return thread.id;
  };
  const thread = isThread ? channelId : await open();
  return {
    ...{ kind: 'opened', server, channel: thread, rules },
    async post({ components, files }, nonce) {
      const sent = (await rest.post(Routes.channelMessages(thread), {
        body: {
          components,
          flags: MessageFlags.IsComponentsV2,
          allowed_mentions: { parse: [] },
          ...{ nonce: nonce.slice(0, 25), enforce_nonce: true },
        },
        files: files.map(({ name: file, content }) => ({ name: file, data: Buffer.from(content) })),
      })) as { readonly id: string };
      return sent.id;
    },
  };
}

const noServer: Text = {
  es: 'Para un grupo hace falta un servidor en el que esté el bot.',
  en: 'A group needs a server that has the bot.',
};
const noThreadsHere: Text = {
  es: 'Aquí no se pueden abrir hilos: prueba en un canal de texto.',
  en: 'No thread can be opened here: try a text channel.',
};
const alreadyOpened: Text = { es: 'El hilo ya está abierto.', en: 'The thread is open already.' };
