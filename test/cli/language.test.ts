import { expect, test } from 'vitest';
import { languageOf, speaksUtf8 } from '#cli/language.ts';

test('the locale’s variables are asked in the order of POSIX', () => {
  expect(languageOf({ LC_ALL: 'en_GB.UTF-8', LANG: 'es_ES.UTF-8' })).toBe('en');
  expect(languageOf({ LC_MESSAGES: 'en_US', LANG: 'es_MX' })).toBe('en');
  expect(languageOf({ LC_ALL: '', LANG: 'en' })).toBe('en');
  expect(languageOf({ LANG: 'es_419.UTF-8' })).toBe('es');
});

test('Spanish where the locale says nothing or something else', () => {
  for (const LANG of [undefined, '', 'C', 'C.UTF-8', 'POSIX', 'fr_FR.UTF-8', 'english', 'eng']) {
    expect(languageOf({ LANG })).toBe('es');
  }
});

test('signs beyond ASCII only where the locale or the system promises them', () => {
  expect(speaksUtf8({ LANG: 'es_ES.UTF-8' }, 'linux')).toBe(true);
  expect(speaksUtf8({ LANG: 'C.utf8' }, 'linux')).toBe(true);
  expect(speaksUtf8({ LANG: 'es_ES' }, 'linux')).toBe(false);
  expect(speaksUtf8({ LC_ALL: 'C', LANG: 'es_ES.UTF-8' }, 'linux')).toBe(false);
  expect(speaksUtf8({}, 'linux')).toBe(false);
  expect(speaksUtf8({}, 'darwin')).toBe(true);
  expect(speaksUtf8({}, 'win32')).toBe(true);
  expect(speaksUtf8({ LANG: 'es_ES.UTF-8', TERM: 'dumb' }, 'linux')).toBe(false);
});
