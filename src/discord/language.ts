/** Which language somebody reads: Spanish for every kind of Spanish, else English; Spanish where Discord does not say. */
import type { Guild } from 'discord.js';
import type { Language } from '#base/text.ts';

/** What a server has chosen. Only one with a community chooses: to all others Discord gives English without asking. */
export function chosenLocale(guild: Pick<Guild, 'preferredLocale' | 'features'> | undefined): string | undefined {
  if (!guild) return undefined;
  return guild.preferredLocale === 'en-US' && !guild.features.includes('COMMUNITY') ? undefined : guild.preferredLocale;
}

export function languageOf(locale: string | null | undefined): Language {
  return !locale || locale.toLowerCase().startsWith('es') ? 'es' : 'en';
}
