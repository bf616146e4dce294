/**
 * An instructor's list of a class, as a spreadsheet exports it: `id; name; team; extra` with `;`, commas or tabs between them, or
 * columns of these names in any order. The id (a number, a login, an address) is what a person types to be found; `extra` is how many
 * percent more time they have.
 */
import type { Text } from '#base/text.ts';
import type { RosterEntry } from '#engine/live/live-session.ts';
import { readName } from '#engine/live/names.ts';
import { findEntry } from '#engine/live/roster.ts';
import type { ContentError } from './content-error.ts';
import { readCsv } from './import/csv.ts';

export interface RosterFile {
  readonly entries: readonly RosterEntry[];
  readonly errors: readonly ContentError[];
}

const mostEntries = 2000;
/** A number, a login, an address: one line without anything that could steer a terminal or turn its direction. */
const idShape = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,80}$/u;

const titles: Readonly<Record<keyof RosterEntry, readonly string[]>> = {
  id: ['id', 'login', 'user', 'usuario', 'número', 'numero', 'number', 'nia', 'dni'],
  name: ['name', 'nombre', 'alumno', 'alumna', 'student', 'estudiante'],
  team: ['team', 'equipo', 'grupo', 'group'],
  extraPercent: ['extra', 'extra time', 'tiempo extra'],
};

export function readRoster(source: string, file: string): RosterFile {
  const rows = readCsv(source.replace(/^\ufeff/, '')).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const heads = rows[0]?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const placeOf = (field: keyof RosterEntry) => heads.findIndex((head) => titles[field].includes(head));
  const isTitled = placeOf('id') >= 0;
  const places = isTitled
    ? { id: placeOf('id'), name: placeOf('name'), team: placeOf('team'), extraPercent: placeOf('extraPercent') }
    : { id: 0, name: 1, team: 2, extraPercent: 3 };
  const entries: RosterEntry[] = [];
  const errors: ContentError[] = [];
  for (const { cells, line } of isTitled ? rows.slice(1) : rows) {
    const cell = (field: keyof RosterEntry) => (places[field] < 0 ? '' : (cells[places[field]] ?? '').trim());
    const refuse = (text: Text) => errors.push({ file, line, column: 1, text });
    const [id, name, team, extra] = [cell('id'), cell('name'), cell('team'), cell('extraPercent').replace(/\s*%$/, '')];
    const readTeam = team === '' ? undefined : readName(team);
    const extraPercent = extra === '' ? undefined : Number(extra);
    if (!idShape.test(id)) refuse(noId);
    else if (findEntry(entries, id)) refuse(twice);
    else if (readTeam && !readTeam.ok) refuse(readTeam.error);
    else if (
      extraPercent !== undefined &&
      !(Number.isInteger(extraPercent) && extraPercent >= 0 && extraPercent <= 300)
    )
      refuse(noPercent);
    else if (entries.length >= mostEntries) {
      refuse(tooMany);
      break;
    } else {
      entries.push({
        id,
        name: name === '' ? id : name,
        ...(readTeam?.ok && { team: readTeam.value }),
        ...(extraPercent !== undefined && { extraPercent }),
      });
    }
  }
  return { entries, errors };
}

const noId: Text = {
  es: 'el identificador va en una línea y tiene 80 letras como mucho',
  en: 'an id stands on one line and has 80 letters at most',
};
const twice: Text = { es: 'este identificador ya estaba en la lista', en: 'this id was on the list already' };
const noPercent: Text = {
  es: 'el tiempo extra es un tanto por ciento de 0 a 300',
  en: 'extra time is a percentage from 0 to 300',
};
const tooMany: Text = {
  es: `la lista tiene más de ${mostEntries} personas`,
  en: `the list has more than ${mostEntries} people`,
};
