import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { courseMap, readCourse, readScenarios } from '../helpers/course-map.ts';

const root = new URL('../..', import.meta.url).pathname;
const course = readCourse(root);
const scenarios = readScenarios(root);

test('every heading of the course has questions that exist', () => {
  const known = new Set(scenarios.map(({ id }) => id));
  const lost = course.headings.flatMap(({ title, scenarios: ids }) =>
    ids.filter((id) => !known.has(id)).map((id) => `${title.en}: ${id}`),
  );
  expect(lost).toEqual([]);
});

test('every question belongs to a heading of the course', () => {
  const placed = new Set(course.headings.flatMap(({ scenarios: ids }) => ids));
  expect(scenarios.map(({ id }) => id).filter((id) => !placed.has(id))).toEqual([]);
});

test('scenarios/COURSE.md shows the map as it is', () => {
  const file = path.join(root, 'scenarios', 'COURSE.md');
  const written = courseMap(course, scenarios);
  if (process.env['UPDATE']) writeFileSync(file, written);
  expect(readFileSync(file, 'utf8')).toBe(written);
});
