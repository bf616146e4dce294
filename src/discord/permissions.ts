/** What the bot may not do in a channel, by the names that Discord's own settings show. */
import { type Guild, PermissionFlagsBits } from 'discord.js';
import type { Text } from '#base/text.ts';

const needed = {
  ViewChannel: { es: 'Ver canal', en: 'View Channel' },
  SendMessages: { es: 'Enviar mensajes', en: 'Send Messages' },
} as const satisfies Record<string, Text>;
const forThreads = {
  CreatePublicThreads: { es: 'Crear hilos públicos', en: 'Create Public Threads' },
  SendMessagesInThreads: { es: 'Enviar mensajes en hilos', en: 'Send Messages in Threads' },
} as const satisfies Record<string, Text>;

const forPictures = { AttachFiles: { es: 'Adjuntar archivos', en: 'Attach Files' } } as const satisfies Record<
  string,
  Text
>;

/** Nothing where the bot may do all that posting takes; a sentence that names what is missing otherwise. */
export function missingIn(guild: Guild, channelId: string, thread: boolean, pictures = false): Text | undefined {
  const channel = guild.channels.cache.get(channelId);
  const me = guild.members.me;
  const has = channel && me ? channel.permissionsFor(me) : undefined;
  const wanted: Readonly<Record<string, Text>> = {
    ...needed,
    ...(thread && forThreads),
    ...(pictures && forPictures),
  };
  const missing = Object.entries(wanted).filter(
    ([name]) => !has?.has(PermissionFlagsBits[name as keyof typeof PermissionFlagsBits]),
  );
  if (missing.length === 0) return undefined;
  const list = (language: 'es' | 'en') =>
    new Intl.ListFormat(language).format(missing.map(([, name]) => `«${name[language]}»`));
  return {
    es: `Al bot le falta permiso en <#${channelId}>: ${list('es')}. Dáselo en los ajustes del canal, en «Permisos».`,
    en: `The bot lacks permissions in <#${channelId}>: ${list('en')}. Grant them in the channel’s settings, under "Permissions".`,
  };
}
