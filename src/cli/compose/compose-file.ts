/** The Compose file of a folder, read as docker compose looks for it, and the configuration it means. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { type ComposeConfig, loadCompose } from '#container/compose/load.ts';
import { type Io, Trouble } from '../command.ts';

/** The first one that is there. */
const usualNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];

export interface ComposeFile {
  readonly config: ComposeConfig;
  readonly environment: Readonly<Record<string, string>>;
}

export function readComposeFile(name: string | undefined, io: Io): ComposeFile {
  const file = path.resolve(io.cwd, name ?? usualNames.find((usual) => existsSync(path.join(io.cwd, usual))) ?? '');
  if (name === undefined && file === path.resolve(io.cwd)) {
    throw new Trouble({
      es: `No hay ningún archivo de Compose en ${io.cwd}: crea ${usualNames[0]} o escribe su nombre`,
      en: `There is no Compose file in ${io.cwd}: make a ${usualNames[0]} or write its name`,
    });
  }
  const text = readText(file);
  if (text === undefined) {
    throw new Trouble({ es: `No se puede leer ${file}`, en: `${file} cannot be read` });
  }
  const environment = environmentOf(path.dirname(file), io);
  const loaded = loadCompose(text, {
    filename: file,
    folder: path.dirname(file),
    home: homedir(),
    environment,
    profiles: (environment['COMPOSE_PROFILES'] ?? '').split(',').filter((profile) => profile !== ''),
    ...(environment['COMPOSE_PROJECT_NAME'] && { projectName: environment['COMPOSE_PROJECT_NAME'] }),
  });
  if (!loaded.ok) throw new Trouble({ es: loaded.error, en: loaded.error });
  return { config: loaded.value, environment };
}

/** Variables of the shell go before those of `.env` beside the file. */
function environmentOf(folder: string, io: Io): Readonly<Record<string, string>> {
  const environment: Record<string, string> = Object.create(null);
  for (const line of (readText(path.join(folder, '.env')) ?? '').split('\n')) {
    const [, key, value = ''] = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined) environment[key] = value.replace(/^(["'])(.*)\1$/, '$2');
  }
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
