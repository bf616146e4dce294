/** Who may change how a server wants the bot: who may manage the server, and who has the role named for it. */
import { type ChatInputCommandInteraction, PermissionFlagsBits } from 'discord.js';
import type { Language, Text } from '#base/text.ts';
import { type Answerable, type Desk, rulesOf, whisper } from './desk.ts';
import { prose } from './markdown.ts';
import type { ServerSettings } from './server-settings.ts';

export async function asHost(
  interaction: ChatInputCommandInteraction,
  desk: Desk,
  language: Language,
): Promise<{ readonly server: string; readonly rules: ServerSettings } | undefined> {
  const rules = await rulesOf(interaction, desk);
  if (!rules || !interaction.inCachedGuild()) {
    await whisper(interaction, prose(noServer[language]));
    return undefined;
  }
  if (isHost(interaction, rules)) return { server: interaction.guildId, rules };
  await whisper(interaction, prose(notYours[language]));
  return undefined;
}

export function isHost(interaction: Answerable, { hostRole }: ServerSettings): boolean {
  if (!interaction.inCachedGuild()) return false;
  const { memberPermissions, member } = interaction;
  if (memberPermissions.has(PermissionFlagsBits.ManageGuild)) return true;
  return hostRole !== undefined && member.roles.cache.has(hostRole);
}

const noServer: Text = {
  es: 'Esto se ajusta en un servidor en el que esté el bot.',
  en: 'This is set on a server that has the bot.',
};
const notYours: Text = {
  es: 'Esto lo cambia quien puede gestionar el servidor («Gestionar servidor») o tiene el rol elegido en `/ajustes servidor`.',
  en: 'This is changed by whoever may manage the server ("Manage Server") or has the role named in `/settings server`.',
};
