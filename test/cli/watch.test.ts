/** `readyz challenge ID --watch FILE`, as built: one's own editor on one side, verdicts on the other. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { keys, readyz, root } from '../helpers/pty.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readyz-watch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const question = 'slow-database-which-probe';
const answers = path.join(root, 'scenarios/probes', `${question}.answers`);
const patient = { timeout: 60_000 };
let databases = 0;

function start(file: string, ...words: readonly string[]) {
  const database = path.join(folder, `${++databases}.sqlite`);
  return readyz(['challenge', question, '--watch', file, ...words, '--db', database], { cwd: folder, rows: 60 });
}

test('the file is begun, graded each time it is saved in whatever way, and right ends it', patient, async () => {
  const file = path.join(folder, 'answer.yaml');
  const terminal = start('answer.yaml');
  await terminal.until('se evalúa cada vez que la guardas');
  expect(readFileSync(file, 'utf8')).toContain('kind: Deployment');
  copyFileSync(path.join(answers, 'wrong-readiness-by-ping.yaml'), file);
  await terminal.until('Guarda el archivo otra vez');
  expect(terminal.screen()).toContain('aquí se rompe');
  // As vim and others save: a new file in the place of the old.
  copyFileSync(path.join(answers, 'right-exec-probes.yaml'), `${file}~`);
  renameSync(`${file}~`, file);
  expect((await terminal.ended).code).toBe(0);
  expect(terminal.written()).toContain('Respuesta correcta');
});

test(
  'an answer that is there already is graded at once, also where the file is looked at from time to time',
  patient,
  async () => {
    const file = path.join(folder, 'there.yaml');
    writeFileSync(file, 'kind: Deployment\n');
    const terminal = start('there.yaml', '--poll', '0.2', '--lang', 'en');
    await terminal.until('Save the file again');
    expect(terminal.written()).toContain('answer.yaml:1');
    copyFileSync(path.join(answers, 'right-exec-probes.yaml'), file);
    expect((await terminal.ended).code).toBe(0);
  },
);

test('Ctrl-C leaves it, and the file stays', patient, async () => {
  const terminal = start('left.yaml');
  await terminal.until('se evalúa cada vez que la guardas');
  terminal.type(keys.interrupt);
  expect((await terminal.ended).code).toBe(130);
  expect(existsSync(path.join(folder, 'left.yaml'))).toBe(true);
});

test('what cannot be watched is told', patient, async () => {
  const nowhere = start('no/folder/answer.yaml');
  expect((await nowhere.ended).code).toBe(2);
  expect(nowhere.written()).toContain('comprueba que su carpeta existe');
  const choice = readyz(
    ['challenge', 'wordpress-one-pod-or-two', '--watch', 'x.yaml', '--db', path.join(folder, 'choice.sqlite')],
    { cwd: folder },
  );
  expect((await choice.ended).code).toBe(2);
  expect(choice.written()).toContain('readyz play');
});
