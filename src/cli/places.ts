/** Where this run keeps a user's own files. */
import { homedir } from 'node:os';
import path from 'node:path';
import { databaseFile, dataFolder } from '#storage/default-place.ts';
import type { Io } from './command.ts';

export interface Places {
  readonly database: string;
  /** Drafts of YAML answers. */
  readonly answers: string;
  /** Lines typed in the lab, and the last session there. */
  readonly lab: string;
  /** What `readyz config` sets. */
  readonly config: string;
}

/** What can be made again at any time. */
export function cacheFolder(env: Io['env']): string {
  return path.join(dataFolder({ platform: process.platform, environment: env, home: homedir() }), 'cache');
}

export function placesOf({ databaseFile: asked, cwd, env }: Pick<Io, 'databaseFile' | 'cwd' | 'env'>): Places {
  if (asked === undefined) {
    const folder = dataFolder({ platform: process.platform, environment: env, home: homedir() });
    return {
      database: databaseFile(folder),
      answers: path.join(folder, 'answers'),
      lab: path.join(folder, 'lab'),
      config: path.join(folder, 'config.json'),
    };
  }
  // Whoever keeps the scores elsewhere means the drafts too.
  const database = path.resolve(cwd, asked);
  return { database, answers: `${database}-answers`, lab: `${database}-lab`, config: `${database}-config.json` };
}
