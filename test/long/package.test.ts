/** What `npm pack` makes, installed into an empty folder far from the checkout, plays and grades. Needs the registry. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { inTerminal, keys, root } from '../helpers/pty.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the package installs into an empty folder and plays there', async () => {
  // dist/ was built by the pretest script; building it from scratch here would take it from under other tests.
  npm(root, 'pack', '--ignore-scripts', '--pack-destination', folder);
  const [archive] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  npm(folder, 'install', '--omit=dev', '--no-audit', '--no-fund', `./${archive}`);

  const readyz = path.join(folder, 'node_modules', '.bin', 'readyz');
  const graded = execFileSync(readyz, ['grade', '-', '--scenario', 'wordpress-one-pod-or-two', '--lang', 'en'], {
    cwd: folder,
    input: 'answer: two-workloads\n',
    encoding: 'utf8',
  });
  expect(graded).toMatch(/^✔ Right answer\n/);

  const terminal = inTerminal([readyz, '--db', path.join(folder, 'scores.sqlite')], { cwd: folder });
  await terminal.until('> 1.', 20_000);
  terminal.type(keys.enter);
  await terminal.until('[A]');
  terminal.type('a');
  await terminal.until('> [A]');
  terminal.type(keys.enter);
  await terminal.until('Respuesta incorrecta', 20_000);
  terminal.type(keys.interrupt);
  expect((await terminal.ended).code).toBe(130);
  expect(terminal.emulator.buffer.active.type).toBe('normal');
});

function npm(cwd: string, ...words: readonly string[]): void {
  execFileSync('npm', words, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}
