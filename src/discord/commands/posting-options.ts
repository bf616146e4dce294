/** What commands ask that have the bot post by itself: when, and where. */
import { ApplicationCommandOptionType, ChannelType } from 'discord.js';

export function timeOption(name: string) {
  return {
    type: ApplicationCommandOptionType.String,
    name: { es: name, en: 'time' },
    description: {
      es: 'Como 09:30, en la zona horaria del servidor.',
      en: 'As in 09:30, in the time zone of the server.',
    },
    required: true,
    max_length: 5,
  } as const;
}

export function channelOption(name: string) {
  return {
    type: ApplicationCommandOptionType.Channel,
    name: { es: name, en: 'channel' },
    description: { es: 'Dónde; sin él, aquí.', en: 'Where; without it, here.' },
    channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
  } as const;
}
