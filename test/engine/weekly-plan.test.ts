import { expect, test } from 'vitest';
import {
  courseInWeeks,
  firstDayOf,
  lessonOf,
  lessonsOf,
  questionsOf,
  readPlan,
  type WeeklyPlan,
  weekOn,
  withWeek,
  writePlan,
} from '#engine/weekly-plan.ts';
import { scenarios } from '../discord/room.ts';
import { libraryOf } from '../helpers/library-of.ts';

const [first, second] = scenarios;
const library = libraryOf([
  first!,
  { ...first!, id: 'box-2', order: 3, section: { es: 'Cajas: ¿cuál?', en: 'Boxes: which?' } },
  { ...first!, id: 'box-3', order: 4, section: { es: 'Cajas: ¿cuál?', en: 'Boxes: which?' } },
  second!,
]);
const plan: WeeklyPlan = { from: '2026-11-23', at: 570, count: 2, weeks: ['pods', 'probes', 'pods'] };

test('a lesson is a topic or one of its sections, in the order of the course', () => {
  expect(lessonsOf(library).map(({ key, scenarios }) => [key, scenarios.join(' ')])).toEqual([
    ['pods', 'which-box box-2 box-3'],
    ['pods/tema-1', 'which-box'],
    ['pods/cajas-cual', 'box-2 box-3'],
    ['probes', 'write-pod'],
    ['probes/tema-1', 'write-pod'],
  ]);
  expect(courseInWeeks(library)).toEqual(['pods', 'probes']);
  expect(lessonOf(library, '__proto__')).toMatchObject({ scenarios: [] });
});

test('weeks begin on the day of the first, and the plan has an end', () => {
  expect(
    ['2026-11-22', '2026-11-23', '2026-11-29', '2026-11-30', '2026-12-14'].map((day) => weekOn(day, plan)),
  ).toEqual([undefined, 0, 0, 1, undefined]);
  expect(firstDayOf(2, plan)).toBe('2026-12-07');
});

test('a lesson that comes back goes on where it was, and begins again when it has no more', () => {
  expect([0, 1, 2, 3].map((week) => questionsOf(week, plan, library))).toEqual([
    ['which-box', 'box-2'],
    ['write-pod'],
    ['box-3', 'which-box'],
    [],
  ]);
});

test('a week is changed, added behind the last, and taken out', () => {
  expect(withWeek(plan, 2, 'pods/cajas-cual').weeks).toEqual(['pods', 'pods/cajas-cual', 'pods']);
  expect(withWeek(plan, 60, 'probes').weeks).toEqual(['pods', 'probes', 'pods', 'probes']);
  expect(withWeek(plan, 2, undefined).weeks).toEqual(['pods', 'pods']);
  expect(withWeek(plan, 9, undefined).weeks).toEqual(plan.weeks);
});

test('a plan comes back as it was written, and what is none is none', () => {
  expect(readPlan(writePlan(plan))).toEqual(plan);
  for (const text of [
    undefined,
    '',
    '{}',
    '[1,2,3,4]',
    '["2026-13-01",1,1,[]]',
    '["2026-11-23",1440,1,[]]',
    'x'.repeat(9),
  ])
    expect(readPlan(text)).toBeUndefined();
});
