// Which language the bot speaks where nobody has said one.
import { Locale } from 'discord.js';
import { expect, test } from 'vitest';
import { chosenLocale, languageOf } from '#discord/language.ts';

const server = (preferredLocale: Locale, ...features: 'COMMUNITY'[]) =>
  languageOf(chosenLocale({ preferredLocale, features }));

test('a server that never chose a language is spoken to in Spanish; a community is spoken to in its own', () => {
  expect(server(Locale.EnglishUS)).toBe('es');
  expect(server(Locale.EnglishUS, 'COMMUNITY')).toBe('en');
  expect(server(Locale.EnglishGB)).toBe('en');
  expect(server(Locale.SpanishLATAM, 'COMMUNITY')).toBe('es');
  expect(languageOf(chosenLocale(undefined))).toBe('es');
});
