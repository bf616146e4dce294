/**
 * What `readyz config` keeps: a small file of words beside the database, read at every start. A file that cannot be read is as
 * good as none: settings are a comfort, and a broken comfort must keep nobody out.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Text } from '#base/text.ts';

interface Setting {
  readonly meaning: Text;
  /** Any text where it is absent. */
  readonly oneOf?: readonly string[];
}

export const settings = {
  accessible: {
    meaning: {
      es: 'on: todo en una columna y sin redibujar, para lectores de pantalla (como --accessible)',
      en: 'on: all in one column, nothing redrawn, for screen readers (as --accessible)',
    },
    oneOf: ['on', 'off'],
  },
  color: {
    meaning: { es: 'never: sin colores (como --no-color)', en: 'never: no colours (as --no-color)' },
    oneOf: ['auto', 'never'],
  },
  background: {
    meaning: {
      es: 'light o dark: el fondo de tu terminal, si ella no lo dice',
      en: 'light or dark: what your terminal paints on, where it does not say so',
    },
    oneOf: ['auto', 'light', 'dark'],
  },
  editor: {
    meaning: {
      es: 'el editor para las respuestas, si VISUAL y EDITOR no dicen otro: code --wait',
      en: 'the editor for answers, where VISUAL and EDITOR name no other: code --wait',
    },
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;

export type Config = { readonly [Name in SettingName]?: string };

export const settingNames = Object.keys(settings) as readonly SettingName[];

export function isSetting(word: string): word is SettingName {
  return (settingNames as readonly string[]).includes(word);
}

export function readConfig(file: string): Config {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
  if (typeof read !== 'object' || read === null) return {};
  const entries = Object.entries(read).filter(
    ([name, value]) => isSetting(name) && typeof value === 'string' && allows(name, value),
  );
  return Object.fromEntries(entries);
}

/** Undefined where any text will do. */
export function choicesOf(name: SettingName): readonly string[] | undefined {
  const setting: Setting = settings[name];
  return setting.oneOf;
}

export function allows(name: SettingName, value: string): boolean {
  const oneOf = choicesOf(name);
  return oneOf ? oneOf.includes(value) : value.trim() !== '' && value.length <= 1000;
}

/** Throws what the system says. */
export function writeConfig(file: string, config: Config): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const unfinished = `${file}.tmp`;
  writeFileSync(unfinished, `${JSON.stringify(config, undefined, 2)}\n`);
  renameSync(unfinished, file);
}
