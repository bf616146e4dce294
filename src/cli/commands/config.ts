/** `readyz config`: what is set for good; `readyz config set NAME VALUE` and `unset NAME` change it. */

import { didYouMean } from '#base/did-you-mean.ts';
import { languages } from '#base/text.ts';
import { sanitize } from '#terminal/sanitize.ts';
import { type Command, exitCodes, type Io, Trouble, UsageError } from '../command.ts';
import {
  allows,
  type Config,
  choicesOf,
  isSetting,
  readConfig,
  settingNames,
  settings,
  writeConfig,
} from '../config/config-file.ts';
import { outputFlag, quoted, writeJson } from '../output.ts';
import { placesOf } from '../places.ts';

/** The language is kept with the scores, where the app's own key for it writes. */
const language = {
  meaning: {
    es: 'es o en: el idioma de la aplicación, como la tecla L',
    en: 'es or en: the app’s language, as the key L',
  },
};

const names: readonly string[] = ['language', ...settingNames];

export const config: Command = {
  name: 'config',
  summary: {
    es: 'muestra o cambia los ajustes: idioma, editor, colores, accesibilidad',
    en: 'show or change settings: language, editor, colours, accessibility',
  },
  examples: [
    { line: 'readyz config', meaning: { es: 'los ajustes y lo que valen', en: 'the settings and their values' } },
    { line: 'readyz config set editor nano', meaning: { es: 'cambia uno', en: 'changes one' } },
    { line: 'readyz config unset editor', meaning: { es: 'lo deja como al principio', en: 'leaves it as at first' } },
  ],
  parameters: [
    {
      name: 'WHAT',
      meaning: { es: 'get, set o unset', en: 'get, set or unset' },
      optional: true,
      suggests: ['get', 'set', 'unset'],
    },
    { name: 'NAME', meaning: { es: 'el ajuste', en: 'the setting' }, optional: true, suggests: names },
    { name: 'VALUE', meaning: { es: 'su valor nuevo', en: 'its new value' }, optional: true },
  ],
  flags: { output: outputFlag },

  async run(argv, io) {
    const [what = 'list', name, value] = argv.positionals;
    const asJson = argv.value('output') === 'json';
    if (what === 'list') {
      const values = await valuesNow(io);
      if (asJson) writeJson(io.out, values);
      else io.out.write(lines(values, io));
      return exitCodes.success;
    }
    if (what !== 'get' && what !== 'set' && what !== 'unset')
      throw new UsageError(unknown(what, ['get', 'set', 'unset']));
    if (name === undefined || !names.includes(name)) throw new UsageError(unknown(name ?? '', names));
    if (what === 'get') {
      const found = (await valuesNow(io))[name];
      if (asJson) writeJson(io.out, found ?? null);
      else if (found !== undefined) io.out.write(`${sanitize(found)}\n`);
      return found === undefined ? exitCodes.failure : exitCodes.success;
    }
    if (what === 'set' && value === undefined) {
      throw new UsageError({
        es: `Falta el valor: readyz config set ${name} VALOR.`,
        en: `The value is missing: readyz config set ${name} VALUE.`,
      });
    }
    await change(name, what === 'set' ? value : undefined, io);
    return exitCodes.success;
  },
};

async function valuesNow(io: Io): Promise<Readonly<Record<string, string>>> {
  const spoken = await withSettings(io, ({ get, learner }) => get(learner, 'language'));
  return { ...(spoken !== undefined && { language: spoken }), ...readConfig(placesOf(io).config) };
}

async function change(name: string, value: string | undefined, io: Io): Promise<void> {
  const allowed = isSetting(name) ? value === undefined || allows(name, value) : isLanguage(value ?? 'es');
  if (!allowed) throw new UsageError(notAllowed(name, value ?? ''));
  if (!isSetting(name)) {
    // Without a choice of one's own the system's language counts, which is what it is now.
    await withSettings(io, ({ set, learner }) => set(learner, 'language', value ?? io.language, io.now()));
    return;
  }
  const file = placesOf(io).config;
  const { [name]: _before, ...others } = readConfig(file);
  const changed: Config = value === undefined ? others : { ...others, [name]: value };
  try {
    writeConfig(file, changed);
  } catch (error) {
    throw new Trouble({
      es: `No se puede escribir ${file}: comprueba los permisos de su carpeta. (${(error as Error).message})`,
      en: `${file} cannot be written: check its folder’s permissions. (${(error as Error).message})`,
    });
  }
}

type Stored = Awaited<ReturnType<typeof import('../wire.ts').openStorage>>['settings'] & { readonly learner: string };

async function withSettings<Value>(io: Io, use: (stored: Stored) => Promise<Value>): Promise<Value> {
  const [{ openStorage }, { learner }] = await Promise.all([import('../wire.ts'), import('../play-in-terminal.ts')]);
  const storage = await openStorage(io);
  try {
    return await use({ ...storage.settings, learner });
  } finally {
    await storage.close();
  }
}

function isLanguage(word: string): boolean {
  return (languages as readonly string[]).includes(word);
}

function lines(values: Readonly<Record<string, string>>, io: Io): string {
  return names
    .map((name) => {
      const { meaning } = isSetting(name) ? settings[name] : language;
      const value = values[name] ?? '—';
      return `${sanitize(`${name.padEnd(10)}  ${value.padEnd(12)}`)}  ${meaning[io.language]}\n`;
    })
    .join('');
}

function unknown(typed: string, known: readonly string[]) {
  const near = didYouMean(typed, known);
  return {
    es: `readyz config no conoce ${quoted(typed)}: elige ${known.join(', ')}.${near ? ` ¿Quisiste decir ${near}?` : ''}`,
    en: `readyz config does not know ${quoted(typed)}: choose ${known.join(', ')}.${near ? ` Did you mean ${near}?` : ''}`,
  };
}

function notAllowed(name: string, value: string) {
  const oneOf = (isSetting(name) ? choicesOf(name) : languages) ?? [];
  return {
    es: `${name} no admite ${quoted(value)}${oneOf.length > 0 ? `: elige ${oneOf.join(' o ')}` : ''}.`,
    en: `${name} does not take ${quoted(value)}${oneOf.length > 0 ? `: choose ${oneOf.join(' or ')}` : ''}.`,
  };
}
