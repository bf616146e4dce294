/** What a start loads before it knows what is wanted: the help, "did you mean" and the first frame wait for all of it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../helpers/pty.ts';

/** Files of the bundle that a file cannot start without, itself among them. */
function neededBy(file: string, found = new Map<string, string>()): ReadonlyMap<string, string> {
  if (found.has(file)) return found;
  const text = readFileSync(file, 'utf8');
  found.set(file, text);
  for (const [, from, alone] of text.matchAll(
    /^(?:(?:import|export)\b[^;]*?\bfrom\s*"(\.[^"]+)"|import\s*"(\.[^"]+)")/gm,
  )) {
    neededBy(path.resolve(path.dirname(file), from ?? alone ?? ''), found);
  }
  return found;
}

function bytes(files: ReadonlyMap<string, string>): number {
  return [...files.values()].reduce((sum, text) => sum + text.length, 0);
}

test('a command line is understood with little loaded, and without the simulator', () => {
  const files = neededBy(path.join(root, 'dist', 'main.js'));
  expect(bytes(files)).toBeLessThan(250_000);
  expect([...files.values()].join('')).not.toContain('// src/cluster/');
});

test('the screens of the app need no simulator either: answers are run in workers', () => {
  // Chunks of earlier builds stay for an hour.
  const folder = path.join(root, 'dist', 'chunks');
  const [newest] = readdirSync(folder)
    .filter((name) => /^terminal-.*\.js$/.test(name))
    .map((name) => path.join(folder, name))
    .sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  expect(newest && [...neededBy(newest).values()].join('')).not.toContain('// src/cluster/');
});

test('from its sources it draws too: what is JSX is translated as it is loaded', { timeout: 30_000 }, () => {
  const main = path.join(root, 'src', 'cli', 'main.ts');
  const folder = mkdtempSync(path.join(tmpdir(), 'readyz-source-'));
  const argv = [main, 'stats', '--lang', 'en', '--db', path.join(folder, 'scores.sqlite')];
  const { stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^Statistics\n/);
});
