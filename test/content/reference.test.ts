import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { scenarioReference } from '../helpers/scenario-reference.ts';

const root = new URL('../..', import.meta.url).pathname;

test('authors read in scenarios/REFERENCE.md what the code takes', () => {
  const file = path.join(root, 'scenarios', 'REFERENCE.md');
  const written = scenarioReference(root);
  if (process.env['UPDATE']) writeFileSync(file, written);
  expect(readFileSync(file, 'utf8')).toBe(written);
});
