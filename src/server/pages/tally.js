// What only a class has: how many said what, and who has how many points.

import { table } from './blocks.js';
import { make } from './dom.js';
import { number, t, words } from './language.js';
import { mark, prose } from './prose.js';

/** Bars that are read aloud as "B. … 12"; after a discussion with what was said before. */
export function tallyBars(rows) {
  const most = mostOf(rows);
  return make(
    'ul',
    { class: 'bars' },
    rows.map((row) => make('li', {}, make('span', {}, mark(row.mark), prose(t(row.text)), ' '), counts(row, most))),
  );
}

export const mostOf = (rows) => Math.max(1, ...rows.map(({ count, before = 0 }) => Math.max(count, before)));

/** One row's numbers and bars; where there are two, one above the other on the same scale. */
export function counts({ count, before }, most) {
  const line = (value, className, words) =>
    make(
      'span',
      { class: `count ${className}` },
      make('meter', { min: 0, max: most, value, 'aria-hidden': 'true' }),
      make('span', {}, make('strong', {}, number(value)), words && ` ${t(words)}`),
    );
  if (before === undefined) return line(count, 'only');
  return [line(before, 'before', { es: 'antes', en: 'before' }), line(count, 'after', { es: 'después', en: 'after' })];
}

/** A mean of each team's members, so that a large team is no better off. */
export function teamTable(rows) {
  const columns = [
    { es: 'Puesto', en: 'Place' },
    { es: 'Equipo', en: 'Team' },
    { es: 'Personas', en: 'People' },
    { es: 'Media de puntos', en: 'Mean of points' },
  ];
  const body = rows.map(({ place, team, members, points }) => [
    make('span', {}, number(place)),
    make('span', {}, team),
    make('span', {}, number(members)),
    make('span', {}, number(points)),
  ]);
  return make('div', { class: 'board' }, table(columns, body, { caption: t({ es: 'Equipos', en: 'Teams' }) }));
}

/** What can be voted for, with how many did where that may be known. */
export function voteBars({ faults }, votes) {
  return tallyBars(faults.map(({ title }, index) => ({ text: title, count: votes?.[index] ?? 0, mark: 'none' })));
}

export function boardTable(rows, most = 10) {
  const columns = [
    { es: 'Puesto', en: 'Place' },
    { es: 'Nombre', en: 'Name' },
    { es: 'Aciertos', en: 'Right' },
    { es: 'Puntos', en: 'Points' },
  ];
  const cell = (text) => make('span', {}, text);
  const body = rows
    .slice(0, most)
    .map((row) => [
      cell(number(row.place)),
      make('bdi', {}, row.name),
      cell(number(row.right)),
      cell(number(row.points)),
    ]);
  return make('div', { class: 'board' }, table(columns, body, { caption: t(words.board) }));
}
