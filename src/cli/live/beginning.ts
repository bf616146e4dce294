/** The flags that say how a live quiz begins: its rules, when, with whom, in which teams, and for how long it is kept. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readRoster } from '#content/roster-file.ts';
import type { LiveRules, RosterEntry } from '#engine/live/live-session.ts';
import { mostTeams } from '#engine/live/read-fact.ts';
import { type Argv, type Io, Trouble, UsageError } from '../command.ts';
import { quoted } from '../output.ts';
import { startAt } from './start-at.ts';

export interface AskedBeginning {
  readonly rules: Partial<LiveRules>;
  readonly teams?: { readonly names: readonly string[]; readonly free: boolean };
  readonly beginsAt?: number;
  readonly roster?: readonly RosterEntry[];
  readonly keepDays?: number;
  readonly seed?: number;
}

export function readBeginning(argv: Argv, io: Io): AskedBeginning {
  const [speed, start, roster, teams] = ['speed', 'start', 'roster', 'teams'].map((name) => argv.value(name));
  if (speed !== undefined && !/^(\d|1[0-5])$/.test(speed)) {
    throw new UsageError({ es: '--speed va de 0 a 15.', en: '--speed goes from 0 to 15.' });
  }
  const beginsAt = start === undefined ? undefined : startAt(start, new Date(io.now()));
  if (start !== undefined && beginsAt === undefined) {
    throw new UsageError({
      es: `--start es una hora como 10:30, 2026-11-23T10:30 o +15 (minutos), no ${quoted(start)}.`,
      en: `--start is a time like 10:30, 2026-11-23T10:30 or +15 (minutes), not ${quoted(start)}.`,
    });
  }
  if (argv.has('roster-only') && roster === undefined) {
    throw new UsageError({ es: '--roster-only necesita --roster.', en: '--roster-only needs --roster.' });
  }
  const entries = roster === undefined ? undefined : readRosterFile(roster, io);
  const listed = [...new Set(entries?.flatMap(({ team }) => team ?? []))];
  const names = teams?.split(',').map((name) => name.trim()) ?? listed;
  if (names.length > mostTeams || names.some((name) => name === '')) {
    throw new UsageError({
      es: `--teams son como mucho ${mostTeams} nombres separados por comas.`,
      en: `--teams are at most ${mostTeams} names with commas between them.`,
    });
  }
  const [keepDays, seed] = [wholeOf(argv, 'keep-days', 3650), wholeOf(argv, 'seed', 2 ** 32 - 1)];
  return {
    rules: {
      ...(speed !== undefined && { speedPercent: Number(speed) }),
      ...(argv.has('no-changes') && { changes: false }),
      ...(argv.has('approve') && { approval: true }),
      ...(argv.has('roster-only') && { rosterOnly: true }),
    },
    ...(names.length > 0 && { teams: { names, free: argv.has('free-teams') } }),
    ...(beginsAt !== undefined && { beginsAt }),
    ...(entries && { roster: entries }),
    ...(keepDays !== undefined && { keepDays }),
    ...(seed !== undefined && { seed }),
  };
}

export function wholeOf(argv: Argv, name: string, most: number): number | undefined {
  const typed = argv.value(name);
  if (typed === undefined) return undefined;
  if (/^\d{1,10}$/.test(typed) && Number(typed) <= most) return Number(typed);
  throw new UsageError({
    es: `--${name} es un número de 0 a ${most}, no ${quoted(typed)}.`,
    en: `--${name} is a number from 0 to ${most}, not ${quoted(typed)}.`,
  });
}

function readRosterFile(file: string, { cwd, language }: Io): readonly RosterEntry[] {
  const { entries, errors } = readRoster(read(path.resolve(cwd, file)), file);
  if (errors.length === 0) return entries;
  const told = errors.slice(0, 10).map(({ line, column, text }) => `${file}:${line}:${column}: ${text[language]}`);
  const more = errors.length > 10 ? `\n… ${errors.length - 10}` : '';
  throw new Trouble({ es: `${told.join('\n')}${more}`, en: `${told.join('\n')}${more}` });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { message } = error as Error;
    throw new Trouble({ es: `No se puede leer ${file}. (${message})`, en: `${file} cannot be read. (${message})` });
  }
}
