/** Which language somebody reads: Spanish for every kind of Spanish, else English; Spanish where Discord does not say. */
import type { Language } from '#base/text.ts';

export function languageOf(locale: string | null | undefined): Language {
  return !locale || locale.toLowerCase().startsWith('es') ? 'es' : 'en';
}
