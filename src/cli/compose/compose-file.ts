/** The Compose file of a folder, read as docker compose looks for it, and the configuration it means. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { type ComposeConfig, loadCompose, readVariables } from '#container/compose/load.ts';
import { type Io, Trouble } from '../command.ts';

/** The first one that is there. */
const usualNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];

export interface ComposeFile {
  readonly config: ComposeConfig;
  readonly environment: Readonly<Record<string, string>>;
}

/** Laid over the usual one where no file is named. */
const overrideNames = [
  'compose.override.yaml',
  'compose.override.yml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

export interface ComposeChoice {
  /** The first one is the project's; the others are laid over it. None: the usual ones of the folder. */
  readonly files: readonly string[];
  readonly profiles: readonly string[];
  /** Files of variables instead of `.env`. */
  readonly environmentFiles: readonly string[];
}

export function readComposeFile(choice: ComposeChoice, io: Io): ComposeFile {
  const here = (names: readonly string[]) => names.filter((name) => existsSync(path.join(io.cwd, name))).slice(0, 1);
  const names = choice.files.length > 0 ? choice.files : [...here(usualNames), ...here(overrideNames)];
  const [first, ...others] = names.map((name) => path.resolve(io.cwd, name));
  if (first === undefined) {
    throw new Trouble({
      es: `No hay ningún archivo de Compose en ${io.cwd}: crea ${usualNames[0]} o escribe su nombre`,
      en: `There is no Compose file in ${io.cwd}: make a ${usualNames[0]} or write its name`,
    });
  }
  const folder = path.dirname(first);
  const environment = environmentOf(folder, choice.environmentFiles, io);
  const fromEnvironment = (environment['COMPOSE_PROFILES'] ?? '').split(',').filter((profile) => profile !== '');
  const loaded = loadCompose(textOf(first), {
    filename: first,
    folder,
    home: homedir(),
    environment,
    profiles: [...choice.profiles, ...fromEnvironment],
    overrides: others.map((filename) => ({ filename, text: textOf(filename) })),
    readFile: readText,
    ...(environment['COMPOSE_PROJECT_NAME'] && { projectName: environment['COMPOSE_PROJECT_NAME'] }),
  });
  if (!loaded.ok) throw new Trouble({ es: loaded.error, en: loaded.error });
  return { config: loaded.value, environment };
}

function textOf(file: string): string {
  const text = readText(file);
  if (text !== undefined) return text;
  throw new Trouble({ es: `No se puede leer ${file}`, en: `${file} cannot be read` });
}

/** Variables of the shell go before those of the files; of files, the last. */
function environmentOf(folder: string, files: readonly string[], io: Io): Readonly<Record<string, string>> {
  const environment: Record<string, string> = Object.create(null);
  const texts =
    files.length === 0
      ? [readText(path.join(folder, '.env')) ?? '']
      : files.map((name) => textOf(path.resolve(io.cwd, name)));
  for (const text of texts) Object.assign(environment, readVariables(text));
  for (const [key, value] of Object.entries(io.env)) if (value !== undefined) environment[key] = value;
  return environment;
}

/** Undefined for what is no readable file, or more than a megabyte. */
export function readText(file: string): string | undefined {
  try {
    return statSync(file).size > 1024 * 1024 ? undefined : readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
