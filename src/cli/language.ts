/**
 * Which language readyz speaks: `--lang`, else the user's locale (LC_ALL, then LC_MESSAGES, then LANG, as POSIX orders them),
 * else Spanish. A locale of neither language (`fr_FR`, `C.UTF-8`) does not choose: `C` says nothing about a person.
 */
import { type Language, languages } from '#base/text.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export function languageOf(environment: Environment): Language {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  const [language] = locale.toLowerCase().split(/[_.@-]/);
  return languages.find((known) => known === language) ?? 'es';
}

/** Whether the terminal can be trusted with ✔ and │. Windows and macOS terminals can; elsewhere the locale says. */
export function speaksUtf8(environment: Environment, platform: NodeJS.Platform): boolean {
  if (environment['TERM'] === 'dumb' || environment['TERM'] === 'linux') return false;
  const locale = environment['LC_ALL'] || environment['LC_CTYPE'] || environment['LANG'];
  if (locale) return /utf-?8/i.test(locale);
  return platform === 'win32' || platform === 'darwin';
}
